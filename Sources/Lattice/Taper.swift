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

  /// The taper as a sum of cosines, Σ a(i) cos(2πit/(N-1)) with t from the centre, i = 0, 1, 2; nil when it is none.
  package var cosines: [Double]? {
    switch self {
    case .hann: [0.5, 0.5, 0]
    case .hamming: [0.54, 0.46, 0]
    case .blackman: [0.42, 0.5, 0.08]
    case .rectangular: [1, 0, 0]
    case .gaussian: nil
    }
  }

  /// The derivative of ``weights(_:)`` from sample to sample; nil for a taper that ends with a step, which has none there.
  package func slopes(_ length: Int) -> [Double]? {
    guard self == .hann || self == .blackman else { return nil }
    guard length > 1 else { return [0] }
    let last = Double(length - 1)
    return (0..<length).map { n in
      let angle = .pi * Double(2 * n + 1 - length) / last
      let hann = -.pi / last * Double.sin(angle)
      return self == .hann ? hann : hann - 0.32 * .pi / last * Double.sin(2 * angle)
    }
  }
}
