import Lattice
import Numerics
import TestSupport
import Testing

struct PeakFitTests {
  @Test(.enabled(if: SharedData.exists(Fixtures.path), SharedData.skip))
  func `every reference patch is fitted to a ten-thousandth of a pixel, and to a millionth of its optimum`()
    throws
  {
    let fits = try #require(Fixtures.all).fits128
    #expect(fits.count == 18)
    for (index, fixture) in fits.enumerated() {
      let result = PeakFit().fit(fixture.patch)
      let q = Double.hypot(
        Double(fixture.r0) + result.row - 64, Double(fixture.c0) + result.column - 64)
      #expect(result.status == .converged)
      #expect(abs(q - fixture.default.q) <= 1e-4, "patch \(index)")
      #expect(abs(q - fixture.tight.q) <= 1e-6, "patch \(index)")
      #expect(abs(result.cost / fixture.tight.cost - 1) < 1e-10, "patch \(index)")
      // The same Gaussian in other words: θ within ±45° here, anything there.
      let theirs = Precision(
        widths: (fixture.tight.params[3], fixture.tight.params[4]), fixture.tight.params[5])
      let ours = Precision(widths: (result.widthRow, result.widthColumn), result.theta)
      #expect(abs(ours.a - theirs.a) < 1e-6 && abs(ours.b - theirs.b) < 1e-6 && abs(ours.c - theirs.c) < 1e-6)
      #expect(abs(result.amplitude - fixture.tight.params[0]) < 1e-5)
      #expect(abs(result.offset - fixture.tight.params[6]) < 1e-5)
    }
  }

  @Test(arguments: [5, 7, 9, 11, 13, 15, 17, 21, 31])
  func `a Gaussian on a constant is found again, in a patch of any side`(side: Int) {
    let centre = (row: Double(side) / 2 + 0.3, column: Double(side) / 2 - 0.9)
    let patch = gaussian(side, centre, amplitude: 2.5, widths: (1.2, 1.9), theta: 0.4, offset: 9.5)
    let result = PeakFit(side: side, clip: nil).fit(patch)
    #expect(result.status == .converged)
    #expect(abs(result.row - centre.row) < 1e-7 && abs(result.column - centre.column) < 1e-7)
    #expect(abs(result.amplitude - 2.5) < 1e-6 && abs(result.offset - 9.5) < 1e-6)
    #expect(abs(result.widthRow - 1.2) < 1e-6 && abs(result.widthColumn - 1.9) < 1e-6)
    #expect(abs(result.theta - 0.4) < 1e-6)
    #expect(result.cost < 1e-12)
  }

  @Test func `clipping raises the values under a fraction of the maximum, and nothing else`() {
    let patch = gaussian(15, (7.2, 6.6), amplitude: 4, widths: (2, 2), theta: 0, offset: 8)
    var top = patch[0]
    for value in patch { top = max(top, value) }
    let clipped = patch.map { max($0, 0.85 * top) }
    #expect(PeakFit(clip: 0.85).fit(patch) == PeakFit(clip: nil).fit(clipped))
    #expect(PeakFit(clip: nil).fit(patch).offset < 8.001)
    #expect(PeakFit(clip: 0.85).fit(patch).offset > 10)
  }

  @Test func `a patch under the floor has no value, one on it has`() {
    let patch = gaussian(15, (7, 7), amplitude: 2, widths: (2, 2), theta: 0, offset: 3)
    #expect(PeakFit(floor: 5).fit(patch).status == .converged)
    let weak = PeakFit(floor: 5.001).fit(patch)
    #expect(weak.status == .weak && weak.row.isNaN && weak.cost.isNaN && weak.iterations == 0)
  }

  @Test func `a flat patch has no peak`() {
    #expect(PeakFit().fit([Double](repeating: 7, count: 225)).status == .weak)
    // The logarithm of a spectrum of zeros.
    #expect(PeakFit(floor: nil).fit([Double](repeating: -.infinity, count: 225)).status == .weak)
  }

  @Test func `a patch with a missing value has none`() {
    var patch = gaussian(15, (7, 7), amplitude: 2, widths: (2, 2), theta: 0, offset: 8)
    patch[17] = .nan
    #expect(PeakFit().fit(patch).status == .missing)
  }

  @Test func `a peak outside the patch ends on the bound, with a value`() {
    let patch = gaussian(15, (-1.5, 7.3), amplitude: 3, widths: (2, 2), theta: 0, offset: 8)
    let result = PeakFit(clip: nil).fit(patch)
    #expect(result.status == .atBound)
    #expect(result.row == 1 && abs(result.column - 7.3) < 0.2)
  }

  @Test func `widths are positive and the angle is within 45 degrees, whatever the minimiser used`() {
    for theta in [-3.0, -1.2, -0.5, 0.3, 0.9, 2.2] {
      let patch = gaussian(15, (7.4, 6.9), amplitude: 3, widths: (1.5, 2.8), theta: theta, offset: 8)
      let result = PeakFit(clip: nil).fit(patch)
      let expected = Precision(widths: (1.5, 2.8), theta)
      let found = Precision(widths: (result.widthRow, result.widthColumn), result.theta)
      #expect(result.widthRow > 0 && result.widthColumn > 0 && abs(result.theta) <= .pi / 4)
      #expect(abs(found.a - expected.a) < 1e-7 && abs(found.b - expected.b) < 1e-7)
    }
  }
}

extension PeakFit {
  fileprivate func fit(_ patch: [Double]) -> Result {
    var copy = patch
    return copy.withUnsafeMutableBufferPointer { self($0) }
  }
}

/// The quadratic form in the exponent, as the method writes it.
private struct Precision {
  let a, b, c: Double

  init(widths: (Double, Double), _ theta: Double) {
    let (iu, iv) = (1 / (widths.0 * widths.0), 1 / (widths.1 * widths.1))
    let (cosine, sine) = (Double.cos(theta), Double.sin(theta))
    a = 0.5 * (cosine * cosine * iu + sine * sine * iv)
    c = 0.5 * (sine * sine * iu + cosine * cosine * iv)
    b = 0.25 * Double.sin(2 * theta) * (iv - iu)
  }
}

private func gaussian(
  _ side: Int, _ centre: (row: Double, column: Double), amplitude: Double, widths: (Double, Double),
  theta: Double,
  offset: Double
) -> [Double] {
  let form = Precision(widths: widths, theta)
  return (0..<side * side).map { index in
    let (du, dv) = (Double(index / side) - centre.row, Double(index % side) - centre.column)
    return offset + amplitude * Double.exp(-(form.a * du * du + 2 * form.b * du * dv + form.c * dv * dv))
  }
}
