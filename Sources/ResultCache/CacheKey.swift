import Hashing

/// What a result depends on, as one name: the SHA-256 of all of it.
public struct CacheKey: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  public let text: String

  /// - Parameters:
  ///   - step: The kind of result: `"image:roll"`.
  ///   - body: Adds everything that the result depends on, always in the same order.
  public init(_ step: String, _ body: (inout Ingredients) -> Void) {
    var ingredients = Ingredients()
    ingredients.add(step)
    body(&ingredients)
    text = ingredients.hash.hexadecimalDigest()
  }

  /// Values on their way into a key. Each is preceded by its kind and length, so that no two lists of values look alike.
  public struct Ingredients {
    fileprivate var hash = SHA256()

    private enum Kind: UInt8 {
      case text, integer, number, nothing, list
    }

    private mutating func begin(_ kind: Kind, _ length: Int) {
      withUnsafeBytes(of: UInt64(length) << 8 | UInt64(kind.rawValue)) { hash.update($0) }
    }

    public mutating func add(_ text: String) {
      begin(.text, text.utf8.count)
      hash.update(text)
    }

    public mutating func add(_ number: Int) {
      begin(.integer, 1)
      withUnsafeBytes(of: Int64(number)) { hash.update($0) }
    }

    /// By its bits: 0 and -0 differ.
    public mutating func add(_ number: Double?) {
      begin(number == nil ? .nothing : .number, 1)
      withUnsafeBytes(of: number?.bitPattern ?? 0) { hash.update($0) }
    }

    /// By their bytes as they are in memory.
    public mutating func add<Element: BitwiseCopyable>(_ values: [Element]) {
      begin(.list, values.count * MemoryLayout<Element>.stride)
      values.withUnsafeBytes { hash.update($0) }
    }
  }
}
