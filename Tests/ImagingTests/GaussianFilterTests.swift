import Foundation
import Imaging
import Testing

struct GaussianFilterTests {
  /// The rows and columns of a cosine that goes on smoothly in its own reflection: a Gaussian only shrinks it.
  private func wave(rows: Int, columns: Int, _ k: Double, _ l: Double) -> Image {
    Image(rows: rows, columns: columns) { row, column in
      Float(
        cos(.pi * k * (Double(row) + 0.5) / Double(rows))
          * cos(.pi * l * (Double(column) + 0.5) / Double(columns)))
    }
  }

  @Test(arguments: [1.5, 3, 12, 17.9, 18, 29.5, 70, 200])
  func `a wave shrinks as theory says`(sigma: Double) throws {
    let (rows, columns) = (300, 211)
    let k = (300 / sigma / 3).rounded()
    let image = wave(rows: rows, columns: columns, k, 2)
    let smooth = try image.gaussianFiltered(sigma: sigma)
    func response(_ order: Double, _ length: Int) -> Double {
      exp(-0.5 * pow(.pi * order * sigma / Double(length), 2))
    }
    let factor = response(k, rows) * response(2, columns)
    let worst = zip(smooth.pixels, image.pixels).map { abs(Double($0) - factor * Double($1)) }.max()
    #expect(try #require(worst) < 2e-4)
  }

  @Test(arguments: [0.01, 1, 5, 40, 1e6])
  func `a flat image stays flat to the last bit`(sigma: Double) throws {
    let image = Image(rows: 37, columns: 50, value: 1234.567)
    #expect(try image.gaussianFiltered(sigma: sigma).pixels == image.pixels)
  }

  @Test func `an impulse becomes the Gaussian`() throws {
    var image = Image(rows: 41, columns: 41, value: 0)
    image[20, 20] = 1
    let smooth = try image.gaussianFiltered(sigma: 3)
    for (row, column) in [(20, 20), (23, 20), (20, 14), (24, 17)] {
      let square = Double((row - 20) * (row - 20) + (column - 20) * (column - 20))
      #expect(abs(Double(smooth[row, column]) - exp(-square / 18) / (18 * .pi)) < 2e-6)
    }
    #expect(abs(smooth.sum() - 1) < 1e-6)
  }

  @Test(arguments: [2.0, 30])
  func `missing pixels do not contribute`(sigma: Double) throws {
    var image = Image(rows: 60, columns: 60, value: 5)
    for i in 0..<60 { (image[i, (7 * i) % 60], image[30, i]) = (.nan, .infinity) }
    let smooth = try image.gaussianFiltered(sigma: sigma)
    #expect(smooth.pixels.allSatisfy { abs($0 - 5) < 1e-5 })
  }

  @Test func `where nothing is in reach the result is NaN`() throws {
    var image = Image(rows: 1, columns: 50, value: .nan)
    image[0, 0] = 3
    let smooth = try image.gaussianFiltered(sigma: 2)
    #expect(smooth[0, 8] == 3 && smooth[0, 9].isNaN)
  }

  @Test func `flattening divides by the smooth image`() throws {
    let image = Image(rows: 64, columns: 64) { row, column in
      (100 + Float(column)) * ((row + column).isMultiple(of: 2) ? 1.1 : 0.9)
    }
    let flat = try image.flattened(sigma: 5)
    #expect(abs(flat.mean() - 1) < 2e-3)
    #expect(abs(flat[32, 32] - 1.1) < 2e-3 && abs(flat[32, 31] - 0.9) < 2e-3)
  }

  @Test func `a sigma that is none is an error`() throws {
    let image = Image(rows: 3, columns: 3, value: 1)
    for sigma in [-1, .nan, .infinity] {
      #expect(throws: ImageError.self) { try image.gaussianFiltered(sigma: sigma) }
    }
    #expect(throws: ImageError.self) { try image.flattened(sigma: 0) }
    #expect(try image.gaussianFiltered(sigma: 0).pixels == image.pixels)
  }
}
