import Imaging
import Testing

struct CalibrationTests {
  @Test func `the pixel size of oblong pixels is the geometric mean`() {
    let calibration = Calibration(pixelSizeX: 0.02, pixelSizeY: 0.08, unit: .nanometres, source: .script)
    #expect(abs(calibration.pixelSize - 0.04) < 1e-15)
    #expect(calibration.isAnisotropic)
  }

  @Test func `binning grows a calibrated pixel and leaves an uncalibrated one at 1 px`() {
    let calibrated = Calibration(pixelSize: 0.03, unit: .nanometres, source: .tag("x"))
    #expect(calibrated.scaled(by: 4).pixelSize == 0.12)
    #expect(Calibration.none.scaled(by: 4) == .none)
  }
}
