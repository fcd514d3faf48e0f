import Numerics

/// The part of an electron microscope that makes contrast of phase.
///
/// Lengths in nm, spatial frequencies k in 1/nm. The aberration function is χ(k) = π λ C₁ k² + π/2 Cs λ³ k⁴ with the
/// defocus C₁ negative for underfocus; a wave is multiplied by exp(-iχ) and by envelopes (J. C. H. Spence,
/// High-Resolution Electron Microscopy, 4th ed., Oxford 2013, chapters 3 and 4).
public struct Microscope: Hashable, Sendable {
  /// Accelerating voltage, kV; 10…3000.
  public var voltage = 300.0
  /// Spherical aberration, mm.
  public var sphericalAberration = 1.2
  /// nm, negative for underfocus; nil: Scherzer's, -1.2 √(Cs λ), or 0 without a positive aberration.
  public var defocus: Double?
  /// 1σ of the defocus by energy spread and instabilities, nm.
  public var focusSpread = 3.0
  /// 1σ of the illumination's half angle, mrad.
  public var convergence = 0.2
  /// The largest frequency that the objective aperture passes, 1/nm; nil: no aperture.
  public var aperture: Double?

  public init() {}

  /// Wavelength λ, nm: h / √(2 m e U (1 + e U / 2 m c²)).
  public var wavelength: Double {
    // h / √(2 m e) in nm √V; e / 2 m c² in 1/V.
    let volts = voltage * 1000
    return 1.226426 / (volts * (1 + 0.978476e-6 * volts)).squareRoot()
  }

  /// The electron's mass over its mass at rest: 1 + e U / m c².
  public var massRatio: Double { 1 + voltage / 510.99895 }

  /// The defocus used, nm.
  public var appliedDefocus: Double {
    if let defocus { return defocus }
    return sphericalAberration > 0 ? -1.2 * (sphericalAberration * 1e6 * wavelength).squareRoot() : 0
  }

  /// χ at a frequency, radians.
  public func aberration(_ k: Double) -> Double {
    let (square, cs) = (k * k, sphericalAberration * 1e6)
    return .pi * wavelength * square * (appliedDefocus + cs * wavelength * wavelength * square / 2)
  }

  /// What coherence leaves of a frequency: exp(-(π λ Δ k²)² / 2), Δ being the focus spread, times
  /// exp(-2 (π θ (C₁ k + Cs λ² k³))²), θ being the 1σ half angle of illumination; 0 beyond the aperture.
  public func envelope(_ k: Double) -> Double {
    if let aperture, k > aperture { return 0 }
    let spread = .pi * wavelength * focusSpread * k * k
    let slope = k * (appliedDefocus + sphericalAberration * 1e6 * wavelength * wavelength * k * k)
    let source = .pi * convergence * 1e-3 * slope
    return Double.exp(-spread * spread / 2 - 2 * source * source)
  }

  /// What the contrast of a weak phase is multiplied by: 2 sin χ times the envelope. Negative: atoms are dark.
  public func phaseContrast(_ k: Double) -> Double { 2 * Double.sin(aberration(k)) * envelope(k) }
}
