/// Columns of numbers and texts with names and units: a histogram, a profile, a summary of many files.
public struct Table: Hashable, Sendable {
  /// What stands in one row of one column; a missing value is the number NaN.
  public enum Cell: Hashable, Sendable {
    case number(Double)
    case text(String)

    public static let missing = Cell.number(.nan)
  }

  /// One column.
  public struct Column: Hashable, Sendable {
    /// A name that scripts can write after a dot: `spacing_sigma`.
    public let name: String
    /// The unit, or nil for plain numbers and texts.
    public let unit: String?
    public internal(set) var cells: [Cell]

    public init(_ name: String, unit: String? = nil, cells: [Cell] = []) {
      self.name = name
      self.unit = unit
      self.cells = cells
    }

    /// A column of numbers; NaN where there is none.
    public init(_ name: String, unit: String? = nil, values: [Double]) {
      self.init(name, unit: unit, cells: values.map(Cell.number))
    }

    /// An empty column from what stands at its head: `spacing (nm)` is the name `spacing` and the unit `nm`.
    public init(heading: String) {
      // " (" separates the two; the first one, as units may have parentheses of their own.
      let pairs = zip(heading.indices, heading.indices.dropFirst())
      let space = pairs.first { heading[$0] == " " && heading[$1] == "(" }
      guard let (end, start) = space, end > heading.startIndex, heading.hasSuffix(")") else {
        self.init(heading)
        return
      }
      self.init(
        String(heading[..<end]), unit: String(heading[heading.index(after: start)...].dropLast()))
    }

    /// Name and unit as at the head of a column: `spacing (nm)`.
    public var heading: String { unit.map { "\(name) (\($0))" } ?? name }

    /// The numbers; NaN for texts.
    public var values: [Double] {
      cells.map { cell in
        switch cell {
        case .number(let number): number
        case .text: .nan
        }
      }
    }
  }

  public private(set) var columns: [Column]

  /// - Precondition: All columns have as many cells, and names of their own.
  public init(_ columns: [Column]) {
    precondition(columns.allSatisfy { $0.cells.count == columns.first?.cells.count })
    precondition(Set(columns.map(\.name)).count == columns.count)
    self.columns = columns
  }

  public var rowCount: Int { columns.first?.cells.count ?? 0 }

  /// The column with this name; nil when there is none.
  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// Appends a row; a column that is not among the cells is left empty there, a cell without a column is left out.
  public mutating func append(_ row: [String: Cell]) {
    for index in columns.indices { columns[index].cells.append(row[columns[index].name] ?? .missing) }
  }

  /// The rows in another order, or some of them: `places` counted from 0.
  public func rows(_ places: [Int]) -> Table {
    Table(
      columns.map { column in
        Column(column.name, unit: column.unit, cells: places.map { column.cells[$0] })
      })
  }

  /// The rows in the order of a column's cells: numbers by value, then texts as `textPrecedes` says, missing values at
  /// the end. Rows with equal cells stay in their order.
  ///
  /// - Parameter isDescending: The highest first; missing values are at the end all the same.
  public func sorted(
    by column: Column, isDescending: Bool = false, textPrecedes: (String, String) -> Bool
  ) -> Table {
    func precedes(_ a: Cell, _ b: Cell) -> Bool {
      switch (a, b) {
      case (.number(let a), .number(let b)): a < b
      case (.text(let a), .text(let b)): textPrecedes(a, b)
      case (.number, .text): true
      case (.text, .number): false
      }
    }
    let places = column.cells.indices
    let present = places.filter { !column.cells[$0].isMissing }
    // The standard library's sort is stable.
    let ordered = present.sorted { a, b in
      let (a, b) = (column.cells[a], column.cells[b])
      return isDescending ? precedes(b, a) : precedes(a, b)
    }
    return rows(ordered + places.filter { column.cells[$0].isMissing })
  }
}

extension Table.Cell {
  /// Whether it is the number NaN.
  public var isMissing: Bool {
    switch self {
    case .number(let number): number.isNaN
    case .text: false
    }
  }
}
