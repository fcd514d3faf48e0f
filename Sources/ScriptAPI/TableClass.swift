import ImageFiles
import Imaging
import Scripting

extension Table: ScriptObject {
  public static let className = "Table"
  public var scriptDescription: String {
    "Table of \(rowCount) rows: \(columns.map(\.heading).joined(separator: ", "))"
  }
  public var hostBytes: Int { columns.count * rowCount * MemoryLayout<Double>.size }
}

extension Kind where Value == Table {
  static var table: Kind { .object(sample: "\(Kind<Image>.image.sample):histogram { bins = 4 }") }
}

/// `table`: rows and columns of numbers.
enum TableClass {
  static let declaration = ClassDeclaration(
    Table.self, "Rows and columns of numbers: t[i].name is a value.", sample: Kind<Table>.table.sample,
    operators: [
      Operator("__len", of: Kind<Table>.table) { $1.rowCount },
      Operator("__index") { call in
        let table = try Kind<Table>.table.value(of: call.argument(1))
        let row = call.argument(2).integer ?? 0
        // As in a list: beyond its end is nil, so that ipairs stops.
        guard (1...max(table.rowCount, 1)).contains(row), row <= table.rowCount else {
          return Several.nothing
        }
        return Record(table.columns.map { ($0.name, $0.values[row - 1]) })
      },
    ],
    methods: [
      method(
        "column", of: .table, "The values of a column, as a list.",
        argument("name", .string.sample("\"value\""), "its name"),
        returns: "number[]"
      ) { _, table, name in
        guard let values = table[name] else {
          throw ScriptError.failed(
            "there is no column \"\(name)\"; the columns are \(table.columns.map(\.name).joined(separator: ", "))"
          )
        }
        return values
      },
      method(
        "save", of: .table, "Saves the table as .csv or .tsv.",
        argument("path", .path, "relative: in the output folder")
      ) { call, table, path in
        try call.session.save(path, formats: ["csv", "tsv"]) { path, format in
          try TableFile.write(table, to: path, separator: format == "tsv" ? "\t" : ",")
        }
        return Several.nothing
      },
    ])
}
