import Imaging

/// How the local reflections of a strain map were found.
public enum StrainMethod: Hashable, Sendable {
  case rollingWindow(RollingWindow)
  /// What was left to be chosen is filled in.
  case geometricPhase(GeometricPhase)

  /// `roll` or `gpa`, as scripts call it.
  public var name: String {
    switch self {
    case .rollingWindow: "roll"
    case .geometricPhase: "gpa"
    }
  }

  /// Pixels of the source from one map pixel to the next.
  public var step: Int {
    switch self {
    case .rollingWindow(let options): options.step
    case .geometricPhase(let options): options.step
    }
  }
}

extension StrainMap {
  /// Full width at half maximum of the weights under which the strain at a pixel is, to first order, a mean of the true
  /// one; in the source's unit.
  ///
  /// A Hann window of side N gives (N - 1) / 2 pixels. Averaging over blocks widens it, by the block's own variance.
  public var resolution: Double {
    switch method {
    case .geometricPhase(let options): return options.resolution ?? .nan
    case .rollingWindow(let options):
      let width = options.taper.fullWidthAtHalfMaximum(options.window)
      let block = Double(blockSide * step)
      let added =
        blockSide > 1
        ? GeometricPhase.widthOverDeviation * GeometricPhase.widthOverDeviation * block * block / 12 : 0
      return (width * width + added).squareRoot() * source.calibration.pixelSize
    }
  }
}

extension Taper {
  /// Width of the part of a taper of `length` samples where its weight is at least half the largest, samples.
  func fullWidthAtHalfMaximum(_ length: Int) -> Double {
    let weights = weights(length)
    let half = (weights.max() ?? 0) / 2
    guard let first = weights.firstIndex(where: { $0 >= half }), first > 0 else { return Double(length) }
    let outer = (weights[first] - half) / (weights[first] - weights[first - 1])
    return Double(length - 1) - 2 * (Double(first) - outer)
  }
}
