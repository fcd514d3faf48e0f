import LuaSyntax

extension ScriptCheck {
  /// The names in a literal table of `fringe.params`, or nil where some cannot be known.
  static func parameters(in table: TableConstructor) -> [String: ValueType]? {
    var fields: [String: ValueType] = [:]
    for item in table.items {
      guard case .name(let key) = item.key else { return nil }
      fields[key.text] = .unknown
      if case .table(let inner) = item.value, !inner.items.isEmpty, !isDeclaration(inner),
        let group = parameters(in: inner)
      {
        fields[key.text] = .parameters(group, isGroup: true)
      }
    }
    return fields
  }

  static func isDeclaration(_ table: TableConstructor) -> Bool {
    let keys = ["type", "min", "max", "choices", "unit", "help"]
    return table.items.contains { item in
      switch item.key {
      case .name(let key): keys.contains(key.text)
      case .place, .computed: true
      }
    }
  }

  /// The names in a literal table of `p:with`.
  func check(_ table: TableConstructor, against fields: [String: ValueType]) {
    for item in table.items {
      guard case .name(let key) = item.key else { continue }
      let type = typeOfMember(key, of: .parameters(fields, isGroup: true))
      if case .parameters(let inner, _) = type, case .table(let changes) = item.value {
        check(changes, against: inner)
      }
    }
  }
}
