/// What is under a pixel of a map.
public struct ResultReading: Sendable {
  /// The map pixel.
  public let row, column: Int
  /// Its place in the source, pixels.
  public let sourceRow, sourceColumn: Int
  /// The source's value there; NaN where it is missing.
  public let intensity: Double
  /// One for each of the result's groups.
  public let groups: [Group]

  public struct Group: Sendable {
    /// As the result's group is called.
    public var title: String
    public var values: [Value]
    /// How the values came about: `ok`, `weak`; nil where there is nothing to say.
    public var status: String?
    /// Why there is no value, or what is odd about it; nil where all is well.
    public var reason: String?
  }

  /// A number with its uncertainty.
  public struct Value: Sendable {
    /// As scripts call it: `spacing`.
    public var name: String
    /// As people read it: `d`.
    public var symbol: String
    /// NaN where there is none.
    public var value: Double
    /// 1σ; NaN where it is not known.
    public var sigma: Double
    /// `nm`, `°`; empty for plain numbers.
    public var unit: String

    public init(_ name: String, _ symbol: String, _ value: Float, sigma: Float = .nan, unit: String = "") {
      (self.name, self.symbol, self.unit) = (name, symbol, unit)
      (self.value, self.sigma) = (Double(value), Double(sigma))
    }
  }
}
