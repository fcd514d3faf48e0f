/// The order in which people list files: numbers by value, letters without regard to case.
///
/// `frame2.tif` comes before `frame10.tif`, `a.tif` before `B.tif`. Folders are compared name by name, so that what lies
/// in one folder stays together. Letters compare by their Unicode values in lower case, whatever the locale; what is
/// equal so far is told apart by its bytes, so that the order is the same everywhere.
public enum NaturalOrder {
  /// Whether the text `a` comes before `b`.
  public static func precedes(_ a: String, _ b: String) -> Bool {
    let order = compare(a, b)
    return order == 0 ? a.utf8.lexicographicallyPrecedes(b.utf8) : order < 0
  }

  /// Paths in order.
  public static func sorted(_ paths: some Sequence<String>) -> [String] {
    paths.map { ($0, $0.split(separator: "/").map(String.init)) }
      .sorted { a, b in
        for (first, second) in zip(a.1, b.1) where first != second { return precedes(first, second) }
        return a.1.count == b.1.count ? a.0 < b.0 : a.1.count < b.1.count
      }
      .map(\.0)
  }

  /// Below 0, 0 or above 0 for `a` before, level with or after `b`.
  private static func compare(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased().unicodeScalars), Array(b.lowercased().unicodeScalars))
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if isDigit(a[i]), isDigit(b[j]) {
        let (first, second) = (number(a, &i), number(b, &j))
        if first.count != second.count { return first.count - second.count }
        for (x, y) in zip(first, second) where x != y { return x < y ? -1 : 1 }
      } else if a[i] != b[j] {
        return a[i] < b[j] ? -1 : 1
      } else {
        (i, j) = (i + 1, j + 1)
      }
    }
    return (a.count - i) - (b.count - j)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// The digits from `place` on without leading zeros; moves `place` behind them.
  private static func number(_ text: [Unicode.Scalar], _ place: inout Int) -> ArraySlice<Unicode.Scalar> {
    let start = place
    while place < text.count, isDigit(text[place]) { place += 1 }
    return text[start..<place].drop { $0 == "0" }
  }
}
