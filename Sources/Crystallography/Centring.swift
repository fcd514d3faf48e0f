/// How lattice points repeat within a conventional cell.
public enum Centring: String, CaseIterable, Hashable, Sendable {
  case primitive = "P"
  case bodyCentred = "I"
  case faceCentred = "F"
  case aCentred = "A"
  case bCentred = "B"
  case cCentred = "C"
  /// On hexagonal axes, in the obverse setting.
  case rhombohedral = "R"

  /// The lattice points in a cell, as fractions of its edges; the origin first.
  public var translations: [SIMD3<Double>] {
    let (o, half, third) = (SIMD3<Double>.zero, 0.5, 1.0 / 3)
    return switch self {
    case .primitive: [o]
    case .bodyCentred: [o, SIMD3(half, half, half)]
    case .faceCentred: [o, SIMD3(0, half, half), SIMD3(half, 0, half), SIMD3(half, half, 0)]
    case .aCentred: [o, SIMD3(0, half, half)]
    case .bCentred: [o, SIMD3(half, 0, half)]
    case .cCentred: [o, SIMD3(half, half, 0)]
    case .rhombohedral: [o, SIMD3(2 * third, third, third), SIMD3(third, 2 * third, 2 * third)]
    }
  }

  /// Whether planes of a lattice with this centring reflect at all.
  public func allows(_ plane: MillerIndices) -> Bool {
    let (h, k, l) = (plane.h, plane.k, plane.l)
    return switch self {
    case .primitive: true
    case .bodyCentred: (h + k + l) % 2 == 0
    case .faceCentred: (h + k) % 2 == 0 && (k + l) % 2 == 0
    case .aCentred: (k + l) % 2 == 0
    case .bCentred: (h + l) % 2 == 0
    case .cCentred: (h + k) % 2 == 0
    case .rhombohedral: (-h + k + l) % 3 == 0
    }
  }
}
