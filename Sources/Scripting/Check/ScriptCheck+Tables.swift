import LuaSyntax

extension ScriptCheck {
  /// Looks at a table that is written down where a value of these types is expected: names that it cannot have, values that
  /// it cannot have under them, and names that it lacks.
  ///
  /// - Parameter place: Where it stands in the call: `atoms.strain`.
  func check(_ table: TableConstructor, as luaTypes: [String], of function: String, at place: String) {
    let forms = TableForms(luaTypes, of: library)
    guard !forms.isOpen else { return }
    let names = forms.names
    var given: Set<String> = []
    var isWhole = true
    var count = 0
    for item in table.items {
      switch item.key {
      case .name(let key) where names.contains(key.text):
        given.insert(key.text)
        check(
          item.value, as: forms.types(of: key.text), of: function, at: "\(place).\(key.text)", line: key.line)
      case .name(let key) where !names.isEmpty:
        isWhole = false
        report(
          key.line,
          "\(function): \(place): unknown field \"\(key.text)\"\(NearestName.hint(key.text, among: names)); the fields are "
            + names.joined(separator: ", "))
      case .place where !forms.elements.isEmpty:
        count += 1
        check(item.value, as: forms.elements, of: function, at: "\(place)[\(count)]", line: table.line)
      case .place where !forms.hasPlaces:
        isWhole = false
        report(table.line, "\(function): \(place): a value stands in the table of fields without a name")
      case .name, .place, .computed: isWhole = false
      }
    }
    let isRecord = !given.isEmpty || (forms.elements.isEmpty && !forms.hasPlaces)
    if isWhole, isRecord, let missing = forms.missing(from: given) {
      report(table.line, "\(function): \(place): \(missing) is missing")
    }
  }

  private func check(
    _ value: Expression, as luaTypes: [String], of function: String, at place: String, line: Int
  ) {
    guard let literal = Literal(value) else { return }
    if !luaTypes.contains(where: { literal.fits($0, isRequired: false) }) {
      let expected = TypeList.words(luaTypes.flatMap(TypeList.alternatives))
      report(line, "\(function): \(place): expected \(expected), got \(literal.summary)")
    } else if case .table(let table) = value {
      check(table, as: luaTypes, of: function, at: place)
    }
  }
}
