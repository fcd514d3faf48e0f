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
    if let method = call.method {
      if ["save", "write"].contains(method.text) { noteSaving() }
      return types(of: method, on: base, call)
    }
    switch base {
    case .function(let function, let name):
      if name.contains(":") { return dotCall(of: function, calledAs: name, call) }
      if ["save", "create", "output"].contains(where: function.name.hasPrefix) { noteSaving() }
      check(call.arguments, of: function, calledAs: name, line: call.line)
      return results(of: function, call)
    default: return results(ofGlobal: call, call.arguments.map { type(of: $0) })
    }
  }

  /// The function of the library that a call is of, where that is plain from names.
  func function(of call: Call) -> Function? {
    guard call.callee.isNames else { return nil }
    let base = type(of: call.callee)
    let called = call.method.map { $0.text == "with" ? .unknown : typeOfMember($0, of: base) } ?? base
    if case .function(let function, let name) = called, name.contains(":") == (call.method != nil) {
      return function
    }
    return nil
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
    if case .object(let owner) = base, library.wholeClass(owner) != nil,
      case .function(let function, let name) = typeOfMember(method, of: base)
    {
      check(call.arguments, of: function, calledAs: name, line: call.line)
      return results(of: function, call)
    }
    let purpose = HandedOver.Purpose(types: [], measures: method.text == "map_windows")
    for argument in call.arguments { look(through: argument, for: purpose) }
    switch base {
    case .module:
      let isFunction = library.functions.contains { $0.name == method.text }
      if isFunction {
        report(method.line, "\(library.name).\(method.text) is called with a dot, not a colon")
      } else {
        _ = typeOfMember(method, of: base)
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
    of function: Function, calledAs name: String, _ call: Call
  ) -> [ValueType] {
    for argument in call.arguments { type(of: argument) }
    var isReceiver = !call.arguments.isEmpty
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
}

extension Expression {
  /// Whether it is `a` or `a.b.c`.
  fileprivate var isNames: Bool {
    switch self {
    case .name: true
    case .field(let base, _): base.isNames
    default: false
    }
  }
}
