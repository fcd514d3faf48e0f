import Numerics

/// A crystal: its cell, and which atoms are where in it.
public struct Crystal: Hashable, Sendable {
  /// `Si`, or nil.
  public var name: String?
  public let cell: UnitCell
  public let centring: Centring
  /// All atoms of the cell, those that centring repeats included; empty when only the lattice is known.
  public let atoms: [Atom]
  /// The symbol of the space group, or nil.
  public var spaceGroup: String?
  /// Where the numbers are published, or nil.
  public var source: String?
  /// A single layer: `c` only says how thick it is, and all reflections have l = 0.
  public var isLayer: Bool

  /// An atom of a cell.
  public struct Atom: Hashable, Sendable {
    public var element: Element
    /// Fractions of the cell's edges, 0..<1.
    public var position: SIMD3<Double>

    public init(_ element: Element, _ x: Double, _ y: Double, _ z: Double) {
      self.element = element
      position = SIMD3(Self.fraction(x), Self.fraction(y), Self.fraction(z))
    }

    /// The part after the point; what lies within rounding of 1 is 0.
    private static func fraction(_ value: Double) -> Double {
      let part = value - value.rounded(.down)
      return part > 1 - 1e-9 ? 0 : part
    }
  }

  /// - Parameter atoms: Those at one lattice point: centring repeats them. Empty when only the lattice is known.
  /// - Throws: When a position is not finite, or two atoms are at one place.
  public init(
    cell: UnitCell, centring: Centring = .primitive, atoms: [Atom] = [], name: String? = nil,
    spaceGroup: String? = nil, source: String? = nil, isLayer: Bool = false
  ) throws(CrystalError) {
    for (index, atom) in atoms.enumerated() {
      let sum = atom.position.sum()
      guard sum.isFinite else { throw .position(index) }
    }
    var all: [(atom: Atom, origin: Int)] = []
    for (index, atom) in atoms.enumerated() {
      for shift in centring.translations {
        let place = atom.position + shift
        let moved = Atom(atom.element, place.x, place.y, place.z)
        if let other = all.first(where: { Self.areTogether($0.atom, moved) }) {
          throw .coincidentAtoms(other.origin, index)
        }
        all.append((moved, index))
      }
    }
    self.atoms = all.map(\.atom)
    (self.cell, self.centring, self.name) = (cell, centring, name)
    (self.spaceGroup, self.source, self.isLayer) = (spaceGroup, source, isLayer)
  }

  private static func areTogether(_ first: Atom, _ second: Atom) -> Bool {
    let difference = first.position - second.position
    let nearest = difference - difference.rounded(.toNearestOrEven)
    return nearest.length < 1e-4
  }

  /// `Si`, or `crystal` for one without a name.
  public var displayName: String { name ?? "crystal" }
}
