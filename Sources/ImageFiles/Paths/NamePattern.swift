/// A pattern for one name in a folder: `*` is any text, `?` any character, all else itself, whatever its case.
///
/// A name that begins with a dot is matched only by a pattern that does.
package struct NamePattern {
  private let characters: [Character]
  private let matchesHidden: Bool

  package init(_ pattern: some StringProtocol) {
    characters = Array(pattern.lowercased())
    matchesHidden = pattern.first == "."
  }

  /// Whether it has `*` or `?`.
  static func isPattern(_ text: some StringProtocol) -> Bool { text.contains { $0 == "*" || $0 == "?" } }

  package func matches(_ name: String) -> Bool {
    guard matchesHidden || !name.hasPrefix(".") else { return false }
    let name = Array(name.lowercased())
    var (i, j) = (0, 0)
    // Where the last `*` stands, and how far the name was matched then: there it may take one character more.
    var star: (pattern: Int, name: Int)?
    while j < name.count {
      if i < characters.count, characters[i] == "*" {
        star = (i, j)
        i += 1
      } else if i < characters.count, characters[i] == "?" || characters[i] == name[j] {
        (i, j) = (i + 1, j + 1)
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (i, j) = (last.pattern + 1, last.name + 1)
      } else {
        return false
      }
    }
    return characters[i...].allSatisfy { $0 == "*" }
  }
}

/// Alternatives in braces: `a.{dm4,tif}` is `a.dm4` and `a.tif`. They may be nested and hold slashes.
///
/// Braces without a partner or without a comma stand for themselves.
package enum Braces {
  /// More alternatives than this are a slip.
  package static let limit = 1000

  /// The patterns without braces that a pattern means; nil when they are more than ``limit``.
  package static func expand(_ pattern: String) -> [String]? {
    let characters = Array(pattern)
    guard let (open, parts, close) = firstGroup(characters) else { return [pattern] }
    var results: [String] = []
    for part in parts {
      guard
        let expanded = expand(String(characters[..<open] + part + characters[(close + 1)...])),
        results.count + expanded.count <= limit
      else { return nil }
      results += expanded
    }
    return results
  }

  /// The first group with a comma: the places of its braces, and what stands between its commas.
  private static func firstGroup(
    _ characters: [Character]
  ) -> (open: Int, parts: [ArraySlice<Character>], close: Int)? {
    for open in characters.indices where characters[open] == "{" {
      var depth = 0
      var start = open + 1
      var parts: [ArraySlice<Character>] = []
      for place in open..<characters.count {
        switch characters[place] {
        case "{": depth += 1
        case "}" where depth == 1:
          guard !parts.isEmpty else { depth = 0; break }
          return (open, parts + [characters[start..<place]], place)
        case "}": depth -= 1
        case "," where depth == 1:
          parts.append(characters[start..<place])
          start = place + 1
        default: break
        }
        if depth == 0 { break }
      }
    }
    return nil
  }
}
