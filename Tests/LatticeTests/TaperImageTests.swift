import Imaging
import Lattice
import Testing

struct TaperImageTests {
  @Test func `a taper weighs rows and columns and leaves holes`() {
    var image = Image(rows: 5, columns: 3, value: 4)
    image[1, 1] = .nan
    image.calibration = Calibration(pixelSize: 0.1, unit: .nanometres, source: .script)
    let tapered = image.apodized(.hann)
    #expect(tapered[2, 1] == 4)
    #expect(tapered[3, 1] == 2)
    #expect(tapered[0, 1] == 0 && tapered[2, 0] == 0)
    #expect(tapered[1, 1].isNaN)
    #expect(tapered.calibration == image.calibration)
  }
}
