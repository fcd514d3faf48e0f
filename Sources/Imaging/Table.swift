/// Columns of numbers with names and units: a histogram, a profile, a summary.
public struct Table: Hashable, Sendable {
  /// One column.
  public struct Column: Hashable, Sendable {
    /// A name that scripts can write after a dot: `spacing_sigma`.
    public let name: String
    /// The unit, or nil for plain numbers.
    public let unit: String?
    /// The values; NaN where there is none.
    public var values: [Double]

    public init(_ name: String, unit: String? = nil, values: [Double]) {
      self.name = name
      self.unit = unit
      self.values = values
    }

    /// Name and unit as at the head of a column: `spacing (nm)`.
    public var heading: String { unit.map { "\(name) (\($0))" } ?? name }
  }

  public private(set) var columns: [Column]

  /// - Precondition: All columns have as many values.
  public init(_ columns: [Column]) {
    precondition(columns.allSatisfy { $0.values.count == columns.first?.values.count })
    self.columns = columns
  }

  public var rowCount: Int { columns.first?.values.count ?? 0 }

  /// The values of the column with this name; nil when there is none.
  public subscript(name: String) -> [Double]? { columns.first { $0.name == name }?.values }
}
