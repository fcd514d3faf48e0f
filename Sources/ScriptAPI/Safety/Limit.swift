/// A limit as the command line gives it: `4G`, `10m`, or `none`.
public struct Limit: Sendable, Equatable {
  /// As it was given.
  public let text: String
  /// nil: none.
  let value: Double?

  /// Bytes: a number with K, M, G or T (1024 of each other); at least a million.
  public init?(memory text: String) {
    self.init(text, units: ["K": 0x1p10, "M": 0x1p20, "G": 0x1p30, "T": 0x1p40], range: 1e6...1e15)
  }

  /// Seconds: a number with s, m or h.
  public init?(time text: String) {
    self.init(text, units: ["s": 1, "m": 60, "h": 3600], range: 1e-3...1e8)
  }

  private init?(_ text: String, units: [Character: Double], range: ClosedRange<Double>) {
    self.text = text
    guard text != "none" else {
      value = nil
      return
    }
    let factor = text.last.flatMap { units[$0] }
    guard let number = Double(factor == nil ? text[...] : text.dropLast()),
      range.contains(number * (factor ?? 1))
    else { return nil }
    value = number * (factor ?? 1)
  }
}
