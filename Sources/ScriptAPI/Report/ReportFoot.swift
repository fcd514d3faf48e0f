import Imaging
import Notebook

/// What stands at the foot of a report: the parameters, and what the run was made of.
struct ReportFoot {
  let session: Session
  let record: Metadata

  var html: String {
    var html = ""
    if let parameters = session.parameters.used, !parameters.schema.entries.isEmpty {
      html += "<h2>Parameters</h2>\n" + ReportTable.html(Self.table(of: parameters))
    }
    html += "<h2>Provenance</h2>\n<dl>\n"
    for (name, text) in facts where !text.isEmpty {
      html += "<dt>\(HTML.text(name))</dt><dd>\(HTML.text(text))</dd>\n"
    }
    html += "</dl>\n"
    for (field, title) in [
      ("modules", "Modules"), ("inputs", "Read"), ("outputs", "Saved"), ("steps", "Steps"),
    ] {
      guard let table = table(field) else { continue }
      // A list that is long is folded.
      let opens = table.rowCount <= 12 ? " open=\"open\"" : ""
      html +=
        "<details\(opens)><summary><h3>\(title)</h3> (\(table.rowCount))</summary>\n\(ReportTable.html(table))</details>\n"
    }
    return html
  }

  private static func table(of parameters: ParameterSet) -> Table {
    let entries = parameters.schema.entries
    let columns: [Table.Column] = [
      .init("parameter", cells: entries.map { .text($0.name) }),
      .init("value", cells: entries.map { .text(parameters.values[$0.name]?.luaText ?? "nil") }),
      .init("unit", cells: entries.map { .text($0.unit ?? "") }),
      .init("meaning", cells: entries.map { .text($0.help ?? "") }),
    ]
    return Table(columns.filter { column in column.cells.contains { $0 != .text("") } })
  }

  // MARK: - The record

  /// One line each, in the order in which one asks.
  private var facts: [(String, String)] {
    var script: Metadata = [:]
    if case .group(let fields)? = record["script"] { script = fields }
    var machine: Metadata = [:]
    if case .group(let fields)? = record["machine"] { machine = fields }
    let limits = ["memory", "time"].map { Self.text(record[$0]) }.filter { !$0.isEmpty }
    let system = ["name", "system", "release", "architecture"].map { Self.text(machine[$0]) }
    let facts: [(String, String)] = [
      ("Script", Self.text(script["path"])),
      ("SHA-256 of the script", Self.text(script["sha256"])),
      ("Arguments", Self.text(record["arguments"])),
      ("Set", Self.text(record["set"])),
      ("Files of parameters", Self.text(record["params"])),
      ("Fringe", fringeVersion),
      ("Lua", "5.4"),
      ("Sandbox", record["sandbox"] == nil ? "" : "yes"),
      ("Limits", limits.joined(separator: ", ")),
      ("Folder", Self.text(record["folder"])),
      ("Date", Self.text(record["date"])),
      ("Seconds", Self.text(record["seconds"])),
      ("Machine", system.filter { !$0.isEmpty }.joined(separator: " ")),
      ("Threads", Self.text(machine["threads"])),
    ]
    return facts
  }

  private static func text(_ value: MetadataValue?) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): NumberFormat.compact(number, digits: 12)
    case .boolean(let value): "\(value)"
    case .list(let values): values.map(text).joined(separator: " ")
    case .group(let fields):
      fields.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ")
    case nil: ""
    }
  }

  /// The image in a file in one line: `TIFF, 256 × 256 float32, 0.021 nm per pixel (ImageJ description)`.
  private static func image(_ value: MetadataValue?) -> String {
    guard case .group(let fields)? = value else { return "" }
    let sizes = ["pixel_size_y", "pixel_size_x"].map { text(fields[$0]) }
    let size = sizes[0] == sizes[1] ? sizes[0] : sizes.joined(separator: " × ")
    let calibration =
      fields["unit"] == .string("px")
      ? "not calibrated" : "\(size) \(text(fields["unit"])) per pixel (\(text(fields["calibration"])))"
    return
      "\(text(fields["format"])), \(text(fields["rows"])) × \(text(fields["columns"])) \(text(fields["type"])), \(calibration)"
  }

  /// A list of groups of the record as a table; nil: it is empty.
  private func table(_ field: String) -> Table? {
    guard case .list(let values)? = record[field], !values.isEmpty else { return nil }
    let rows = values.map { value -> Metadata in if case .group(let fields) = value { fields } else { [:] } }
    let known = ["path", "name", "image", "calls", "cached", "seconds", "bytes", "sha256"]
    return Table(
      known.filter { name in rows.contains { $0[name] != nil } }.map { name in
        Table.Column(
          name,
          cells: rows.map { row in
            if case .number(let number)? = row[name] { return .number(number) }
            return .text(name == "image" ? Self.image(row[name]) : Self.text(row[name]))
          })
      })
  }
}
