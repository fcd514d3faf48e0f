import Imaging
import Testing

struct DescriptionTests {
  @Test func `an image is described in one line`() {
    var image = Image(
      rows: 4, columns: 8, value: 12,
      calibration: Calibration(pixelSize: 0.021, unit: .nanometres, source: .script))
    image[0, 0] = 4095
    #expect("\(image)" == "Image 4×8 float32, 0.0210 nm/px, min 12, max 4095")
    for column in 1...3 { image[0, column] = .nan }
    #expect("\(image)" == "Image 4×8 float32, 0.0210 nm/px, min 12, max 4095, 3 NaN")
  }

  @Test func `what is unknown or unusual is said`() {
    #expect("\(Image(rows: 1, columns: 2, value: .nan))" == "Image 1×2 float32, not calibrated, all NaN")
    #expect(
      "\(Image(rows: 1, columns: 1, value: .infinity))" == "Image 1×1 float32, not calibrated, nothing finite"
    )
    let oblong = Calibration(pixelSizeX: 0.01, pixelSizeY: 0.02, unit: .nanometres, source: .script)
    #expect("\(oblong)" == "0.0100×0.0200 nm/px")
  }

  @Test func `a mask tells how much is inside`() {
    #expect("\(Mask("##..", "#..."))" == "Mask 2×4, not calibrated, 3 inside (37.5 %)")
  }
}
