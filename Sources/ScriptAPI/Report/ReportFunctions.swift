import Scripting

/// `fringe.show`.
enum ReportFunctions {
  static let functions: [Function] = [
    Function(
      "show",
      "Shows a value in the report of fringe report: a figure, a table or text. In a plain run prints its one line.",
      argument("value", .anything, "an image, map, strain, spectrum, figure, table, list of reflections, …"),
      optionalArgument("more", .anything, "a second value, as of image:find_reflections; nil is left out")
    ) { call, value, more in
      for value in [value, more].compactMap(\.self) {
        if let report = call.session.report {
          try report.show(ShownValue(value))
        } else {
          // To the same stream as Lua's print.
          print(value.line)
        }
      }
      return Several.nothing
    }
  ]
}

extension Kind where Value == LuaSlot {
  /// Any value but nil.
  fileprivate static var anything: Kind {
    Kind(expected: "a value", luaType: "any", sample: "\"text\"") { $0.isNil ? nil : $0 }
  }
}
