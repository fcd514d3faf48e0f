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
