import LuaSyntax

extension ScriptCheck {
  func check(_ arguments: [Expression], of function: Function, calledAs name: String, line: Int) {
    let positions = function.parameters.filter { $0.place == .argument }
    let options = function.parameters.filter { $0.place == .option }
    let last = function.parameters.filter { $0.place == .last }
    let limit = positions.count + (options.isEmpty ? 0 : 1) + last.count
    if arguments.count > limit {
      report(line, "\(name) takes \(limit) argument\(limit == 1 ? "" : "s"), got \(arguments.count)")
    }
    look(through: arguments, of: function)
    reportValues(beyond: limit, arguments, of: name, line: line)
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

  /// The last argument hands on all that it gives, as in `writer:add(fringe.simulate {})`.
  private func reportValues(beyond limit: Int, _ arguments: [Expression], of name: String, line: Int) {
    guard arguments.count <= limit, case .call(let call) = arguments.last, let function = function(of: call)
    else {
      return
    }
    let given = TypeList.parts(function.returns).prefix { !TypeList.type(of: $0).hasSuffix("?") }
    guard arguments.count - 1 + given.count > limit, !function.returns.hasSuffix("...") else { return }
    report(
      line,
      "\(name) takes \(limit) argument\(limit == 1 ? "" : "s"), and \(function.name) gives \(given.count) values; put its call in "
        + "parentheses, for the first one only")
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
      case .place:
        isWhole = false
        report(table.line, "\(name): a value stands in the table of options without a name")
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
    guard let literal = Literal(value) else { return }
    if !literal.fits(parameter.luaType, isRequired: parameter.isRequired) {
      report(line, "\(name): \(parameter.name): expected \(parameter.expected), got \(literal.summary)")
    } else if case .table(let table) = value {
      check(table, as: [parameter.luaType], of: name, at: parameter.name)
    }
  }

  // MARK: - Functions that are handed over

  /// Looks through arguments; a function among them gets what its declaration says.
  private func look(through arguments: [Expression], of function: Function) {
    let positions = function.parameters.filter { $0.place == .argument }
    let options = function.parameters.filter { $0.place == .option }
    let last = function.parameters.filter { $0.place == .last }
    func look(_ argument: Expression, as declared: ParameterDeclaration?) {
      let types = library.parameterTypes(of: declared?.luaType ?? "")
      let measures = function.name == "map_windows" && declared?.place == .last
      self.look(through: argument, for: .init(types: types, measures: measures))
    }
    for (place, argument) in arguments.enumerated() {
      let after = place - positions.count - (options.isEmpty ? 0 : 1)
      if place < positions.count {
        look(argument, as: positions[place])
      } else if case .table(let table) = argument, place == positions.count {
        for item in table.items {
          if case .computed(let key) = item.key { type(of: key) }
          look(item.value, as: options.first { $0.name == item.key.name })
        }
      } else {
        look(argument, as: last.indices.contains(after) ? last[after] : nil)
      }
    }
  }
}
