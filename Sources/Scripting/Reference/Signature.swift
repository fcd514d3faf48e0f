/// How a function is called and what it gives, for people.
struct Signature {
  let function: Function
  /// `image:bin`, `fringe.load`.
  let calledAs: String

  /// `image:bin(n, { method = "mean" })`.
  var call: String {
    let arguments = function.parameters.filter { $0.place == .argument }.map(\.name)
    let options = function.parameters.filter { $0.place == .option }.map {
      "\($0.name) = \($0.defaultText ?? "")"
    }
    let last = function.parameters.filter { $0.place == .last }.map(\.name)
    // As scripts write it: a lone table needs no parentheses.
    let list = options.joined(separator: ", ")
    let table = "{ \(list)\(list.hasSuffix(" ") ? "" : " ")}"
    if arguments.isEmpty, last.isEmpty, !options.isEmpty { return "\(calledAs) \(table)" }
    return "\(calledAs)(\((arguments + (options.isEmpty ? [] : [table]) + last).joined(separator: ", ")))"
  }

  /// With `--> Image` after it.
  var text: String { function.returns.isEmpty ? call : "\(call)  --> \(function.returns)" }
}

extension ParameterDeclaration {
  /// `method = "mean"`, or only the name.
  var nameAndDefault: String { defaultText.map { "\(name) = \($0)" } ?? name }

  /// What it means, what it may be, and whether it must be given.
  var explanation: String {
    let must =
      place == .option && isRequired
      ? ", required" : place == .argument && !isRequired ? ", may be left out" : ""
    let kind = "(\(expected)\(must))"
    return help.isEmpty ? kind : "\(help) \(kind)"
  }
}

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
}
