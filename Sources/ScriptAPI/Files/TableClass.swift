import ImageFiles
import Imaging
import Scripting

extension Table: ScriptObject {
  public static let className = "Table"
  public var scriptDescription: String {
    let many = rowCount == 1 ? "1 row" : "\(rowCount) rows"
    return "Table of \(many): \(columns.map(\.heading).joined(separator: ", "))".replacing { $0.isNewline }
  }
  public var hostBytes: Int { columns.count * rowCount * MemoryLayout<Table.Cell>.stride }
}

extension String {
  /// The text with a space in place of each character that is so.
  fileprivate func replacing(where isOdd: (Character) -> Bool) -> String {
    String(map { isOdd($0) ? " " : $0 })
  }
}

extension Table.Cell: ScriptValue {
  public func push(onto frame: CallFrame) {
    switch self {
    case .number(let number): number.push(onto: frame)
    case .text(let text): text.push(onto: frame)
    }
  }
}

extension Kind where Value == Table {
  static var table: Kind { .object(sample: "\(Kind<Image>.image.sample):histogram { bins = 4 }") }
}

extension Kind where Value == Table.Cell {
  static var cell: Kind {
    Kind(expected: "a number or a string", luaType: "number|string", sample: "1") { slot in
      slot.number.map(Table.Cell.number) ?? slot.string.map(Table.Cell.text)
    }
  }
}

/// `table`: rows and columns of numbers and texts.
enum TableClass {
  static let declaration = ClassDeclaration(
    Table.self, "Rows and columns of numbers and texts: t[i].name is a value.",
    sample: Kind<Table>.table.sample,
    operators: [
      Operator("__len", of: Kind<Table>.table) { $1.rowCount },
      Operator("__index") { call in
        let table = try Kind<Table>.table.value(of: call.argument(1))
        let row = call.argument(2).integer ?? 0
        // As in a list: beyond its end is nil, so that ipairs stops.
        guard (1...max(table.rowCount, 1)).contains(row), row <= table.rowCount else {
          return Several.nothing
        }
        return Record(table.columns.map { ($0.name, $0.cells[row - 1]) })
      },
    ],
    methods: [
      method(
        "add", of: .reference(to: .table), "Appends a row, to this table itself.",
        argument(
          "row", .plainTable.sample("{ value = 1 }"),
          "{ column = value, … }; a column that is left out is empty (NaN)")
      ) { _, table, row in
        let names = table.value.columns.map(\.name)
        let cells = try row.readFields("column", names) { fields throws(Mismatch) in
          var cells: [String: Table.Cell] = [:]
          for name in names { cells[name] = try fields.optional(name, .cell) }
          return cells
        }
        try table.modify { $0.append(cells) }
        return Several.nothing
      },
      method(
        "column", of: .table, "The values of a column, as a list.",
        argument("name", .string.sample("\"value\""), "its name"),
        returns: "(number|string)[]"
      ) { _, table, name in try table.knownColumn(name).cells },
      method(
        "sort", of: .table,
        "The table in the order of a column: numbers, then texts (frame2 before frame10), then empty ones.",
        argument("name", .string.sample("\"value\""), "the column"),
        option("descending", .boolean, default: false, "whether the highest comes first"), returns: "Table"
      ) { _, table, name, isDescending in
        table.sorted(
          by: try table.knownColumn(name), isDescending: isDescending, textPrecedes: NaturalOrder.precedes)
      },
      method(
        "save", of: .table, "Saves the table as .csv or .tsv; fringe.load_table reads it back exactly.",
        argument("path", .path.sample("\"out/table.csv\""), "relative: in the output folder"),
        option("report", .boolean, default: true, "whether a report of the script shows it")
      ) { call, table, path, isShown in
        try call.session.save(path, formats: ["csv", "tsv"]) { path, format in
          try TableFile.write(table, to: path, separator: format == "tsv" ? "\t" : ",")
        }
        if isShown { try call.session.report?.show(.table(table)) }
        return Several.nothing
      },
    ] + TableFigure.methods)
}

/// `fringe`: tables made and read.
enum TableFunctions {
  static let functions: [Function] = [
    Function(
      "table", "Makes an empty table.",
      argument(
        "headings", .list(of: .string.sample("\"d (nm)\""), count: 1...10_000),
        "name (unit) of each column: the name is the word before the unit"),
      returns: "Table"
    ) { _, headings in
      let columns = headings.map { Table.Column(heading: $0) }
      var names: Set<String> = []
      for (index, column) in columns.enumerated() {
        guard !column.name.isEmpty else { throw ScriptError.failed("headings[\(index + 1)]: it is empty") }
        guard names.insert(column.name).inserted else {
          throw ScriptError.failed("headings[\(index + 1)]: there are two columns \"\(column.name)\"")
        }
      }
      return Table(columns)
    },
    Function(
      "load_table", "Reads a table that table:save or another program has written as text (.csv, .tsv).",
      argument("path", .path, "the file"), returns: "Table"
    ) { call, path in try TableFile.read(call.session.inputPath(path)) },
  ]
}
