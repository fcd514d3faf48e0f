import Foundation
import ImageFiles
import Imaging
import Testing

struct TIFFWriterTests {
  static let units: [Calibration.Unit] = [.nanometres, .perNanometre, .perPixel]

  @Test(
    arguments: [0.01, 0.0333441, 1 / 3.0, 0.46594, 5.0 / 512, 1, 12.7, 999.999, 1e-5, 4e-7, 1e7, 3e8], units)
  func `a pixel size comes back to 12 digits`(size: Double, unit: Calibration.Unit) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    var image = Image(rows: 3, columns: 2, value: 1)
    image.calibration = Calibration(
      pixelSizeX: size, pixelSizeY: size * 1.25, unit: unit, source: .tag("ImageJ description"))
    try ImageFile.save(image, to: path)
    let found = try ImageFile.load(path: path)
    guard unit == .nanometres || size < 1e9 else { return }
    #expect(abs(found.image.calibration.pixelSizeX / size - 1) < 1e-12)
    #expect(abs(found.image.calibration.pixelSizeY / size / 1.25 - 1) < 1e-12)
    #expect(found.image.calibration.unit == unit)
    #expect(found.calibrationNote?.contains("geometric mean") == true)
    #expect(found.image.calibration.source == image.calibration.source)
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `tifffile reads the same values, pixel size and unit`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    var image = Image(rows: 2, columns: 3, pixels: [0, -1.5, .nan, .infinity, 3e-20, 16_777_216])
    image.calibration = Calibration(
      pixelSizeX: 0.0333441, pixelSizeY: 0.05, unit: .nanometres, source: .script)
    try ImageFile.save(image, to: path)
    let printed = try Python.run(
      """
      import sys, tifffile
      with tifffile.TiffFile(sys.argv[1]) as file:
        page = file.pages[0]
        x, y = page.tags["XResolution"].value, page.tags["YResolution"].value
        print(file.is_imagej, len(file.pages), page.shape, page.dtype, file.imagej_metadata["unit"])
        print(x[1] / x[0], y[1] / y[0], [float(v).hex() for v in file.asarray().ravel()])
      """, path)
    let hex = ["0x0.0p+0", "-0x1.8000000000000p+0", "nan", "inf"].map { "'\($0)'" }.joined(separator: ", ")
    #expect(printed.hasPrefix("True 1 (2, 3) float32 nm\n0.0333441 0.05 [\(hex), "), "\(printed)")
    #expect(printed.hasSuffix(", '0x1.0000000000000p+24']\n"), "\(printed)")
  }
}
