import Foundation
import ImageFiles
import Imaging
import Lattice
import MapFiles
import Testing

struct MapFileTests {
  private func sampleMap() throws -> LatticeMap {
    let calibration = Calibration(
      pixelSizeX: 0.0333441, pixelSizeY: 0.04, unit: .nanometres, source: .tag("XResolution"))
    var source = Image(rows: 48, columns: 56, calibration: calibration) { row, column in
      100 + 30 * cos(Float(column) * 1.1 + Float(row) * 0.4)
    }
    (source.name, source.label) = ("Au:\n3 nm", "counts")
    source.metadata = ["voltage": .number(299.9), "raw": .group(["a": .list([.string("x"), .number(0.1)])])]
    source[40, 50] = .nan
    var options = RollingWindow()
    (options.window, options.step, options.patch, options.taper) = (32, 5, 7, .hamming)
    (options.clip, options.floor, options.edge) = (nil, 2.5, .mark)
    var first = Reflection(dx: 5.6, dy: 2, window: 32, calibration: calibration)
    (first.label, first.snr) = ("1 -1\n1 label", 12.25)
    let second = Reflection(dx: -6, dy: 3, window: 32, calibration: calibration)
    return try source.roll(options, reflections: [first, second])
  }

  private func path(_ name: String) -> String {
    NSTemporaryDirectory() + "fringe-\(UUID().uuidString)-\(name)"
  }

  @Test(arguments: ["map.h5", "map.hspy"])
  func `a map comes back exactly from one file`(name: String) throws {
    let path = path(name)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let map = try sampleMap()
    try MapFile.save(map, to: path)
    let back = try MapFile.load(path)
    #expect(back.options == map.options && back.reflections == map.reflections)
    #expect(back.source.calibration == map.source.calibration && back.source.metadata == map.source.metadata)
    #expect(back.source.name == map.source.name && back.source.label == map.source.label)
    #expect(back.source.pixels.map(\.bitPattern) == map.source.pixels.map(\.bitPattern))
    for (read, written) in zip(back.reflectionMaps, map.reflectionMaps) {
      #expect(read.statuses == written.statuses && Set(read.statuses).count > 1)
      #expect(read.uncertainty != nil && read.blockSide == 1)
      for plane in [
        \ReflectionMap.radius, \.angle, \.amplitude, \.spacing, \.radiusSigma, \.angleSigma, \.snr,
        \.spacingSigma,
      ] {
        let (image, original) = (read[keyPath: plane], written[keyPath: plane])
        #expect(image.pixels.map(\.bitPattern) == original.pixels.map(\.bitPattern))
        #expect(image.calibration == original.calibration && image.name == original.name)
      }
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try MapFile.save(map, to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test func `a map of more than one band is written whole, to a file and to a folder`() throws {
    let (file, folder) = (path("map.h5"), path("map"))
    defer { for path in [file, folder] { try? FileManager.default.removeItem(atPath: path) } }
    let size = 301
    var generator = SystemRandomNumberGenerator()
    func plane() -> Image {
      Image(rows: size, columns: size) { _, _ in Float.random(in: 1...2, using: &generator) }
    }
    let reflection = Reflection(dx: 5.6, dy: 2, window: 32, calibration: .none)
    var options = RollingWindow()
    options.window = 32
    let planes = ReflectionMap(
      reflection: reflection, window: 32, sourceCalibration: .none, radius: plane(), angle: plane(),
      amplitude: plane(), statuses: (0..<size * size).map { $0 % 3 == 0 ? .edge : .ok },
      uncertainty: .init(radius: plane(), angle: plane(), snr: plane()))
    #expect(size * size > ReflectionMap.bandPixelCount)
    let map = LatticeMap(source: plane(), options: options, reflectionMaps: [planes])
    try MapFile.save(map, to: file)
    try MapFolder.save(map, to: folder)
    for back in [try MapFile.load(file), try MapFolder.load(folder)] {
      #expect(back[0].statuses == planes.statuses && back.source.pixels == map.source.pixels)
      for plane in [\ReflectionMap.radius, \.angle, \.amplitude, \.radiusSigma, \.angleSigma, \.snr] {
        #expect(back[0][keyPath: plane].pixels == planes[keyPath: plane].pixels)
      }
    }
    for plane in [\ReflectionMap.spacing, \.spacingSigma] {
      let name = plane == \.spacing ? "spacing_1" : "spacing_sigma_1"
      let expected = planes[keyPath: plane]
      let inFile = try ImageFile.load(path: file, dataset: .name(name)).image
      let inFolder = try ImageFile.load(path: "\(folder)/\(name).tif").image
      #expect(inFile.pixels == expected.pixels && inFolder.pixels == expected.pixels)
    }
  }

  @Test func `block means remember their blocks, and planes are images to others`() throws {
    let path = path("map.h5")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let map = try sampleMap().clean(radius: 0.5, angle: 9).blockMean(3)
    try MapFile.save(map, to: path)
    #expect(try MapFile.load(path)[0].blockSide == 3)
    #expect(try MapFile.load(path).selections == [.clean(radius: 0.5, angle: 9)])
    let reader = try ImageFile.open(path: path)
    #expect(reader.format == "HyperSpy" && reader.datasets.count == 19)
    let plane = try ImageFile.load(path: path, dataset: .name("spacing_2")).image
    #expect(plane.pixels.map(\.bitPattern) == map[1].spacing.pixels.map(\.bitPattern))
    #expect(plane.calibration.pixelSizeX == map[1].spacing.calibration.pixelSizeX)
    #expect(try ImageFile.load(path: path, dataset: .name("status_1")).type == .uint8)
  }

  @Test func `what is no map is refused, and a folder is told from a file`() throws {
    let path = path("image.hspy")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ImageFile.save(try sampleMap().source, to: path)
    for other in [path, #filePath] {
      let error = #expect(throws: ImageFileError.self) { try MapFile.load(other) }
      #expect(error?.description.contains("no lattice map") == true)
    }
    #expect(MapFolder.isFolder(NSTemporaryDirectory()) && !MapFolder.isFolder(path))
    let missing = #expect(throws: ImageFileError.self) { try MapFile.load(path + ".none") }
    #expect(missing?.description.contains("no such file") == true)
  }

  @Test func `a file cut off anywhere is an error`() throws {
    let path = path("map.h5")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try MapFile.save(try sampleMap(), to: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in stride(from: 0, to: bytes.count, by: bytes.count / 40) {
      try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(throws: ImageFileError.self) { try MapFile.load(path) }
    }
  }
}
