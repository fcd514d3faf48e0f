import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

struct PNGReaderTests {
  private func page(_ file: PNGBytes) throws -> Page {
    try PNGReader(InputFile(path: "a.png", bytes: file.bytes)).read(page: 0)
  }

  @Test(arguments: [1, 2, 4, 8, 16], [false, true])
  func `grey numbers of any depth are as stored, interlaced or not`(bits: Int, isInterlaced: Bool) throws {
    let samples = (0..<11 * 9).map { ($0 * 37) % (1 << bits) }
    let page = try page(
      PNGBytes(rows: 11, columns: 9, bits: bits, isInterlaced: isInterlaced, samples: samples))
    #expect(page.info.type == (bits == 16 ? .uint16 : .uint8) && page.raster.samplesPerPixel == 1)
    #expect(Image(raster: page.raster).pixels == samples.map { Float($0) })
    #expect(page.info.notes.isEmpty)
  }

  @Test(arguments: [8, 16])
  func `colours stay interleaved, transparency is left out of grey`(bits: Int) throws {
    let top = (1 << bits) - 1
    let colour = try page(PNGBytes(columns: 2, bits: bits, colourType: 2, samples: [1, 2, 3, top, 5, 6]))
    #expect(colour.raster.samplesPerPixel == 3)
    #expect(Image(raster: colour.raster).pixels == [2, Float(Double(top + 11) / 3)])
    let transparent = try page(PNGBytes(columns: 1, bits: bits, colourType: 6, samples: [1, 2, 6, top]))
    #expect(transparent.raster.samplesPerPixel == 4 && Image(raster: transparent.raster).pixels == [3])
    let grey = try page(PNGBytes(columns: 2, bits: bits, colourType: 4, samples: [7, 0, top, top]))
    #expect(grey.raster.samplesPerPixel == 1 && Image(raster: grey.raster).pixels == [7, Float(top)])
    #expect(grey.info.notes == ["its transparency is left out"])
  }

  @Test func `a palette of greys gives greys, one of colours their colours`() throws {
    var file = PNGBytes(columns: 3, bits: 2, colourType: 3, samples: [2, 0, 1])
    file.chunks = [("PLTE", [10, 10, 10, 200, 200, 200, 90, 90, 90])]
    let grey = try page(file)
    #expect(grey.raster.samplesPerPixel == 1 && Image(raster: grey.raster).pixels == [90, 10, 200])
    // A gamma does not change them.
    file.chunks.insert(("gAMA", PNGBytes.big(45_455)), at: 0)
    #expect(Image(raster: try page(file).raster).pixels == [90, 10, 200])
    file.chunks = [("PLTE", [10, 20, 30, 200, 200, 200, 90, 90, 93]), ("tRNS", [0, 255, 128])]
    let colour = try page(file)
    #expect(colour.raster.samplesPerPixel == 3 && Image(raster: colour.raster).pixels == [91, 20, 200])
    #expect(colour.info.notes.count == 2)
  }

  @Test func `a resolution is a calibration where the pixel is below 1 µm`() throws {
    func info(_ perMetre: Int, _ unit: UInt8 = 1) throws -> PageInfo {
      var file = PNGBytes(samples: [1])
      file.chunks = [("pHYs", PNGBytes.big(perMetre) + PNGBytes.big(perMetre) + [unit])]
      return try page(file).info
    }
    let fine = try info(2_000_000_000)
    #expect(fine.calibration.pixelSize == 0.5 && fine.calibration.source == .tag("pHYs"))
    let printing = try info(11_811)
    #expect(printing.calibration == .none && printing.calibrationNote?.contains("300 dpi") == true)
    #expect(try info(2_000_000_000, 0).calibration == .none)
    #expect(try page(PNGBytes(samples: [1])).info.calibrationNote?.contains("no calibration") == true)
  }

  @Test func `texts are metadata`() throws {
    var file = PNGBytes(samples: [1])
    file.chunks = [
      ("tEXt", Array("Title".utf8) + [0, 0x6B, 0xB5]),
      ("iTXt", Array("Author".utf8) + [0, 0, 0, 0, 0] + Array("é".utf8)),
      ("zTXt", Array("Comment".utf8) + [0, 0] + PNGBytes.stored(Array("gold".utf8))),
    ]
    let metadata = try page(file).info.metadata
    #expect(metadata["title"] == .string("kµ"))
    guard case .group(let raw)? = metadata["raw"] else { Issue.record("no raw metadata"); return }
    #expect(raw["Author"] == .string("é") && raw["Comment"] == .string("gold"))
    #expect(raw["BitDepth"] == .number(8))
  }

  @Test func `absurd sizes, damaged and missing data are refused with the reason`() throws {
    func problem(_ bytes: [UInt8]) -> ImageFileError.Problem? {
      do throws(ImageFileError) {
        _ = try PNGReader(InputFile(path: "a.png", bytes: bytes)).read(page: 0)
        return nil
      } catch { return error.problem }
    }
    var file = PNGBytes(rows: 4, columns: 4, samples: [Int](repeating: 9, count: 16))
    #expect(problem(file.bytes) == nil)
    guard case .damaged? = problem(Array(file.bytes.dropLast(30))) else { Issue.record("cut off"); return }
    var changed = file.bytes
    changed[8 + 25 + 12] ^= 1
    guard case .damaged? = problem(changed) else { Issue.record("a wrong checksum was read"); return }
    file.claimedSize = (0x7FFF_FFFF, 0x7FFF_FFFF)
    guard case .tooLarge? = problem(file.bytes) else { Issue.record("4 exapixels were read"); return }
    file.claimedSize = (20_000, 20_000)
    guard case .damaged(let reason)? = problem(file.bytes) else { Issue.record("400 megapixels"); return }
    #expect(reason.contains("cannot hold"))
    file.claimedSize = (0, 4)
    guard case .damaged? = problem(file.bytes) else { Issue.record("no row"); return }
  }

  @Test(
    .enabled(if: SharedData.exists("data/images"), SharedData.skip),
    arguments: ["si110", "dysco3", "gold-grain-boundary"])
  func `a micrograph has the same pixels as PNG and as TIFF`(name: String) throws {
    let png = try ImageFile.load(path: SharedData.path("data/images/\(name).png"))
    let tiff = try ImageFile.load(path: SharedData.path("data/images/\(name).tif"))
    #expect(png.image.pixels == tiff.image.pixels && png.image.size == tiff.image.size)
    #expect(png.image.calibration == .none && png.calibrationNote != nil)
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `pillow's files are read in every mode`() throws {
    let scratch = try Scratch()
    _ = try Python.run(
      """
      import sys, numpy
      from PIL import Image
      a = numpy.arange(48 * 31, dtype=numpy.uint16).reshape(48, 31)
      Image.fromarray((a % 251).astype("uint8")).save(sys.argv[1] + "/L.png", optimize=True)
      Image.fromarray((a * 40).astype("uint16")).save(sys.argv[1] + "/I16.png")
      Image.fromarray((a % 2 == 1)).save(sys.argv[1] + "/1.png")
      rgb = numpy.stack([a % 251, a % 7, a % 11], 2).astype("uint8")
      Image.fromarray(rgb).save(sys.argv[1] + "/RGB.png")
      """, scratch.folder)
    let index = (0..<48 * 31).map { Double($0) }
    func remainder(_ divisor: Double) -> [Double] {
      index.map { $0.truncatingRemainder(dividingBy: divisor) }
    }
    #expect(try ImageFile.load(path: scratch.path("L.png")).image.pixels == remainder(251).map { Float($0) })
    #expect(try ImageFile.load(path: scratch.path("I16.png")).image.pixels == index.map { Float($0 * 40) })
    #expect(try ImageFile.load(path: scratch.path("1.png")).image.pixels == remainder(2).map { Float($0) })
    let colour = zip(remainder(251), zip(remainder(7), remainder(11))).map { Float(($0 + $1.0 + $1.1) / 3) }
    #expect(try ImageFile.load(path: scratch.path("RGB.png")).image.pixels == colour)
  }
}
