import Imaging
import Scripting

/// `mask`: an image of 0 and 1, with all of an image's methods and these.
enum MaskClass {
  private static func logic(
    _ event: String, _ operation: @escaping @Sendable (Mask, Mask) throws -> Mask
  ) -> Operator {
    Operator(event, Kind<Mask>.maskOrImage, Kind<Mask>.maskOrImage, returns: "Mask") { _, a, b in
      try operation(a, b)
    }
  }

  private static func morphology(
    _ name: String, _ summary: String, _ operation: @escaping @Sendable (Mask, Int) throws -> Mask
  ) -> Function {
    method(
      name, of: Kind<Mask>.mask, summary, argument("n", .integer(1...100_000), "side of the square, px"),
      returns: "Mask"
    ) { _, mask, n in try operation(mask, n) }
  }

  static let declaration = ClassDeclaration(
    Mask.self, "Which pixels count: an image of 0 and 1.", sample: Kind<Mask>.mask.sample,
    parent: Image.className,
    properties: GridFields.properties(of: .mask),
    operators: ImageArithmetic.operators + [
      logic("__band") { try $0 & $1 }, logic("__bor") { try $0 | $1 },
      logic("__bxor") { try $0 ^ $1 }, Operator("__bnot", of: Kind<Mask>.mask, returns: "Mask") { ~$1 },
    ],
    methods: GridFields.methods(of: .mask) + [
      method(
        "set", of: .reference(to: .mask), "Sets a pixel, in this mask itself.",
        argument("row", .integer(), "row, from 1"),
        argument("column", .integer(), "column, from 1"),
        argument("value", .integer(0...1), "1 inside, 0 outside")
      ) { _, mask, row, column, value in
        try mask.modify { mask in
          let place = try GridFields.place(row, column, in: mask.size)
          mask[place.row, place.column] = value == 1
        }
        return Several.nothing
      },
      morphology("open", "Removes what an n×n square does not fit into.") { try $0.opened($1) },
      morphology("close", "Fills what an n×n square outside does not fit into.") { try $0.closed($1) },
      morphology("erode", "Keeps pixels of which the whole n×n square is inside.") { try $0.eroded($1) },
      morphology("dilate", "Adds pixels of which any of the n×n square is inside.") { try $0.dilated($1) },
      method("fill_holes", of: .mask, "Fills what is enclosed (4-connected).", returns: "Mask") {
        $1.fillingHoles()
      },
      method("largest", of: .mask, "The largest connected part (4-connected).", returns: "Mask") {
        $1.largest()
      },
      method("area", of: .mask, "The area inside, nm² (px² when not calibrated).", returns: "number") {
        $1.area
      },
    ])
}
