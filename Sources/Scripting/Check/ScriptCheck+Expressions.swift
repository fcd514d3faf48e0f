import LuaSyntax

extension ScriptCheck {
  /// Looks through an expression, and tells what is known of its (first) value.
  @discardableResult
  func type(of expression: Expression) -> ValueType {
    switch expression {
    case .literal, .string: return .unknown
    case .name(let name):
      guard let local = scopes.find(name.text) else { return typeOfGlobal(name) }
      handedOver.noteUse(name, of: local.name)
      return local.type
    case .function(let function):
      walk(function)
      return .unknown
    case .table(let table): return type(of: table)
    case .field(let base, let name): return typeOfMember(name, of: typeOfBase(base))
    case .element(let base, let key):
      type(of: key)
      return typeOfElement(of: type(of: base))
    case .call(let call): return types(of: call).first ?? .unknown
    case .parentheses(let inner): return type(of: inner)
    case .unary(let symbol, let operand):
      let type = type(of: operand)
      return result(of: ["-": "__unm", "~": "__bnot"][symbol], on: [type])
    case .binary(let symbol, let left, let right): return type(of: symbol, left, right)
    }
  }

  /// The types of a list of expressions, of which the last one may give several values.
  func types(of expressions: [Expression], count: Int) -> [ValueType] {
    var types: [ValueType] = []
    for (place, expression) in expressions.enumerated() {
      if place == expressions.count - 1, case .call(let call) = expression {
        types += self.types(of: call)
      } else {
        types.append(type(of: expression))
      }
    }
    return (0..<count).map { types.indices.contains($0) ? types[$0] : .unknown }
  }

  private func type(of table: TableConstructor) -> ValueType {
    var elements: [ValueType] = []
    for item in table.items {
      if case .computed(let key) = item.key { type(of: key) }
      let type = type(of: item.value)
      if case .place = item.key { elements.append(type) }
    }
    guard elements.count == table.items.count, let first = elements.first else { return .unknown }
    return .list(elements.dropFirst().reduce(first) { $0.common(with: $1) })
  }

  private func type(of symbol: String, _ left: Expression, _ right: Expression) -> ValueType {
    let (a, b) = (type(of: left), type(of: right))
    switch symbol {
    case "and": return b
    case "or": return a.common(with: b)
    default:
      let events = [
        "+": "__add", "-": "__sub", "*": "__mul", "/": "__div", "^": "__pow", "&": "__band", "|": "__bor",
        "~": "__bxor",
      ]
      return result(of: events[symbol], on: [a, b])
    }
  }

  /// What an operator gives; unknown where its two sides would give different things.
  private func result(of event: String?, on operands: [ValueType]) -> ValueType {
    let results = operands.compactMap { operand -> ValueType? in
      guard let event, let name = operand.objectName else { return nil }
      let item = library.wholeClass(name)?.operators.first { $0.event == event }
      return item.map { library.valueType($0.returns) }
    }
    guard let first = results.first else { return .unknown }
    return results.dropFirst().reduce(first) { $0.common(with: $1) }
  }

  // MARK: - Members

  func typeOfElement(of base: ValueType) -> ValueType {
    switch base {
    case .list(let element): return element
    case .object: return result(of: "__index", on: [base])
    default: return .unknown
    }
  }

  /// What `base.name` is; a name that is not there is reported.
  func typeOfMember(_ name: Name, of base: ValueType) -> ValueType {
    let word = name.text
    switch base {
    case .module:
      if let function = library.functions.first(where: { $0.name == word }) {
        return .function(function, calledAs: "\(library.name).\(word)")
      }
      let fields =
        library.properties.map { ($0.name, $0.luaType) } + library.constants.map { ($0.name, $0.luaType) }
      if let field = fields.first(where: { $0.0 == word }) { return library.valueType(field.1) }
      unknown(
        name, in: library.name, "function or field", among: library.functions.map(\.name) + fields.map(\.0))
    case .standard(let table):
      let names = (globals[table] ?? []).union(addedFields[table] ?? [])
      if !names.contains(word) { unknown(name, in: table, "field", among: Array(names)) }
    case .parameters(let fields, let isGroup):
      if let type = fields[word] { return type }
      if isGroup || word != "with" {
        unknown(name, in: "this script", "parameter", among: Array(fields.keys))
      }
    case .object(let owner): return typeOfMember(name, ofObject: owner)
    default: break
    }
    return .unknown
  }

  private func typeOfMember(_ name: Name, ofObject owner: String) -> ValueType {
    if let declaration = library.wholeClass(owner) {
      if let field = declaration.properties.first(where: { $0.name == name.text }) {
        return library.valueType(field.luaType)
      }
      if let method = declaration.methods.first(where: { $0.name == name.text }) {
        return .function(method, calledAs: "\(declaration.instanceName):\(method.name)")
      }
      guard declaration.ownField == nil else { return .unknown }
      let names = declaration.properties.map(\.name) + declaration.methods.map(\.name)
      let hint = NearestName.hint(
        name.text, among: names, listedBy: "\(library.name) help \(declaration.instanceName)")
      report(name.line, "\(owner) has no field or method \"\(name.text)\"\(hint)")
    } else if let type = library.types.first(where: { $0.name == owner }) {
      if let field = type.fields.first(where: { $0.name == name.text }) {
        return library.valueType(field.luaType)
      }
      if addedFields[owner]?.contains(name.text) != true {
        unknown(name, in: owner, "field", among: type.fields.map(\.name))
      }
    }
    return .unknown
  }

  /// Reports an assignment to a field that cannot be set, and remembers one that a plain table gets.
  func checkAssignment(of name: Name, in base: ValueType) {
    switch base {
    case .module:
      guard library.properties.first(where: { $0.name == name.text })?.isSettable != true else { return }
      report(name.line, "\(library.name).\(name.text) cannot be set")
    case .standard(let table): addedFields[table, default: []].insert(name.text)
    case .object(let owner):
      guard let declaration = library.wholeClass(owner) else {
        addedFields[owner, default: []].insert(name.text)
        return
      }
      let settable = declaration.properties.filter(\.isSettable).map(\.name)
      guard !settable.contains(name.text) else { return }
      let hint = NearestName.hint(name.text, among: settable)
      report(name.line, "\(declaration.instanceName).\(name.text) cannot be set\(hint)")
    case .parameters(_, isGroup: false):
      report(name.line, "a parameter cannot be set; p:with { \(name.text) = … } gives others")
    default: break
    }
  }

  private func unknown(_ name: Name, in owner: String, _ what: String, among names: [String]) {
    report(name.line, "\(owner) has no \(what) \"\(name.text)\"\(NearestName.hint(name.text, among: names))")
  }
}
