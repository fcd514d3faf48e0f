import Figures
import Imaging
import Scripting

/// `table:figure` and `table:polar`: columns of a table over another one.
enum TableFigure {
  static let methods: [Function] = [
    method(
      "figure", of: .table,
      "A graph of columns: a profile, a time series, a histogram. Missing values are gaps.",
      required("y", .columnNames, "the column, or a list of columns with one unit"),
      option("x", .string.sample("\"value\""), "the first column when left out; texts stand side by side"),
      option(
        "style", .choice(of: GraphPanel.Style.self), default: .line,
        "line: connected where x rises or falls throughout, else points; bars: from 0, a histogram"),
      option("error", .boolean, default: true, "whether ±1σ is drawn from <y>_sigma: bars, or a band"),
      option("range", .range, "{ lo, hi } of y, or \"symmetric\" for ±; all values when left out"),
      option("x_range", .interval, "{ lo, hi } of x; all values when left out"),
      option("title", .string, "stands above the graph"),
      option("label", .string, "of the y axis; names and unit of the columns when left out"),
      option("x_label", .string, "of the x axis; name and unit of the column when left out"),
      returns: "Figure"
    ) { _, table, names, x, style, showsError, range, xRange, title, label, xLabel in
      let columns = try names.map { try table.knownColumn($0).numbers() }
      var panel = try table.graph(
        of: columns, over: x.map { try table.knownColumn($0) }, showsError: showsError)
      (panel.style, panel.title, panel.range, panel.xRange) = (style, title, range ?? .automatic, xRange)
      panel.yLabel = label ?? panel.yLabel
      panel.xLabel = xLabel ?? panel.xLabel
      return Figure(panel)
    },
    method(
      "polar", of: .table, "A polar plot: values by direction, or how many rows lie in which direction.",
      required(
        "angle", .string.sample("\"value\""),
        "the column of angles: degrees, counter-clockwise from the right"),
      option(
        "radius", .string.sample("\"count\""),
        "the column of values, 0 or more; when left out, rows are counted"),
      option("bins", .integer(1...3600), default: 36, "wedges for counting, from 0 to the period"),
      option(
        "period", .period, default: .full, shown: "360",
        "360, or 180 for directions without a sense, as of planes: a half circle"),
      option("title", .string, "stands above the plot"),
      option("label", .string, "of the distance from the centre; name and unit of the column when left out"),
      returns: "Figure"
    ) { _, table, angle, radius, bins, period, title, label in
      let angles = try table.knownColumn(angle).numbers().values
      guard let radius else {
        return Figure(
          PolarPanel(counting: angles, bins: bins, period: period, title: title, label: label ?? "count"))
      }
      let column = try table.knownColumn(radius).numbers()
      return Figure(
        PolarPanel(
          angles: angles, values: column.values, period: period, title: title,
          label: label ?? column.printedHeading))
    },
  ]
}

extension Table {
  /// A graph of columns over another one, the first when nil.
  fileprivate func graph(of y: [Column], over x: Column?, showsError: Bool) throws(ScriptError) -> GraphPanel
  {
    guard let x = x ?? columns.first else { throw .failed("the table has no column") }
    let units = Set(y.map(\.unit))
    guard units.count == 1 else {
      let named = y.map { "\($0.name) (\($0.unit ?? "no unit"))" }
      throw .failed(
        "y: these columns have different units: \(named.joined(separator: ", ")); make a figure for each unit, and "
          + "put them together with fringe.figure")
    }
    let categories = x.cells.contains(where: \.isText) ? x.cells.map(\.shown) : nil
    let values = categories.map { $0.indices.map(Double.init) } ?? x.values
    let series = y.map { column in
      let sigma = showsError ? self.column(column.name + "_sigma")?.values : nil
      return GraphPanel.Series(column.printedName, x: values, y: column.values, sigma: sigma)
    }
    return GraphPanel(
      series, xLabel: categories != nil && x.unit == nil ? "" : x.printedHeading,
      yLabel: Self.label(of: y),
      categories: categories)
  }

  /// Names and unit of columns, only the unit of many: the legend names them.
  private static func label(of columns: [Column]) -> String {
    let unit = columns.first?.unit
    guard columns.count <= 3 else { return unit ?? "" }
    return columns.map(\.printedName).joined(separator: ", ") + (unit.map { " (\($0))" } ?? "")
  }

  /// - Throws: When there is none of this name; tells which there are.
  func knownColumn(_ name: String) throws(ScriptError) -> Column {
    if let column = column(name) { return column }
    let names = columns.map(\.name)
    throw .failed(
      "there is no column \"\(name)\"\(NearestName.hint(name, among: names)); the columns are "
        + names.joined(separator: ", "))
  }
}

extension Table.Column {
  /// As it is printed: `spacing 1`; of strains as on their maps, `ε_xx`.
  var printedName: String {
    switch name {
    case "exx", "eyy", "exy": "ε_" + name.dropFirst()
    default: String(name.map { $0 == "_" ? " " : $0 })
    }
  }
  /// Name and unit as they are printed.
  var printedHeading: String { printedName + (unit.map { " (\($0))" } ?? "") }

  /// The column, which has to be one of numbers.
  func numbers() throws(ScriptError) -> Table.Column {
    guard !cells.isEmpty, cells.allSatisfy({ $0.isText || $0.isMissing }), cells.contains(where: \.isText)
    else {
      return self
    }
    throw .failed("the column \"\(name)\" holds texts; a graph needs numbers")
  }
}

extension Table.Cell {
  var isText: Bool { if case .text = self { true } else { false } }

  /// A text as such, a number in digits.
  var shown: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.isNaN ? "" : NumberFormat.compact(number)
    }
  }
}

extension Kind where Value == [String] {
  /// A column, or a list of columns.
  static var columnNames: Kind {
    let list = Kind<[String]>.list(of: .string, count: 1...16)
    return Kind(
      expected: "the name of a column or a list of names", luaType: "string|string[]", sample: "\"count\""
    ) { slot throws(Mismatch) in
      if slot.isTable { return try list.value(of: slot) }
      return slot.string.map { [$0] }
    }
  }
}

extension Kind where Value == PolarPanel.Period {
  static var period: Kind {
    Kind(expected: "360 or 180", luaType: "integer", sample: "180") { slot in
      slot.number.flatMap(PolarPanel.Period.init(rawValue:))
    }
  }
}

extension Kind where Value == ClosedRange<Double> {
  /// Two finite numbers, the lower one first.
  static var interval: Kind {
    Kind(expected: "{ lo, hi } with lo < hi", luaType: "number[]", sample: "{ 90, 110 }") {
      slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 2 else { return nil }
      let ends = try Kind<[Double]>.list(of: .number).value(of: slot)
      return ends[0] < ends[1] ? ends[0]...ends[1] : nil
    }
  }
}
