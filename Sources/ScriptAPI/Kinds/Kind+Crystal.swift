import Crystallography
import Scripting

extension Kind where Value == MillerIndices {
  /// `"11-1"`, `"[110]"` or `{ 1, 1, -1 }`; not 000.
  static var indices: Kind {
    Kind(
      expected: "three indices, \"11-1\" or { 1, 1, -1 }, not all 0", luaType: "integer[]|string",
      sample: "\"111\""
    ) { slot throws(Mismatch) in
      let numbers: [Int]
      if slot.isTable {
        numbers = try Kind<[Int]>.list(of: .integer(-1000...1000), count: 0...100).value(of: slot)
      } else if let written = slot.string.flatMap(MillerIndices.numbers) {
        numbers = written
      } else {
        return nil
      }
      if numbers.count == 4 {
        throw Mismatch(
          "expected three indices, got four: of planes (hkil) they are hkl, of a direction [uvtw] 2u+v, u+2v, w"
        )
      }
      guard numbers.count == 3 else { return nil }
      let indices = MillerIndices(numbers[0], numbers[1], numbers[2])
      if indices.isZero { throw Mismatch("\(CrystalError.zero)") }
      return indices
    }
  }
}

extension Crystal: ScriptObject {
  public static let className = "Crystal"
  public var scriptDescription: String {
    let kind = spaceGroup ?? centring.rawValue
    return "Crystal \(displayName), \(kind), \(atoms.count) atoms a cell, \(cell.lengths)"
  }
}

extension UnitCell {
  /// `a 0.54310 nm`, and what differs from it.
  fileprivate var lengths: String {
    var parts = ["a \(a) nm"]
    if b != a { parts.append("b \(b) nm") }
    if c != a { parts.append("c \(c) nm") }
    for (name, angle) in [("α", alpha), ("β", beta), ("γ", gamma)] where angle != 90 {
      parts.append("\(name) \(angle)°")
    }
    return parts.joined(separator: ", ")
  }
}

extension Kind where Value == Crystal {
  /// A handle.
  static var crystal: Kind { .object(sample: "fringe.crystal \"Si\"") }

  /// What `fringe.crystal` takes: a name, or a table.
  static var crystalDescription: Kind {
    Kind(
      expected: "the name of a crystal, or { a = , b = , c = , alpha = , beta = , gamma = , centring = , "
        + "atoms = , name = }", luaType: "string|CrystalCell", sample: "\"Si\""
    ) { slot throws(Mismatch) in
      if let name = slot.string { return try known(name) }
      guard slot.isTable, slot.listCount == 0 else { return nil }
      return try slot.readFields(of: CrystalClass.cell) { fields throws(Mismatch) in
        let a = try fields.required("a", .positive)
        func angle(_ name: String) throws(Mismatch) -> Double { try fields.optional(name, .positive) ?? 90 }
        let lengths = (b: try fields.optional("b", .positive), c: try fields.optional("c", .positive))
        let angles = (try angle("alpha"), try angle("beta"), try angle("gamma"))
        let centring = try fields.optional("centring", .choice(of: Centring.self)) ?? .primitive
        let atoms = try fields.optional("atoms", .list(of: .atom, count: 1...1000)) ?? []
        let name = try fields.optional("name", .string)
        let isLayer = try fields.optional("layer", .boolean) ?? false
        do throws(CrystalError) {
          return try Crystal(
            cell: UnitCell(
              a: a, b: lengths.b ?? a, c: lengths.c ?? a, alpha: angles.0, beta: angles.1, gamma: angles.2),
            centring: centring, atoms: atoms, name: name, isLayer: isLayer)
        } catch {
          throw Mismatch("\(error)")
        }
      }
    }
  }

  @Sendable private static func known(_ name: String) throws(Mismatch) -> Crystal {
    let found: Crystal?
    do throws(CrystalError) { found = try Crystal.named(name) } catch { throw Mismatch("\(error)") }
    if let found { return found }
    let hint = NearestName.hint(name, among: Crystal.names)
    throw Mismatch(
      "there is no crystal \"\(name)\"\(hint); the crystals are \(Crystal.names.joined(separator: ", ")); or give a cell, "
        + "{ a = , … }")
  }
}

extension Kind where Value == Crystal.Atom {
  /// `{ "Si", x, y, z }`.
  fileprivate static var atom: Kind {
    Kind(
      expected: "an atom { \"Si\", x, y, z }", luaType: "table", sample: "{ \"Si\", 0, 0, 0 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 4 else { return nil }
      let symbol = try slot.element(1) { item throws(Mismatch) in try Kind<String>.string.value(of: item) }
      guard let element = Element(symbol: symbol) else { throw Mismatch("\(CrystalError.element(symbol))") }
      var place: [Double] = []
      for axis in 2...4 {
        place.append(
          try slot.element(axis) { item throws(Mismatch) in try Kind<Double>.number.value(of: item) })
      }
      return Crystal.Atom(element, place[0], place[1], place[2])
    }
  }
}
