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
    .init("status", "Status", "the values of map[i].status") {
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
      argument("t", .tableOrParameters, "the table, or parameters"), returns: "function"
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

  /// A table, or the one behind parameters.
  fileprivate static var tableOrParameters: Kind {
    Kind(expected: "a table or Parameters", luaType: "table|Parameters", sample: plainTable.sample) {
      $0.isTable ? $0 : $0.ownFields
    }
  }
}
