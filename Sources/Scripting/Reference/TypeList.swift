/// A list of types as LuaCATS writes them, taken apart: `Reflection[], string? reason`.
public enum TypeList {
  /// The parts between separators that are outside all brackets, without spaces around them.
  public static func parts(_ text: String, separator: Character = ",") -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if "([{<".contains(character) { depth += 1 }
      if ")]}>".contains(character) { depth -= 1 }
      if character == separator, depth == 0 {
        parts.append(part)
        part = ""
      } else if !(part.isEmpty && character == " ") {
        part.append(character)
      }
    }
    return part.isEmpty ? parts : parts + [part]
  }

  /// The type of a part, without the name that may follow it: `string?` of `string? reason`.
  public static func type(of part: String) -> String {
    var depth = 0
    for index in part.indices {
      if "([{<".contains(part[index]) { depth += 1 }
      if ")]}>".contains(part[index]) { depth -= 1 }
      // A colon goes on: fun(): Window.
      if part[index] == " ", depth == 0, part[..<index].last != ":" { return String(part[..<index]) }
    }
    return part
  }

  /// The types of which a value may be any, without the question mark: `number` and `Point` of `(number|Point)?`.
  static func alternatives(_ text: String) -> [String] {
    let text = text.hasSuffix("?") ? String(text.dropLast()) : text
    let parts = parts(text, separator: "|")
    guard parts.count == 1, text.hasPrefix("("), text.hasSuffix(")") else { return parts }
    return alternatives(String(text.dropFirst().dropLast()))
  }

  /// Names and types inside the first brackets: those of `fun(done: integer, total): any` and `{ limit: number? }`.
  static func named(_ text: String) -> [(name: String, type: String?)] {
    guard let start = text.firstIndex(where: { "({".contains($0) }) else { return [] }
    var depth = 0
    let end = text[start...].firstIndex { character in
      depth += "({".contains(character) ? 1 : ")}".contains(character) ? -1 : 0
      return depth == 0
    }
    return parts(String(text[text.index(after: start)..<(end ?? text.endIndex)])).map { part in
      let words = part.split(separator: ":", maxSplits: 1).map { $0.trimmed }
      return (words.first ?? "", words.count > 1 ? words[1] : nil)
    }
  }

  /// Types in words: `a number or a Crystal`.
  static func words(_ types: [String]) -> String {
    let words = types.map { type in
      switch type {
      case "integer": return "a whole number"
      case "boolean": return "true or false"
      case "true", "false": return type
      case _ where type.hasSuffix("[]"): return "a list"
      case _ where type.hasPrefix("fun"): return "a function"
      case _ where type.hasPrefix("\""): return type
      default: return "AEIOUaeiou".contains(type.first ?? "x") ? "an \(type)" : "a \(type)"
      }
    }
    return words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.joined(separator: " or ")
  }
}

extension Substring {
  /// Without spaces around it.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
