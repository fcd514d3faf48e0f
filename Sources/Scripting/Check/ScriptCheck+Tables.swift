import LuaSyntax

extension ScriptCheck {
  /// Looks at a table that is written down where a value of these types is expected: names that it cannot have, values that
  /// it cannot have under them, and names that it lacks.
  ///
  /// - Parameter place: Where it stands in the call: `atoms.strain`.
  func check(_ table: TableConstructor, as luaTypes: [String], of function: String, at place: String) {
    var forms = TableForms()
    for type in luaTypes { forms.add(type, of: library) }
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

/// How a table may be built that is of a type as LuaCATS writes it.
private struct TableForms {
  /// The fields of each type of table with names.
  private var records: [[TypeDeclaration.Field]] = []
  /// The types that the elements of a list may be of.
  private(set) var elements: [String] = []
  /// Whether values without names may stand in it, of which no more is known.
  private(set) var hasPlaces = false
  /// Whether it may be any table.
  private(set) var isOpen = false

  mutating func add(_ luaType: String, of library: Library) {
    for type in TypeList.alternatives(luaType) {
      if type.hasSuffix("[]") {
        elements.append(String(type.dropLast(2)))
      } else if type.hasPrefix("{") {
        addInline(type)
      } else if let declared = library.types.first(where: { $0.name == type }) {
        if !declared.fields.isEmpty { records.append(declared.fields) }
        for alternative in declared.alternatives { add(alternative, of: library) }
      } else if type == "table" || type == "any" || type.hasPrefix("table<") {
        isOpen = true
      }
    }
  }

  /// `{ [1]: Image, limit: number? }`.
  private mutating func addInline(_ type: String) {
    let parts = TypeList.named(type)
    hasPlaces = hasPlaces || parts.contains { $0.name.hasPrefix("[") }
    records.append(
      parts.filter { !$0.name.hasPrefix("[") }.map { TypeDeclaration.Field($0.name, $0.type ?? "any", "") })
  }

  /// The names of all fields, each once.
  var names: [String] {
    records.joined().map(\.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func types(of name: String) -> [String] { records.joined().filter { $0.name == name }.map(\.luaType) }

  /// A field that must be there, where it is clear which fields these are.
  func missing(from given: Set<String>) -> String? {
    guard records.count == 1 else { return nil }
    return records[0].first { !$0.luaType.hasSuffix("?") && !given.contains($0.name) }?.name
  }
}
