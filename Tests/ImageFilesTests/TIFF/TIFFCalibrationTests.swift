import ImageFiles
import Imaging
import TestSupport
import Testing

struct TIFFCalibrationTests {
  private func info(
    _ description: String?, _ resolution: (x: (UInt32, UInt32), y: (UInt32, UInt32), unit: UInt16)?
  ) throws -> PageInfo {
    let file = TIFFBytes(description: description, resolution: resolution, data: [1])
    return try TIFFReader(InputFile(path: "a.tif", bytes: file.bytes)).info(page: 0)
  }

  @Test(arguments: [
    ("nm", 0.5), ("µm", 500), ("um", 500), ("micron", 500), ("\\u00B5m", 500), ("\u{3BC}m", 500), ("Å", 0.05),
    ("A", 0.05), ("angstrom", 0.05), ("\\u00C5", 0.05), ("pm", 0.0005), ("nanometer", 0.5),
  ])
  func `ImageJ's units are nanometres inside`(unit: String, pixelSize: Double) throws {
    let info = try info("ImageJ=1.53t\nunit=\(unit)\n", ((2, 1), (2, 1), 1))
    #expect(abs(info.calibration.pixelSize / pixelSize - 1) < 1e-15)
    #expect(info.calibration.unit == .nanometres && info.calibration.source == .tag("ImageJ description"))
    #expect(info.notes.isEmpty)
  }

  @Test(arguments: ["pixel", "pixels", "furlong", "inch", ""])
  func `a unit that is no micrograph's is none, with one note`(unit: String) throws {
    let info = try info("ImageJ=1.53t\nunit=\(unit)\n", ((72, 1), (72, 1), 1))
    #expect(info.calibration == .none)
    #expect(info.notes.count == 1)
  }

  @Test func `an ImageJ unit without a resolution is none, with one note`() throws {
    for resolution: ((UInt32, UInt32), (UInt32, UInt32), UInt16)? in [
      nil, ((0, 1), (0, 1), 1), ((1, 0), (1, 0), 1),
    ] {
      let info = try info("ImageJ=1.53t\nunit=nm\n", resolution)
      #expect(info.calibration == .none)
      #expect(info.notes.count == 1)
    }
  }

  @Test func `resolution tags count where the unit is a length and the pixel below 1 µm`() throws {
    // 5·10⁶ pixels per cm are 2 nm each; 2.54·10⁸ per inch are 0.1 nm.
    let centimetres = try info(nil, ((5_000_000, 1), (5_000_000, 1), 3)).calibration
    #expect(centimetres.pixelSize == 2 && centimetres.source == .tag("XResolution"))
    let inches = try info("Created by somebody", ((254_000_000, 1), (254_000_000, 1), 2)).calibration
    #expect(abs(inches.pixelSize - 0.1) < 1e-15)
    #expect(try info(nil, ((5_000_000, 1), (5_000_000, 1), 1)).calibration == .none)
    for dots: UInt32 in [72, 96, 300, 1200] {
      let printing = try info(nil, ((dots, 1), (dots, 1), 2))
      #expect(printing.calibration == .none)
      #expect(printing.notes.count == 1 && printing.notes[0].contains("\(dots) dpi"))
    }
  }

  @Test(
    .enabled(if: SharedData.exists("data/images"), SharedData.skip),
    arguments: [
      ("si110", 5.0 / 512), ("dysco3", 8.0 / 1024), ("moire", 0.46594), ("gold-grain-boundary", nil),
      ("soot-rgb", nil),
    ])
  func `real micrographs have the pixel size of the index`(name: String, pixelSize: Double?) throws {
    let path = "data/images/\(name).tif"
    let loaded = try ImageFile.load(path: SharedData.path(path))
    #expect(loaded.image.name == name)
    if let pixelSize {
      #expect(abs(loaded.image.calibration.pixelSize / pixelSize - 1) < 1e-5)
      #expect(loaded.image.calibration.unit == .nanometres && loaded.notes.isEmpty)
    } else {
      #expect(loaded.image.calibration == .none)
      #expect(loaded.notes.count == 1)
    }
  }
}
