import ImageFiles
import Imaging
import Testing

struct JPEGReaderTests {
  private func page(_ bytes: [UInt8]) throws -> Page {
    try JPEGReader(InputFile(path: "a.jpg", bytes: bytes)).read(page: 0)
  }

  private func problem(_ bytes: [UInt8]) -> ImageFileError.Problem? {
    do { _ = try page(bytes) } catch { return (error as? ImageFileError)?.problem }
    return nil
  }

  @Test func `grey is one sample, colour three`() throws {
    let grey = try page(JPEGBytes.grey)
    let pixels = Image(raster: grey.raster).pixels
    #expect(grey.raster.rows == 8 && grey.raster.columns == 16 && grey.raster.samplesPerPixel == 1)
    #expect(pixels[0] == 40 && pixels[15] == 200 && grey.info.type == .uint8)
    let colour = try page(JPEGBytes.colour).raster
    guard case .uint8(let values) = colour.samples else { Issue.record("no uint8"); return }
    #expect(colour.samplesPerPixel == 3)
    for (value, expected) in zip(values[0..<3], [42, 200, 90]) { #expect(abs(Int(value) - expected) <= 2) }
  }

  @Test func `a progressive file is read, its 300 dpi are no calibration`() throws {
    let page = try page(JPEGBytes.progressive)
    let pixels = Image(raster: page.raster).pixels
    #expect(abs(pixels[0] - 40) <= 1 && abs(pixels[15] - 200) <= 1)
    #expect(page.info.calibration == .none && page.info.calibrationNote?.contains("no calibration") == true)
    #expect(page.info.notes.contains { $0.contains("changed its intensities") })
  }

  @Test func `inks, absurd sizes and missing data are refused with the reason`() throws {
    guard case .unsupported? = problem(JPEGBytes.inks) else { Issue.record("CMYK was read"); return }
    guard case .damaged? = problem(Array(JPEGBytes.colour.dropLast(12))) else {
      Issue.record("cut off"); return
    }
    guard case .damaged? = problem([0xFF, 0xD8, 0xFF, 0xE0]) else {
      Issue.record("a beginning was read"); return
    }
    // The frame header: rows and columns follow marker, length and precision.
    var huge = JPEGBytes.grey
    for index in huge.indices.dropLast(9) where huge[index] == 0xFF && huge[index + 1] == 0xC0 {
      huge.replaceSubrange(index + 5..<index + 9, with: [0xF0, 0, 0xF0, 0])
    }
    guard case .damaged(let reason)? = problem(huge) else { Issue.record("4 gigapixels were read"); return }
    #expect(reason.contains("cannot hold"))
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `pillow decodes the same numbers`() throws {
    let scratch = try Scratch()
    let printed = try Python.run(
      """
      import sys, numpy
      from PIL import Image
      y, x = numpy.mgrid[0:37, 0:53]
      a = (127 + 100 * numpy.sin(x / 5.0) * numpy.cos(y / 7.0)).astype("uint8")
      Image.fromarray(a).save(sys.argv[1], quality=92)
      print(int(numpy.asarray(Image.open(sys.argv[1])).astype(int).sum()))
      """, scratch.path("a.jpg"))
    let loaded = try ImageFile.load(path: scratch.path("a.jpg")).image
    #expect(loaded.rows == 37 && loaded.columns == 53)
    #expect(Int(printed.dropLast()) == Int(loaded.pixels.reduce(0) { $0 + Double($1) }))
  }
}
