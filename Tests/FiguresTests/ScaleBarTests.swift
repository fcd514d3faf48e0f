import Figures
import Imaging
import Testing

struct ScaleBarTests {
  @Test(arguments: [
    (512, 0.0333, Calibration.Unit.nanometres, "5 nm"), (512, 5.0 / 512, .nanometres, "1 nm"),
    (100, 0.01, .nanometres, "0.2 nm"), (100, 0.001, .nanometres, "20 pm"), (1000, 20, .nanometres, "5 µm"),
    (2000, 1, .pixels, "500 px"), (512, 1 / (512 * 0.0333), .perNanometre, "5 nm⁻¹"),
    (128, 1.0 / 128, .perPixel, "0.2 px⁻¹"),
  ])
  func `a bar is round and about a fifth of the width`(
    columns: Int, pixelSize: Double, unit: Calibration.Unit, label: String
  ) throws {
    let calibration = Calibration(pixelSize: pixelSize, unit: unit, source: .script)
    let bar = try #require(ScaleBar(columns: columns, calibration: calibration))
    #expect(bar.label == label)
    #expect((0.13...0.36).contains(bar.columns / Double(columns)))
  }

  @Test func `its length is that of the columns`() throws {
    let calibration = Calibration(pixelSizeX: 0.04, pixelSizeY: 0.08, unit: .nanometres, source: .script)
    #expect(try #require(ScaleBar(columns: 500, calibration: calibration)).columns == 125)
  }

  @Test func `parts of a pixel are no scale`() {
    #expect(ScaleBar(columns: 1, calibration: .none) == nil)
  }
}
