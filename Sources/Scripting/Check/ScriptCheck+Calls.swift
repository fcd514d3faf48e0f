import LuaSyntax

extension ScriptCheck {
  /// Looks through a call, and tells what is known of its results.
  @discardableResult
  func types(of call: Call) -> [ValueType] {
    if call.startsLine {
      report(
        call.line,
        "this line starts with ( and so calls what stands before it; put a ; in front if that is not meant")
    }
    let base = type(of: call.callee)
    let arguments = typesOfArguments(of: call)
    if let method = call.method {
      if ["save", "write"].contains(method.text) { noteSaving() }
      return types(of: method, on: base, call)
    }
    switch base {
    case .function(let function, let name):
      if name.contains(":") { return dotCall(of: function, calledAs: name, call, arguments) }
      if ["save", "create", "output"].contains(where: function.name.hasPrefix) { noteSaving() }
      check(call.arguments, of: function, calledAs: name, line: call.line)
      return results(of: function, call)
    default: return results(ofGlobal: call, arguments)
    }
  }

  /// What the globals return that hand on what they get.
  private func results(ofGlobal call: Call, _ arguments: [ValueType]) -> [ValueType] {
    let argument = arguments.first ?? .unknown
    if isGlobal("require", call.callee), case .string(library.name) = call.arguments.first {
      return [.module]
    }
    if isGlobal("ipairs", call.callee) { return [.iterator([.unknown, typeOfElement(of: argument)])] }
    if isGlobal("assert", call.callee) { return arguments }
    return []
  }

  private func types(of method: Name, on base: ValueType, _ call: Call) -> [ValueType] {
    switch base {
    case .module:
      let isFunction = library.functions.contains { $0.name == method.text }
      if isFunction {
        report(method.line, "\(library.name).\(method.text) is called with a dot, not a colon")
      } else {
        _ = typeOfMember(method, of: base)
      }
    case .object(let owner) where library.wholeClass(owner) != nil:
      if case .function(let function, let name) = typeOfMember(method, of: base) {
        check(call.arguments, of: function, calledAs: name, line: call.line)
        return results(of: function, call)
      }
    case .parameters(let fields, isGroup: false) where method.text == "with":
      if case .table(let table) = call.arguments.first { check(table, against: fields) }
      return [base]
    case .parameters: _ = typeOfMember(method, of: base)
    default: break
    }
    return []
  }

  /// `image.bin(2)` where `image:bin(2)` was meant.
  private func dotCall(
    of function: Function, calledAs name: String, _ call: Call, _ arguments: [ValueType]
  ) -> [ValueType] {
    var isReceiver = arguments.first != nil
    switch call.arguments.first {
    case .literal, .string, .table: isReceiver = false
    default: break
    }
    guard isReceiver else {
      report(call.line, "call it with a colon: \(name)(…)")
      return []
    }
    return results(of: function, call)
  }

  private func results(of function: Function, _ call: Call) -> [ValueType] {
    var types = library.valueTypes(function.returns)
    if function.returns.hasSuffix("..."), let last = types.last { types += Array(repeating: last, count: 16) }
    if case .object("Parameters") = types.first, case .table(let table) = call.arguments.first,
      let fields = Self.parameters(in: table)
    {
      return [.parameters(fields, isGroup: false)]
    }
    return types
  }

  // MARK: - Arguments

  private func check(_ arguments: [Expression], of function: Function, calledAs name: String, line: Int) {
    let positions = function.parameters.filter { $0.place == .argument }
    let options = function.parameters.filter { $0.place == .option }
    let last = function.parameters.filter { $0.place == .last }
    let limit = positions.count + (options.isEmpty ? 0 : 1) + last.count
    if arguments.count > limit {
      report(line, "\(name) takes \(limit) argument\(limit == 1 ? "" : "s"), got \(arguments.count)")
    }
    for (parameter, argument) in zip(positions, arguments) {
      checkLiteral(argument, as: parameter, of: name, line: line)
    }
    // Calls and ... may give several values.
    if arguments.last.map(Self.givesOne) ?? true,
      let missing = positions.dropFirst(arguments.count).first(where: \.isRequired)
    {
      report(line, "\(name): \(missing.name) is missing: \(missing.expected)")
    }
    guard !options.isEmpty else { return }
    if positions.count < arguments.count {
      if case .table(let table) = arguments[positions.count] { check(table, against: options, of: name) }
    } else if arguments.last.map(Self.givesOne) ?? true, let missing = options.first(where: \.isRequired) {
      report(line, "\(name): the option \(missing.name) is missing")
    }
  }

  private static func givesOne(_ expression: Expression) -> Bool {
    switch expression {
    case .call, .literal("..."): false
    default: true
    }
  }

  private func check(_ table: TableConstructor, against options: [ParameterDeclaration], of name: String) {
    var given: Set<String> = []
    var isWhole = true
    for item in table.items {
      switch item.key {
      case .name(let key):
        given.insert(key.text)
        if let option = options.first(where: { $0.name == key.text }) {
          checkLiteral(item.value, as: option, of: name, line: key.line)
        } else {
          let names = options.map(\.name)
          report(
            key.line,
            "\(name): unknown option \"\(key.text)\"\(NearestName.hint(key.text, among: names)); the options are "
              + names.joined(separator: ", "))
        }
      case .place: report(table.line, "\(name): a value stands in the table of options without a name")
      case .computed: isWhole = false
      }
    }
    if isWhole, let missing = options.first(where: { $0.isRequired && !given.contains($0.name) }) {
      report(table.line, "\(name): the option \(missing.name) is missing")
    }
  }

  private func checkLiteral(
    _ value: Expression, as parameter: ParameterDeclaration, of name: String, line: Int
  ) {
    guard let literal = Literal(value), !literal.fits(parameter.luaType, isRequired: parameter.isRequired)
    else { return }
    report(line, "\(name): \(parameter.name): expected \(parameter.expected), got \(literal.summary)")
  }

  // MARK: - Parameters

  /// The names in a literal table of `fringe.params`, or nil where some cannot be known.
  private static func parameters(in table: TableConstructor) -> [String: ValueType]? {
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

  private static func isDeclaration(_ table: TableConstructor) -> Bool {
    let keys = ["type", "min", "max", "choices", "unit", "help"]
    return table.items.contains { item in
      switch item.key {
      case .name(let key): keys.contains(key.text)
      case .place, .computed: true
      }
    }
  }

  /// The names in a literal table of `p:with`.
  private func check(_ table: TableConstructor, against fields: [String: ValueType]) {
    for item in table.items {
      guard case .name(let key) = item.key else { continue }
      let type = typeOfMember(key, of: .parameters(fields, isGroup: true))
      if case .parameters(let inner, _) = type, case .table(let changes) = item.value {
        check(changes, against: inner)
      }
    }
  }
}
