import ResultCache

/// A limit as the command line gives it: `4G`, `10m`, or `none`.
public struct Limit: Sendable, Equatable {
  /// As it was given.
  public let text: String
  /// nil: none.
  let value: Double?

  /// Bytes, as ``ByteCount`` reads them; at least a million.
  public init?(memory text: String) {
    self.init(text, range: 1e6...1e15) { ByteCount.parse(text).map(Double.init) }
  }

  /// Seconds: a number with s, m or h.
  public init?(time text: String) {
    self.init(text, range: 1e-3...1e8) {
      let factor = text.last.flatMap { ["s": 1, "m": 60, "h": 3600][$0] as Double? }
      return Double(factor == nil ? text[...] : text.dropLast()).map { $0 * (factor ?? 1) }
    }
  }

  private init?(_ text: String, range: ClosedRange<Double>, read: () -> Double?) {
    self.text = text
    guard text != "none" else {
      value = nil
      return
    }
    guard let number = read(), range.contains(number) else { return nil }
    value = number
  }
}
