import Numerics

/// A chemical element, from hydrogen to californium.
public struct Element: Hashable, Sendable {
  /// Number of protons, 1…98.
  public let atomicNumber: Int

  /// The element of a symbol such as `Au`; nil when there is none.
  public init?(symbol: some StringProtocol) {
    guard let index = Self.symbols.firstIndex(where: { $0 == symbol }) else { return nil }
    atomicNumber = index + 1
  }

  public var symbol: String { Self.symbols[atomicNumber - 1] }

  static let symbols =
    """
    H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca
    Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr
    Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd
    Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg
    Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// How strongly an atom at rest scatters electrons to a reciprocal vector of length `g`, nm: the factor f of the
  /// first Born approximation with the mass of an electron at rest.
  ///
  /// Five Gaussians after Peng and others (see ``ScatteringFactors``), good to about 1 % for g up to 40 /nm.
  ///
  /// - Parameter g: 1/nm.
  public func scatteringFactor(_ g: Double) -> Double {
    let numbers = ScatteringFactors.gaussians[atomicNumber - 1]
    let s = g / 20
    var sum = 0.0
    for i in 0..<5 { sum += numbers[i] * Double.exp(-numbers[5 + i] * s * s) }
    return sum / 10
  }
}
