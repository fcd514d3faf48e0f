import ImageFiles
import Imaging
import Lattice
import TestSupport
import Testing

/// The search on real micrographs, against spacings measured by others on the whole image.
@Suite(.enabled(if: SharedData.exists("data/INDEX.md"), SharedData.skip))
struct ReflectionSearchImagesTests {
  static func image(_ name: String, pixelSize: Double? = nil) throws -> Image {
    var image = try ImageFile.load(path: SharedData.path("data/\(name)")).image
    let calibration = pixelSize.map { Calibration(pixelSize: $0, unit: .nanometres, source: .script) }
    image.calibration = calibration ?? .none
    return image
  }

  /// A row of `../shared/data/INDEX.md`: position in a spectrum of `window` pixels, x right, y DOWN.
  struct Row: CustomTestStringConvertible {
    let file: String
    let pixelSize: Double?
    let binning: Int
    let window: Int
    /// Positions in a 256-pixel spectrum of the image before binning, or a 128-pixel one of gold.
    let positions: [(dx: Double, dy: Double)]
    let positionWindow: Int
    var testDescription: String { file }

    func known() -> [Reflection] {
      let calibration = Calibration(
        pixelSize: pixelSize ?? 1, unit: pixelSize == nil ? .pixels : .nanometres, source: .script)
      return positions.map {
        Reflection(dx: $0.dx, dy: $0.dy, window: positionWindow, calibration: calibration)
      }
    }
  }

  static let rows = [
    Row(
      file: "images/si110.tif", pixelSize: 5.0 / 512, binning: 1, window: 256,
      positions: [(5.651, 4.761), (-2.534, 6.786), (3.114, 11.55)], positionWindow: 256),
    Row(
      file: "images/dysco3.tif", pixelSize: 8.0 / 1024, binning: 4, window: 128,
      positions: [(5.214, 0.067), (0.027, 5.119), (5.241, 5.181), (-5.191, 5.05)], positionWindow: 256),
    Row(
      file: "images/gold-grain-boundary.tif", pixelSize: nil, binning: 1, window: 128,
      positions: [
        (6.47, 2.93), (-4.36, 4.99), (2.13, 7.87), (5.05, 5.31), (-2.67, 6.19), (-7.75, 0.95),
      ], positionWindow: 128),
  ]

  @Test(arguments: rows)
  func `the three strongest are known reflections`(row: Row) throws {
    let image = try Self.image(row.file, pixelSize: row.pixelSize).binned(by: row.binning)
    let found = try image.findReflections(count: 3, window: row.window).reflections
    try #require(found.count == 3)
    for reflection in found {
      let isKnown = row.known().contains { known in
        abs(reflection.spacing / known.spacing - 1) < 0.01 && abs(reflection.angle(to: known)) < 1.5
      }
      #expect(isKnown, "\(reflection.spacing) at \(reflection.angle)°")
    }
  }

  @Test(arguments: [(1, 128), (1, 256), (2, 64), (2, 128)])
  func `the gold grain boundary shows two lattices, each with its own pair`(binning: Int, window: Int) throws
  {
    let image = try Self.image("images/gold-grain-boundary.tif").binned(by: binning)
    let lattices = try image.findReflections(window: window).lattices
    try #require(lattices.count == 2)
    // Spacings in pixels of the image before binning, and angles, of either grain.
    let grains = [
      [(18.0, 154.9), (19.3, 49.2), (15.7, 105.1)], [(17.46, 133.5), (18.98, 66.6), (16.40, 6.8)],
    ]
    func isOf(_ grain: Int, _ found: Reflection) -> Bool {
      grains[grain].contains { spacing, angle in
        let turn = abs(found.angle - angle)
        return abs(found.spacing * Double(binning) / spacing - 1) < 0.02 && min(turn, 180 - turn) < 1.5
      }
    }
    let owners = lattices.map { pair in (0...1).filter { grain in pair.allSatisfy { isOf(grain, $0) } } }
    #expect(owners == [[0], [1]] || owners == [[1], [0]], "\(lattices)")
  }

  @Test(arguments: [("si110", 1, 256), ("dysco3", 4, 128), ("dumbbells", 1, 256)])
  func `a single crystal is one lattice, superlattice spots or not`(name: String, binning: Int, window: Int)
    throws
  {
    let file = name == "dumbbells" ? "images/dumbbells.png" : "images/\(name).tif"
    let image = try Self.image(file).binned(by: binning)
    #expect(try image.findReflections(window: window).lattices.count == 1)
  }

  @Test func `the silicon {111} are 70.5° apart`() throws {
    let image = try Self.image("images/si110.tif", pixelSize: 5.0 / 512)
    let pair = try image.findReflections(count: 2, window: 256, minSpacing: 0.3).reflections
    try #require(pair.count == 2)
    #expect(abs(abs(pair[0].angle(to: pair[1])) - 70.5) < 1)
  }

  @Test(arguments: [64, 128, 256, 512])
  func `soot holds no lattice, and the reason says so`(window: Int) throws {
    let search = try Self.image("images/soot-rgb.tif").findReflections(window: window)
    #expect(search.reflections.isEmpty)
    #expect(search.shortfall?.description.hasPrefix("no reflection found: the strongest peak") == true)
  }

  @Test func `the moiré of a strained device is refined and its columns are found`() throws {
    let whole = try Self.image("images/moire.tif", pixelSize: 0.46594300866127014)
    let crop = try whole.cropped(row: 0, column: 128, rows: 256, columns: 256)
    let known = [(-0.183, 45.776), (73.643, 1.098)].map { dx, dy in
      Reflection(dx: dx, dy: dy, window: 256, calibration: crop.calibration)
    }
    let refined = try crop.refine(known, tolerance: 0.02)
    for (found, known) in zip(refined, known) { #expect(abs(found.spacing / known.spacing - 1) < 1e-3) }
    let strongest = try #require(try crop.findReflections(count: 1, window: 256).reflections.first)
    #expect(abs(strongest.spacing / 1.61955 - 1) < 1e-3)
  }

  @Test(arguments: ["synthetic/particle256_u16.tif", "synthetic/particle512_u16.tif"])
  func `the simulated particle's reflections are found and refined`(file: String) throws {
    let image = try Self.image(file, pixelSize: 0.0333441)
    let nominal = [(0.2355, 20.0), (0.2355, 90.53), (0.2039, 145.26)].map {
      Reflection(spacing: $0.0, angle: $0.1, unit: .nanometres)
    }
    let found = try image.findReflections(count: 3).reflections
    for known in nominal {
      #expect(found.contains { abs($0.spacing / known.spacing - 1) < 3e-3 && abs($0.angle(to: known)) < 0.2 })
    }
    for (refined, known) in zip(try image.refine(nominal), nominal) {
      #expect(abs(refined.spacing / known.spacing - 1) < 3e-3 && abs(refined.angle(to: known)) < 0.1)
    }
  }
}
