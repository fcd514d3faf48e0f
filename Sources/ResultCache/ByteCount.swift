/// Numbers of bytes as people write them: `500M`, `4G`; decimal units.
public enum ByteCount {
  private static let units: [(name: String, bytes: Int)] = [
    ("T", 1_000_000_000_000), ("G", 1_000_000_000), ("M", 1_000_000), ("k", 1000),
  ]

  /// The number that a text means; nil when it means none.
  public static func parse(_ text: String) -> Int? {
    let unit = units.first { text.uppercased().hasSuffix($0.name.uppercased()) }
    guard let number = Double(unit == nil ? text : String(text.dropLast())) else { return nil }
    let bytes = number * Double(unit?.bytes ?? 1)
    return bytes >= 0 && bytes < 1e18 ? Int(bytes) : nil
  }

  /// To two or three figures: `187 MB`.
  public static func text(_ bytes: Int) -> String {
    guard let unit = units.first(where: { bytes >= $0.bytes }) else { return "\(bytes) bytes" }
    let tenths = (bytes / (unit.bytes / 10) * 2 + bytes / (unit.bytes / 20) % 2 + 1) / 2
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit.name)B" : "\(tenths / 10) \(unit.name)B"
  }
}
