/// A form: planes that are equivalent by symmetry, with their spacing in common.
public struct PlaneForm: Hashable, Sendable {
  /// The one by which it is called.
  public let indices: MillerIndices
  /// nm.
  public let spacing: Double
  /// All of them, the opposite ones included; their number is the multiplicity of a powder pattern.
  public let members: [MillerIndices]
  /// The squared modulus of the structure factor, nm² (see ``Crystal/intensity(_:)``).
  public let intensity: Double

  public var multiplicity: Int { members.count }
}

extension Crystal {
  /// The smallest spacing that ``forms(from:)`` lists, nm: some 40,000 reflections.
  public var smallestSpacing: Double {
    // Reflections up to 1/d: 4π/3 V / d³.
    let count = 40_000.0
    let thickness = isLayer ? 1 / cell.c : 1
    let cube = 4 * Double.pi / 3 * cell.volume * thickness / count
    let rounded = (cube.cubeRoot * 1e4).rounded(.up) / 1e4
    return max(rounded, 0.01)
  }

  /// The forms of planes that reflect, the widest spaced first.
  ///
  /// - Parameter smallest: The smallest spacing to list, nm.
  public func forms(from smallest: Double) throws(CrystalError) -> [PlaneForm] {
    guard smallest >= smallestSpacing else { throw .spacing(smallest, smallest: smallestSpacing) }
    let symmetry = LaueGroup(of: self)
    var seen: Set<MillerIndices> = []
    var forms: [PlaneForm] = []
    for plane in planes(from: smallest) where !seen.contains(plane) {
      let members = symmetry.planes(equivalentTo: plane)
      seen.formUnion(members)
      let intensity = intensity(plane)
      guard intensity > 0 else { continue }
      forms.append(
        PlaneForm(
          indices: members[0], spacing: cell.spacing(members[0]), members: members, intensity: intensity))
    }
    // Forms of one spacing, as 333 and 511, in the order of their names.
    return forms.sorted { first, second in
      abs(first.spacing / second.spacing - 1) > 1e-9
        ? first.spacing > second.spacing : second.indices.isWrittenBefore(first.indices)
    }
  }

  /// All planes of at least a spacing that centring allows, 000 left out.
  func planes(from smallest: Double) -> [MillerIndices] {
    let limits = [cell.a, cell.b, cell.c].map { Int($0 / smallest * (1 + 1e-9)) }
    let depth = isLayer ? 0 : limits[2]
    var planes: [MillerIndices] = []
    for h in -limits[0]...limits[0] {
      for k in -limits[1]...limits[1] {
        for l in -depth...depth {
          let plane = MillerIndices(h, k, l)
          if !plane.isZero, centring.allows(plane), cell.spacing(plane) >= smallest * (1 - 1e-9) {
            planes.append(plane)
          }
        }
      }
    }
    return planes
  }
}

extension Double {
  fileprivate var cubeRoot: Double {
    var root = self > 1 ? self / 3 : 1
    for _ in 0..<60 { root -= (root * root * root - self) / (3 * root * root) }
    return root
  }
}
