import Scripting

/// The parameters that a script declares, in order of their names.
struct ParameterSchema {
  private(set) var entries: [ParameterEntry] = []
  /// The names of groups, with the groups around them: `mask`, `mask.edge`.
  private(set) var groups: Set<String> = []

  func entry(_ name: String) -> ParameterEntry? { entries.first { $0.name == name } }

  /// The names that stand beside each other in a group, without the group's own.
  func names(in group: String?) -> [String] {
    let prefix = group.map { $0 + "." } ?? ""
    var names: [String] = []
    for entry in entries where entry.name.hasPrefix(prefix) {
      let name = String(entry.name.dropFirst(prefix.count).prefix { $0 != "." })
      if names.last != name { names.append(name) }
    }
    return names
  }

  mutating func add(_ entry: ParameterEntry) {
    entries.append(entry)
    entries.sort { $0.name < $1.name }
  }

  mutating func addGroup(_ name: String) { groups.insert(name) }

  /// What to say of a name that was not declared.
  func unknown(_ name: String) -> Mismatch {
    let group = name.lastIndex(of: ".").map { String(name[..<$0]) }.flatMap { groups.contains($0) ? $0 : nil }
    let prefix = group.map { $0 + "." } ?? ""
    let valid = names(in: group).map { prefix + $0 }
    let near =
      NearestName.of(name, among: valid) ?? NearestName.of(name, among: entries.map(\.name))
      ?? elsewhere(name)
    let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
    return Mismatch(
      "unknown parameter \"\(name)\"\(hint); the parameters are \(valid.joined(separator: ", "))")
  }

  /// A parameter of another group, of which the last word is nearest to that of `name`.
  private func elsewhere(_ name: String) -> String? {
    let word = NearestName.of(Self.lastWord(name), among: entries.map { Self.lastWord($0.name) })
    return entries.first { Self.lastWord($0.name) == word }?.name
  }

  private static func lastWord(_ name: String) -> String { String(name.split(separator: ".").last ?? "") }
}
