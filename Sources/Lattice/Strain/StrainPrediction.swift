import Imaging
import Numerics

/// What precision a measurement will have, before it is made.
///
/// Each reflection is a wave of amplitude A in noise of variance v per pixel. A window with weights w, N of them along an
/// axis, sees it with the modulus |X| = A (Σw)² / 2, over noise of power P = v (Σw²)² per bin, so that
///
///     snr = |X| / √P
///     σ(f) = (Σw'² / Σw² / 2)^½ / (2π snr)        in cycles per pixel, along each axis
///
/// which for a Hann window is snr = A N / 3√v and σ = 1 / (√6 snr) FFT pixels. For a geometric phase analysis w is the
/// Gaussian: snr = A √π s / √v and σ(f) = 1 / (4π s snr). Strain and rotation follow as for a map.
public struct StrainPrediction: Sendable {
  /// What limits the precision.
  public enum Noise: Hashable, Sendable {
    /// Electrons per pixel, and the amplitude of the fringes as a fraction of the mean intensity.
    case dose(Double, contrast: Double)
    /// Modulus over the root of the noise power per bin: `map[i].snr`.
    case snr(Double)
  }

  /// How local reflections are found.
  public enum Kernel: Hashable, Sendable {
    case window(Int, Taper)
    /// Full width at half maximum of the Gaussian, in the unit of the pixel size.
    case gaussian(resolution: Double)
  }

  public let reflections: [Reflection]
  /// Modulus of each reflection over the root of the noise power.
  public let snr: Double
  /// Full width at half maximum of the weights, in the unit of the pixel size.
  public let resolution: Double
  /// 1σ of each reflection's spacing, in its unit, and direction, degrees.
  public let spacingSigmas, angleSigmas: [Double]
  /// 1σ of each component, in the order of ``StrainComponent``; NaN with one reflection, or with parallel ones.
  public let strainSigmas: [Double]
  /// Condition number of the reflections; NaN likewise.
  public let condition: Double
}

/// Why nothing can be predicted.
public enum PredictionError: Error, Hashable, Sendable {
  case noReflections
  case value(String, Double)
  case taper(Taper)
}

extension PredictionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noReflections: "there is no reflection to predict for: give one or more"
    case .value(let name, let value): "\(name) must be more than 0 and finite, but is \(value)"
    case .taper(let taper):
      "for the phase a taper must fall smoothly to zero: hann or blackman, not \(taper.rawValue)"
    }
  }
}

extension StrainPrediction {
  /// - Parameters:
  ///   - pixelSize: In the unit of the reflections.
  public init(
    reflections: [Reflection], kernel: Kernel, noise: Noise, pixelSize: Double, axis: Double = 0
  ) throws(PredictionError) {
    guard !reflections.isEmpty else { throw .noReflections }
    func require(_ name: String, _ value: Double) throws(PredictionError) {
      guard value > 0, value.isFinite else { throw .value(name, value) }
    }
    try require("pixel_size", pixelSize)
    let shape: Shape
    switch kernel {
    case .window(let side, let taper):
      guard let slopes = taper.slopes(side) else { throw .taper(taper) }
      shape = Shape(
        weights: taper.weights(side), slopes: slopes, width: taper.fullWidthAtHalfMaximum(side))
    case .gaussian(let resolution):
      try require("resolution", resolution)
      shape = Shape(gaussianOfWidth: resolution / pixelSize)
    }
    switch noise {
    case .snr(let snr):
      try require("snr", snr)
      self.snr = snr
    case .dose(let dose, let contrast):
      try require("dose", dose)
      try require("contrast", contrast)
      // A = contrast × dose and v = dose.
      snr = contrast * dose.squareRoot() / 2 * shape.gain
    }
    // Of each component of g.
    let sigma = shape.frequencySigma / snr / pixelSize
    self.reflections = reflections
    resolution = shape.width * pixelSize
    spacingSigmas = reflections.map { sigma * $0.spacing * $0.spacing }
    angleSigmas = reflections.map { sigma * $0.spacing * 180 / .pi }

    let vectors = reflections.map {
      ReferenceVector(vector: Vector2(x: $0.gx, y: $0.gy), sigma: 0)
    }
    var deformation = LocalDeformation(reflectionCount: vectors.count)
    guard
      deformation.fit(
        vectors.map(\.vector), vectors, variances: vectors.map { _ in sigma * sigma })
    else {
      (strainSigmas, condition) = (StrainComponent.allCases.map { _ in .nan }, .nan)
      return
    }
    let formula = StrainFormula(.spacing, axis: axis)
    let sensitivities = formula.sensitivities(at: .identity)
    strainSigmas = sensitivities.indices.map { place in
      deformation.weights.reduce(0) { $0 + (sensitivities[place] * $1).squaredLength }.squareRoot() * sigma
    }
    condition = StrainEvaluator(reference: vectors, formula: formula, hasUncertainty: false).condition
  }

  /// What matters of a kernel.
  private struct Shape {
    /// (Σw)² / Σw²: the modulus of a wave of amplitude 2 over the root of the power of white noise of variance 1.
    let gain: Double
    /// σ of a frequency times the snr, cycles per pixel.
    let frequencySigma: Double
    /// Full width at half maximum, pixels.
    let width: Double

    init(weights: [Double], slopes: [Double], width: Double) {
      let squares = weights.reduce(0) { $0 + $1 * $1 }
      let sum = weights.reduce(0, +)
      gain = sum * sum / squares
      let steep = slopes.reduce(0) { $0 + $1 * $1 }
      frequencySigma = (steep / squares / 2).squareRoot() / (2 * .pi)
      self.width = width
    }

    /// Σw = √2π s, Σw² = √π s, Σw'² = Σw² / 2s².
    init(gaussianOfWidth width: Double) {
      let s = width / GeometricPhase.widthOverDeviation
      gain = 2 * Double.pi.squareRoot() * s
      frequencySigma = 1 / (2 * s) / (2 * .pi)
      self.width = width
    }
  }
}
