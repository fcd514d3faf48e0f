import Scripting

/// The parameters of a script with their values: what `p` is.
struct ParameterSet {
  let schema: ParameterSchema
  private(set) var values: [String: ParameterValue] = [:]
  /// The names that were given by `--set`, which nothing changes.
  private(set) var fixed: Set<String> = []

  /// The defaults.
  ///
  /// - Parameter folder: That of the script, where paths among the defaults start.
  init(_ schema: ParameterSchema, folder: String) throws(Mismatch) {
    self.schema = schema
    for entry in schema.entries {
      values[entry.name] = try entry.standard.map { value throws(Mismatch) in
        try entry.accept(value, relativeTo: folder)
      }
    }
  }

  /// Puts values on top, name by name, also inside groups.
  ///
  /// - Parameter folder: That of the file which sets them, where paths start; empty: the current folder.
  mutating func apply(_ changes: ParameterTable, folder: String) throws(Mismatch) {
    if let first = changes.list.first { throw Mismatch("\(first.luaText) stands here without a name") }
    try apply(changes.named.sorted { $0.key < $1.key }, in: nil, folder: folder)
  }

  private mutating func apply(
    _ changes: [(key: String, value: ParameterValue)], in group: String?, folder: String
  ) throws(Mismatch) {
    for (word, value) in changes {
      let name = group.map { "\($0).\(word)" } ?? word
      if let entry = schema.entry(name) {
        let accepted = try entry.accept(value, relativeTo: folder)
        if !fixed.contains(name) { values[name] = accepted }
      } else if schema.groups.contains(name) {
        try apply(try members(of: name, in: value), in: name, folder: folder)
      } else {
        throw schema.unknown(name)
      }
    }
  }

  /// Sets a parameter, or some of a group, from the command line: nothing changes them any more.
  ///
  /// - Parameter value: nil takes a value away, where there is no default.
  mutating func fix(_ name: String, _ value: ParameterValue?) throws(Mismatch) {
    if let entry = schema.entry(name) {
      values[name] = try value.map { value throws(Mismatch) in try entry.accept(value, relativeTo: "") }
      fixed.insert(name)
      return
    }
    guard schema.groups.contains(name) else { throw schema.unknown(name) }
    for (word, value) in try members(of: name, in: value) { try fix("\(name).\(word)", value) }
  }

  /// What a table says of the members of a group, in order of name.
  private func members(
    of group: String, in value: ParameterValue?
  ) throws(Mismatch) -> [(key: String, value: ParameterValue)] {
    guard let table = value?.table, table.list.isEmpty else {
      throw Mismatch(
        "expected a table with any of \(schema.names(in: group).joined(separator: ", ")), got \(value?.summary ?? "nil")",
        at: group)
    }
    return table.named.sorted { $0.key < $1.key }
  }
}

// MARK: - As a script sees it

extension ParameterSet: OwnFields {
  static let className = "Parameters"

  var scriptDescription: String {
    "Parameters "
      + schema.entries.map { "\($0.name) = \(values[$0.name]?.luaText ?? "nil")" }.joined(separator: ", ")
  }

  var fieldNames: [String] { schema.names(in: nil) }

  /// The values as a table; groups are tables in it.
  var record: Record { record(in: nil) }

  private func record(in group: String?) -> Record {
    Record(
      schema.names(in: group).compactMap { word in
        let name = group.map { "\($0).\(word)" } ?? word
        if schema.groups.contains(name) { return (word, record(in: name)) }
        return values[name].map { (word, $0) }
      }, open: true)
  }
}
