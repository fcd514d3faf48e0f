/// How far a phase moves a peak along one axis of a window, and how far noise does.
///
/// For a whole window, Im(X'/X) of a lone wave at the distance ε from f is -2πε/N to first order. Where the window leaves
/// the image, only a part of the taper w counts, and it is κ times that:
///
///     κ = Σw' Σwt / (Σw)² - Σw't / Σw
///
/// which falls to 0.4 for half a window. Without it, the passes would converge the more slowly the more is missing, and
/// what they leave would show where the brightest bin changes. To first order in white noise of power P a bin, the
/// variance of the coordinate is
///
///     σ² = (N/2πκ)² Σ(w' - w Σw'/Σw)² / Σw² P / 2|X|².
struct PhaseGain {
  struct Axis {
    /// FFT pixels for Im(X'/X).
    let step: Double
    /// The coordinate's variance in units of P/|X|².
    let variance: Double
  }

  private let taper: [Double]
  private let slopes: [Double]
  private let whole: Axis

  init(window: Int, taper: Taper) {
    let weights = taper.weights(window)
    let slopes = taper.slopes(window) ?? []
    (self.taper, self.slopes) = (weights, slopes)
    whole = Self.axis(weights, slopes, 0..<window)
  }

  /// For the window whose map position is at pixel `position` of an image with `extent` pixels along the axis.
  func axis(at position: Int, extent: Int) -> Axis {
    let start = position - taper.count / 2
    let inside = max(0, -start)..<max(0, -start, min(taper.count, extent - start))
    return inside == 0..<taper.count ? whole : Self.axis(taper, slopes, inside)
  }

  private static func axis(_ taper: [Double], _ slopes: [Double], _ inside: Range<Int>) -> Axis {
    let pixel = Double(taper.count) / (2 * .pi)
    var (w, v, wt, vt) = (0.0, 0.0, 0.0, 0.0)
    for n in inside {
      let t = Double(n) - 0.5 * Double(taper.count - 1)
      w += taper[n]
      v += slopes[n]
      wt += taper[n] * t
      vt += slopes[n] * t
    }
    guard w > 0 else { return Axis(step: pixel, variance: .infinity) }
    let share = max(v / w * (wt / w) - vt / w, 0.05)
    var (squares, slopeSquares) = (0.0, 0.0)
    for n in inside {
      let slope = slopes[n] - taper[n] * (v / w)
      squares += taper[n] * taper[n]
      slopeSquares += slope * slope
    }
    let step = pixel / share
    return Axis(step: step, variance: 0.5 * step * step * slopeSquares / squares)
  }
}
