import Foundation
import ImageFiles
import Imaging
import Lattice
import MapFiles
import Testing

struct MapFolderTests {
  /// A small map with every kind of value in it.
  private func sampleMap() throws -> LatticeMap {
    let calibration = Calibration(
      pixelSizeX: 0.0333441, pixelSizeY: 0.04, unit: .nanometres, source: .tag("XResolution"))
    var source = Image(rows: 48, columns: 56, calibration: calibration) { row, column in
      100 + 30 * cos(Float(column) * 1.1 + Float(row) * 0.4)
    }
    source.name = "Au: 3 nm"
    source[40, 50] = .nan
    var options = RollingWindow()
    (options.window, options.step, options.patch, options.taper) = (32, 5, 7, .hamming)
    (options.clip, options.floor, options.edge) = (nil, 2.5, .mark)
    var first = Reflection(dx: 5.6, dy: 2, window: 32, calibration: calibration)
    (first.label, first.snr) = ("1 -1 1 label", 12.25)
    let second = Reflection(dx: -6, dy: 3, window: 32, calibration: calibration)
    return try source.roll(options, reflections: [first, second])
  }

  @Test func `a map comes back exactly`() throws {
    let folder = try Folder()
    let map = try sampleMap()
    try MapFolder.save(map, to: folder.path + "/deep/map")
    let back = try MapFolder.load(folder.path + "/deep/map")
    #expect(back.options == map.options)
    #expect(back.reflections == map.reflections)
    #expect(back.source.calibration == map.source.calibration && back.source.name == map.source.name)
    #expect(back.source.pixels.map(\.bitPattern) == map.source.pixels.map(\.bitPattern))
    for (read, written) in zip(back.reflectionMaps, map.reflectionMaps) {
      #expect(read.statuses == written.statuses)
      #expect(Set(read.statuses).count > 1, "the sample has one kind of status only")
      #expect(read.uncertainty != nil && read.blockSide == 1)
      for plane in [
        \ReflectionMap.radius, \.angle, \.amplitude, \.spacing, \.radiusSigma, \.angleSigma, \.snr,
        \.spacingSigma,
      ] {
        #expect(
          read[keyPath: plane].pixels.map(\.bitPattern) == written[keyPath: plane].pixels.map(\.bitPattern))
        #expect(read[keyPath: plane].calibration == written[keyPath: plane].calibration)
      }
    }
  }

  @Test func `a folder of an earlier version, without uncertainties, is read`() throws {
    let folder = try Folder()
    try MapFolder.save(sampleMap(), to: folder.path)
    let path = folder.path + "/map.txt"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter { line in
      !["uncertainty", "block", "min_snr"].contains { line.hasPrefix($0) }
    }
    try lines.joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
    let map = try MapFolder.load(folder.path)
    #expect(map[0].uncertainty == nil && map[0].spacingSigma.pixels.allSatisfy(\.isNaN))
    #expect(map.options.minimumSNR == 3.5)
  }

  @Test func `what was selected is remembered, and a folder without it is read`() throws {
    let folder = try Folder()
    let map = try sampleMap()
    let nothing = Mask(rows: 48, columns: 56, inside: [Bool](repeating: false, count: 48 * 56))
    try MapFolder.save(map.clean(radius: 0.125, angle: 1.5).where(nothing), to: folder.path)
    #expect(
      try MapFolder.load(folder.path).selections == [.clean(radius: 0.125, angle: 1.5), .region])
    let path = folder.path + "/map.txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("selection") }
    try lines.joined(separator: "\n").write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try MapFolder.load(folder.path).selections.isEmpty)
    try (text + "selection: clean radius -1 angle 2\n").write(
      toFile: path, atomically: false, encoding: .utf8)
    let error = #expect(throws: ImageFileError.self) { try MapFolder.load(folder.path) }
    #expect(error?.description.contains("is no selection") == true)
  }

  @Test func `block means remember their blocks`() throws {
    let folder = try Folder()
    let map = try sampleMap().blockMean(3)
    try MapFolder.save(map, to: folder.path)
    let back = try MapFolder.load(folder.path)
    #expect(back[0].blockSide == 3)
    #expect(try back.mean(0).spacingSigma == map.mean(0).spacingSigma)
  }

  @Test func `saving again replaces the map`() throws {
    let folder = try Folder()
    let map = try sampleMap()
    try MapFolder.save(map, to: folder.path)
    try MapFolder.save(map.select([1]), to: folder.path)
    #expect(try MapFolder.load(folder.path).reflections == [map.reflections[1]])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!files.contains { $0.hasSuffix("_2.tif") }, "planes of the old map are left")
    let planes = map[1]
    let bare = ReflectionMap(
      reflection: planes.reflection, window: planes.window, sourceCalibration: planes.sourceCalibration,
      radius: planes.radius, angle: planes.angle, amplitude: planes.amplitude, statuses: planes.statuses)
    try MapFolder.save(
      LatticeMap(source: map.source, options: map.options, reflectionMaps: [bare]), to: folder.path)
    #expect(try MapFolder.load(folder.path)[0].uncertainty == nil)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.contains("sigma") || $0.contains("snr") })
  }

  @Test(arguments: [
    ("window: 32", "window: 99999", "the window must be"),
    ("window: 32", "window 32", "has no colon"),
    ("step: 5", "step: 0", "the step must be"),
    ("step: 5", "step: 9223372036854775807", "the step must be"),
    ("pixel_size_x: 0.0333441", "pixel_size_x: 1.7e308", "pixel_size_x is missing or wrong"),
    ("patch: 7", "patch: 8", "the patch must be"),
    ("block: 1", "block: 1000000", "block is larger than the map"),
    ("min_snr: 3.5", "min_snr: -1", "the smallest signal to noise"),
    ("step: 5", "step: 6", "pixels where the map has"),
    ("estimator: gaussian", "estimator: magic", "estimator is missing or wrong"),
    ("unit: nm", "unit: inch", "unit is missing or wrong"),
    ("pixel_size_x: 0.0333441", "pixel_size_x: -1", "pixel_size_x is missing or wrong"),
    ("reflection: gx", "reflection: gz", "is no reflection"),
    ("Fringe lattice map: 1", "Fringe lattice map: 2", "no lattice map that this version reads"),
  ])
  func `a damaged description is an error that names the file and the fault`(
    original: String, damaged: String, fault: String
  ) throws {
    let folder = try Folder()
    try MapFolder.save(sampleMap(), to: folder.path)
    let path = folder.path + "/map.txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(original))
    try text.replacingOccurrences(of: original, with: damaged).write(
      toFile: path, atomically: false, encoding: .utf8)
    let error = #expect(throws: ImageFileError.self) { try MapFolder.load(folder.path) }
    #expect(error?.description.contains(fault) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix(folder.path) == true)
  }

  @Test(arguments: ["map.txt", "source.tif", "radius_2.tif", "status_1.tif"])
  func `a missing file is an error`(name: String) throws {
    let folder = try Folder()
    try MapFolder.save(sampleMap(), to: folder.path)
    try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    let error = #expect(throws: ImageFileError.self) { try MapFolder.load(folder.path) }
    #expect(error?.description.contains(name) == true)
  }

  @Test func `a status that no version has written is refused`() throws {
    let folder = try Folder()
    let map = try sampleMap()
    try MapFolder.save(map, to: folder.path)
    let wrong = map[0].status.with(pixels: [Float](repeating: 77, count: map[0].status.count))
    try ImageFile.save(wrong, to: folder.path + "/status_1.tif")
    #expect(throws: ImageFileError.self) { try MapFolder.load(folder.path) }
  }
}

/// A folder that goes away with this object.
private final class Folder {
  let path = NSTemporaryDirectory() + "fringe-map-" + UUID().uuidString
  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}
