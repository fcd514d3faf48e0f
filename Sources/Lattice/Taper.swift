import Numerics

/// The taper laid on a window before its Fourier transform, separable along rows and columns.
///
/// All are *symmetric*: zero (or lowest) at both ends, as numpy's functions of the same name.
public enum Taper: String, CaseIterable, Sendable {
  /// 1/2 - 1/2 cos(2πn/(N-1)).
  case hann
  /// 0.54 - 0.46 cos(2πn/(N-1)).
  case hamming
  /// 0.42 - 0.5 cos(2πn/(N-1)) + 0.08 cos(4πn/(N-1)).
  case blackman
  /// exp(-((n - (N-1)/2) / σ)² / 2) with σ = N / 6.
  case gaussian
  /// 1 everywhere.
  case rectangular

  /// The weights of a taper of `length` samples; for a length of 1, the one weight 1.
  public func weights(_ length: Int) -> [Double] {
    precondition(length > 0)
    guard length > 1 else { return [1] }
    let last = Double(length - 1)
    // numpy evaluates the cosine at odd numerators around the centre, so that both halves have the same bits.
    return (0..<length).map { n in
      let t = Double(2 * n + 1 - length)
      return switch self {
      case .hann: 0.5 + 0.5 * Double.cos(.pi * t / last)
      case .hamming: 0.54 + 0.46 * Double.cos(.pi * t / last)
      case .blackman: 0.42 + 0.5 * Double.cos(.pi * t / last) + 0.08 * Double.cos(2 * .pi * t / last)
      case .gaussian: Double.exp(-0.5 * (t / 2 / (Double(length) / 6)) * (t / 2 / (Double(length) / 6)))
      case .rectangular: 1
      }
    }
  }
}
