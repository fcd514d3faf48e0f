import Imaging
import Lattice
import Scripting

/// `reflection`: a set of lattice planes.
enum ReflectionClass {
  static let declaration = ClassDeclaration(
    Reflection.self, "A set of lattice planes, by its reciprocal vector g.",
    sample: Kind<Reflection>.reflection.sample,
    properties: [
      Property("spacing", of: .reflection, "number", "plane spacing, nm or px") { $1.spacing },
      Property("angle", of: .reflection, "number", "direction of g, degrees in [0, 180), counter-clockwise") {
        $1.angle
      },
      Property("gx", of: .reflection, "number", "component of g to the right, 1/nm or 1/px") { $1.gx },
      Property("gy", of: .reflection, "number", "component of g upwards, 1/nm or 1/px") { $1.gy },
      Property("unit", of: .reflection, "string", "unit of the spacing: nm or px") { $1.unit.rawValue },
      Property("snr", of: .reflection, "number?", "signal to noise, when it was found") { $1.snr },
      Property(
        "label", of: .reflection, "string?", "a name such as \"111\"", kind: Kind<String>.string.orNil,
        get: { $1.label },
        set: { $0.label = $1 }),
    ],
    methods: [
      method(
        "angle_to", of: .reflection,
        "The angle to another reflection, degrees in (-90, 90], counter-clockwise.",
        argument("other", .reflection, "the other one"), returns: "number"
      ) { $1.angle(to: $2) }
    ])
}
