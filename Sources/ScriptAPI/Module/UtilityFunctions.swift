import Imaging
import Lattice
import Scripting

/// `fringe`: the run, numbers as text, tables in order.
enum UtilityFunctions {
  static let properties: [Property] = [
    Property(
      "threads", "integer", "number of threads that kernels use; results do not depend on it",
      kind: .integer(1...1024),
      get: { $0.session.threads }, set: { $0.session.threads = $1 })
  ]

  static let constants: [Library.Constant] = [
    .init("version", "string", "the version of Fringe") { fringeVersion },
    .init("api", "integer", "grows when something in this API changes its meaning") { 1 },
    .init("nan", "number", "a missing value") { Double.nan },
    .init("status", "table", "the values of map[i].status") {
      Record(WindowStatus.allCases.map { ($0.scriptName, Int($0.rawValue)) })
    },
  ]

  static let functions: [Function] = [
    Function(
      "output", "The path of a file in the output folder, for io.open; folders on the way are made.",
      argument("name", .path.sample("\"sweep/notes.txt\""), "relative to the output folder"),
      returns: "string"
    ) { call, name in try call.session.preparedOutputPath(name) },
    Function(
      "format", "A number as text, rounded to what its uncertainty allows: 0.2355(3) nm.",
      argument("value", .anyNumber, "the number"),
      option("sigma", .uncertainty, "its 1σ uncertainty; NaN: none is known"),
      option("unit", .string, "written after it"), returns: "string"
    ) { _, value, sigma, unit in NumberFormat.format(value, sigma: sigma, unit: unit) },
    Function(
      "sorted",
      "Visits a table in the order of its keys, the same in every run: for k, v in fringe.sorted(t).",
      argument("t", .plainTable, "the table"), returns: "function"
    ) { _, table in Several(try SortedPairs(table), table) },
  ]
}

extension Kind where Value == Double {
  /// A number of 0 or more, or NaN.
  fileprivate static var uncertainty: Kind {
    anyNumber.map(expected: "a number of 0 or more, or NaN") { $0 < 0 ? nil : $0 }
  }
}

extension Kind where Value == LuaSlot {
  static var plainTable: Kind {
    Kind(expected: "a table", luaType: "table", sample: "{ b = 1, a = 2, 7 }") { $0.isTable ? $0 : nil }
  }
}

/// The iterator behind `fringe.sorted`.
struct SortedPairs: ScriptObject {
  static let className = "SortedPairs"
  let scriptDescription = "iterator of fringe.sorted"

  /// Numbers come before strings; other keys have no order and are refused.
  enum Key: Comparable {
    case integer(Int)
    case float(Double)
    case string([UInt8])

    static func < (a: Key, b: Key) -> Bool {
      switch (a, b) {
      case (.integer(let a), .integer(let b)): a < b
      case (.integer(let a), .float(let b)): Double(a) < b
      case (.float(let a), .integer(let b)): a < Double(b)
      case (.float(let a), .float(let b)): a < b
      case (.string(let a), .string(let b)): a.lexicographicallyPrecedes(b)
      case (_, .string): true
      case (.string, _): false
      }
    }

    /// The key as the table has it.
    var value: any ScriptValue {
      switch self {
      case .integer(let number): number
      case .float(let number): number
      case .string(let bytes): ByteString(bytes)
      }
    }
  }

  private let keys: [Key]
  private var next = 0

  init(_ table: LuaSlot) throws(ScriptError) {
    var keys: [Key] = []
    try table.forEachKey { key throws(ScriptError) in
      if let integer = key.integer {
        keys.append(.integer(integer))
      } else if let number = key.number {
        keys.append(.float(number))
      } else if let bytes = key.bytes {
        keys.append(.string(bytes))
      } else {
        throw .failed("keys must be numbers or strings to be sorted, got \(key.summary)")
      }
    }
    self.keys = keys.sorted()
  }

  static let declaration = ClassDeclaration(
    SortedPairs.self, "The iterator that fringe.sorted gives.", sample: "(fringe.sorted { b = 1, a = 2 })",
    operators: [
      Operator("__call", of: .reference(to: Kind<SortedPairs>.object(sample: ""))) { call, pairs in
        let key = try pairs.modify { pairs -> Key? in
          guard pairs.next < pairs.keys.count else { return nil }
          defer { pairs.next += 1 }
          return pairs.keys[pairs.next]
        }
        let table = call.argument(2)
        guard let key, table.isTable else { return Several.nothing }
        return Several(key.value, table.value(key.value))
      }
    ])
}
