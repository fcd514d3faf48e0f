import Imaging
import Testing

struct RasterImageTests {
  private func row(_ samples: Samples, samplesPerPixel: Int = 1) -> [Float] {
    let columns = samples.count / samplesPerPixel
    return Image(
      raster: Raster(rows: 1, columns: columns, samplesPerPixel: samplesPerPixel, samples: samples)
    ).pixels
  }

  @Test func `the extremes of every integer type arrive rounded to nearest`() {
    #expect(row(.uint8([0, 255])) == [0, 255])
    #expect(row(.int8([-128, 127])) == [-128, 127])
    #expect(row(.uint16([0, 65535])) == [0, 65535])
    #expect(row(.int16([-32768, 32767])) == [-32768, 32767])
    #expect(row(.uint32([.max])) == [4_294_967_296])
    #expect(row(.int32([.min, .max])) == [-2_147_483_648, 2_147_483_648])
    #expect(row(.uint64([.max])) == [18_446_744_073_709_551_616])
    #expect(row(.int64([.min])) == [-9_223_372_036_854_775_808])
  }

  /// 2⁶⁰ + 2³⁶ + 1 lies just above the middle of two floats; through a double it would fall onto the middle and then
  /// down to the even one.
  @Test func `a 64-bit integer is rounded once`() {
    #expect(row(.int64([(1 << 60) + (1 << 36) + 1])) == [Float(1 << 60) + Float(1 << 37)])
    #expect(row(.uint64([(1 << 60) + (1 << 36) + 1])) == [Float(1 << 60) + Float(1 << 37)])
  }

  @Test func `floats keep their value, NaN and infinity`() {
    #expect(row(.float16([0.5, -2, .infinity])) == [0.5, -2, .infinity])
    #expect(row(.float64([0.1, 1e300])) == [0.1, .infinity])
    let values = row(.float32([.nan, 1.5]))
    #expect(values[0].isNaN && values[1] == 1.5)
  }

  @Test func `colour is averaged without overflow and alpha left out`() {
    #expect(
      row(.uint8([255, 255, 253, 10, 20, 31]), samplesPerPixel: 3) == [Float(763.0 / 3), Float(61.0 / 3)])
    #expect(row(.uint16([1, 2, 3, 65535]), samplesPerPixel: 4) == [2])
    #expect(row(.uint8([7, 255, 9, 0]), samplesPerPixel: 2) == [7, 9])
  }

  @Test func `calibration, name and metadata are taken along`() {
    let calibration = Calibration(pixelSize: 0.02, unit: .nanometres, source: .tag("x"))
    let image = Image(
      raster: Raster(rows: 2, columns: 1, samples: .uint8([1, 2])), calibration: calibration, name: "a",
      metadata: ["dose": .number(400)])
    #expect(image.rows == 2 && image.columns == 1)
    #expect(image.calibration == calibration && image.name == "a" && image.metadata["dose"] == .number(400))
  }
}
