/// The kinds of structure of which common crystals are.
enum Structure {
  /// One atom at each point of a cubic lattice.
  case element(String, Centring)
  /// Two face-centred lattices a quarter of the diagonal apart: diamond, and zinc blende.
  case diamond(String, String)
  /// Two face-centred lattices half an edge apart.
  case rockSalt(String, String)
  /// A metal on a face-centred lattice and another element in all its tetrahedra.
  case fluorite(String, String)
  /// A hexagonal compound AB with B at `u` c above A.
  case wurtzite(String, String, u: Double)
  /// Atoms listed one by one at a lattice point of a centring.
  case listed(Centring, String, [Site])

  typealias Site = (symbol: String, x: Double, y: Double, z: Double)

  var centring: Centring {
    switch self {
    case .element(_, let centring), .listed(let centring, _, _): centring
    case .diamond, .rockSalt, .fluorite: .faceCentred
    case .wurtzite: .primitive
    }
  }

  var spaceGroup: String {
    switch self {
    case .element(_, .bodyCentred): "Im-3m"
    case .element: "Fm-3m"
    case .diamond(let first, let second): first == second ? "Fd-3m" : "F-43m"
    case .rockSalt, .fluorite: "Fm-3m"
    case .wurtzite: "P6_3mc"
    case .listed(_, let group, _): group
    }
  }

  /// The atoms at one lattice point.
  var sites: [Site] {
    let (third, quarter, half) = (1.0 / 3, 0.25, 0.5)
    switch self {
    case .element(let symbol, _): return [(symbol, 0, 0, 0)]
    case .diamond(let first, let second): return [(first, 0, 0, 0), (second, quarter, quarter, quarter)]
    case .rockSalt(let first, let second): return [(first, 0, 0, 0), (second, half, half, half)]
    case .fluorite(let metal, let other):
      return [
        (metal, 0, 0, 0), (other, quarter, quarter, quarter), (other, 3 * quarter, quarter, quarter),
      ]
    case .wurtzite(let metal, let other, let u):
      return [
        (metal, third, 2 * third, 0), (metal, 2 * third, third, half), (other, third, 2 * third, u),
        (other, 2 * third, third, half + u),
      ]
    case .listed(_, _, let sites): return sites
    }
  }
}
