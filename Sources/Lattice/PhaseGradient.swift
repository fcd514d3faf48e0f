import Imaging
import Numerics

/// The position of a reflection between the pixels of a spectrum, from the gradient of its phase over many windows.
///
/// With X(f) the Hann-windowed Fourier sum of a window at the continuous frequency f, about the window's centre, and
/// X'(f) the same sum with the taper replaced by its derivative along one axis, f - Im(X'/X) N/2π is the reassigned
/// frequency (Auger & Flandrin, IEEE Trans. Signal Process. 43, 1068, 1995). The windows' estimates are averaged with
/// their power |X|² as weight, and the step is repeated until it is below a millionth of a pixel.
package struct PhaseGradient: Sendable {
  /// A position in FFT pixels from zero frequency, x right, y DOWN, and the mean power |X|² there.
  package struct Peak: Hashable, Sendable {
    package var dx: Double
    package var dy: Double
    package var power: Double
  }

  private let image: Image
  private let windows: SearchWindows
  private let taper: [Double]
  private let derivative: [Double]
  private let isCancelled: @Sendable () -> Bool

  /// - Parameter isCancelled: Is asked at every window; once it says so, no peak is found.
  package init(
    of image: Image, over windows: SearchWindows, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.image, self.isCancelled) = (image, isCancelled)
    self.windows = windows
    let side = windows.side
    taper = Taper.hann.weights(side)
    let last = Double(side - 1)
    // d/dn (1/2 - 1/2 cos(2πn/(N-1)))
    derivative = (0..<side).map { .pi / last * Double.sin(2 * .pi * Double($0) / last) }
  }

  /// The peak near a position, or nil when the steps lead more than `reach` pixels away or there is no power.
  package func peak(nearDx dx: Double, dy: Double, reach: Double) -> Peak? {
    var position = (dx: dx, dy: dy)
    for _ in 0..<30 {
      let step = step(at: position)
      guard !isCancelled(), step.power > 0, step.dx.isFinite, step.dy.isFinite else { return nil }
      position.dx += step.dx
      position.dy += step.dy
      let (a, b) = (position.dx - dx, position.dy - dy)
      guard a * a + b * b <= reach * reach else { return nil }
      if abs(step.dx) < 1e-6, abs(step.dy) < 1e-6 {
        return Peak(dx: position.dx, dy: position.dy, power: step.power)
      }
    }
    return nil
  }

  /// The step to the reassigned frequency, averaged over the windows, and the mean power.
  private func step(at position: (dx: Double, dy: Double)) -> (dx: Double, dy: Double, power: Double) {
    let side = windows.side
    let down = kernel(position.dy)
    let across = kernel(position.dx)
    var (power, alongX, alongY) = (0.0, 0.0, 0.0)
    image.pixels.withUnsafeBufferPointer { pixels in
      across.withUnsafeBufferPointer { across in
        for window in windows.windows {
          if isCancelled() { break }
          var x = SIMD2<Double>.zero
          var xAlongX = SIMD2<Double>.zero
          var xAlongY = SIMD2<Double>.zero
          for i in 0..<side {
            let start = (window.row + i) * image.columns + window.column
            let row = UnsafeBufferPointer(rebasing: pixels[start..<start + side])
            let sums = sum(row, minus: window.mean, times: across)
            let (factor, slope) = (down[i].lowHalf, down[i].highHalf)
            x += product(factor, sums.lowHalf)
            xAlongX += product(factor, sums.highHalf)
            xAlongY += product(slope, sums.lowHalf)
          }
          // Im(X* X'): the weight |X|² times Im(X'/X).
          power += (x * x).sum()
          alongX += x.x * xAlongX.y - x.y * xAlongX.x
          alongY += x.x * xAlongY.y - x.y * xAlongY.x
        }
      }
    }
    let scale = -Double(side) / (2 * .pi * power)
    return (alongX * scale, alongY * scale, power / Double(windows.windows.count))
  }

  /// The taper and its derivative, each times exp(-2πi f t / N) about the centre: (re, im) of one, then of the other.
  private func kernel(_ frequency: Double) -> [SIMD4<Double>] {
    let side = Double(windows.side)
    return (0..<windows.side).map { n in
      let angle = -2 * .pi * frequency / side * (Double(n) - (side - 1) / 2)
      let (re, im) = (Double.cos(angle), Double.sin(angle))
      return SIMD4(taper[n] * re, taper[n] * im, derivative[n] * re, derivative[n] * im)
    }
  }

  /// Σ kernel (row - mean). Two sums run side by side, because each addition waits for the one before.
  @inline(__always)
  private func sum(
    _ row: UnsafeBufferPointer<Float>, minus mean: Double, times kernel: UnsafeBufferPointer<SIMD4<Double>>
  ) -> SIMD4<Double> {
    var even = SIMD4<Double>.zero
    var odd = SIMD4<Double>.zero
    for j in stride(from: 0, to: row.count - 1, by: 2) {
      even += kernel[j] * (Double(row[j]) - mean)
      odd += kernel[j + 1] * (Double(row[j + 1]) - mean)
    }
    if row.count % 2 == 1 { even += kernel[row.count - 1] * (Double(row[row.count - 1]) - mean) }
    return even + odd
  }

  /// The product of two complex numbers (re, im).
  private func product(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
  }
}
