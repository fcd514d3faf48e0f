import Imaging
import Lattice
import Scripting

/// One plane of a reflection's map, declared once for the fields of `map[i]` and the choices of `map:figure`.
struct MapPlane: Sendable {
  let name: String
  let summary: String
  let image: @Sendable (ReflectionMap) -> Image
  /// Whether the values of two reflections can be shown in one range.
  let isComparable: @Sendable (Reflection, Reflection) -> Bool

  private init(
    _ name: String, _ summary: String,
    comparable: @escaping @Sendable (Reflection, Reflection) -> Bool = { _, _ in true },
    image: @escaping @Sendable (ReflectionMap) -> Image
  ) {
    (self.name, self.summary, self.image, isComparable) = (name, summary, image, comparable)
  }

  static let all = [
    MapPlane("spacing", "plane spacing d, nm or px", comparable: haveLikeSpacing) { $0.spacing },
    MapPlane("angle", "direction of g, degrees, within 90 of the reflection's own", comparable: haveLikeAngle)
    { $0.angle },
    MapPlane("radius", "distance from zero frequency, FFT px", comparable: haveLikeSpacing) { $0.radius },
    MapPlane("amplitude", "modulus of the spectrum at the position found") { $0.amplitude },
    MapPlane(
      "snr", "amplitude over the root of the noise power per bin, from the ring 3 to 6 FFT px around the peak"
    ) { $0.snr },
    MapPlane("spacing_sigma", "1σ uncertainty of spacing, nm or px") { $0.spacingSigma },
    MapPlane("angle_sigma", "1σ uncertainty of angle, degrees") { $0.angleSigma },
    MapPlane("radius_sigma", "1σ uncertainty of radius, FFT px") { $0.radiusSigma },
    MapPlane("status", "how each value came about: one of fringe.status") { $0.status },
  ]

  /// Within 5 %.
  @Sendable private static func haveLikeSpacing(_ a: Reflection, _ b: Reflection) -> Bool {
    abs(a.spacing / b.spacing - 1) < 0.05
  }

  /// Within 10°.
  @Sendable private static func haveLikeAngle(_ a: Reflection, _ b: Reflection) -> Bool {
    abs(a.angle(to: b)) < 10
  }

  /// The group of panels that show one range: named after the first reflection that this one is comparable with.
  func rangeGroup(of reflection: Reflection, among all: [Reflection]) -> String {
    "\(name) \(all.firstIndex { isComparable($0, reflection) } ?? 0)"
  }
}

extension Kind where Value == MapPlane {
  /// A plane by its name.
  static var mapPlane: Kind {
    let quoted = MapPlane.all.map { "\"\($0.name)\"" }
    return Kind(
      expected: "one of \(quoted.joined(separator: ", "))", luaType: quoted.joined(separator: "|"),
      sample: "\"spacing\""
    ) { slot in MapPlane.all.first { $0.name == slot.string } }
  }
}
