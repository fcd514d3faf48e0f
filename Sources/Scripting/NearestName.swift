/// Finds what somebody may have meant.
public enum NearestName {
  /// The candidate that is fewest edits away from `name`, if that is few enough to be a slip.
  public static func of(_ name: String, among candidates: [String]) -> String? {
    let limit = max(1, name.count / 3)
    return
      candidates
      .map { (name: $0, distance: distance(name, $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
      .name
  }

  /// `; did you mean "columns"?`, or nothing.
  public static func hint(_ name: String, among candidates: [String]) -> String {
    of(name, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// The same; where nothing is near, `; fringe help Image lists them`.
  static func hint(_ name: String, among candidates: [String], listedBy command: String) -> String {
    let hint = hint(name, among: candidates)
    return hint.isEmpty ? "; \(command) lists them" : hint
  }

  /// Edits (insertions, deletions, replacements, exchanges of neighbours) from one word to another.
  private static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased())
    let b = Array(second.lowercased())
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1]
      for j in 0..<b.count {
        var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        current.append(best)
      }
      (before, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
