import LuaSyntax

/// The local functions that a script only ever hands over to functions of the library, told by the places of names.
struct HandedOver {
  /// What a function is handed over for.
  struct Purpose {
    /// What is known of what it gets, in order.
    var types: [ValueType]
    /// Whether it runs for `image:map_windows`: there `pairs` visits keys in a defined order.
    var measures: Bool
  }

  private var uses: [Int: Set<Int>] = [:]
  private var purposes: [Int: [Int: Purpose]] = [:]
  /// Whether what is walked now is in a function that measures windows.
  private(set) var measuresNow = false

  mutating func noteUse(_ name: Name, of local: Name) { uses[local.offset, default: []].insert(name.offset) }

  mutating func note(_ name: Name, of local: Name, _ purpose: Purpose) {
    purposes[local.offset, default: [:]][name.offset] = purpose
  }

  /// What a function is for; nil where it is also used in other ways.
  func purpose(of local: Name) -> Purpose? {
    guard let all = purposes[local.offset], all.count == uses[local.offset]?.count else { return nil }
    let count = all.values.map(\.types.count).min() ?? 0
    let types = (0..<count).map { place in
      let types = all.values.map { $0.types[place] }
      return types.dropFirst().reduce(types[0]) { $0.common(with: $1) }
    }
    return Purpose(types: types, measures: all.values.allSatisfy(\.measures))
  }

  /// Goes into a function, or one inside it; what was before is to be given back to ``leave(to:)``.
  mutating func enter(for purpose: Purpose?) -> Bool {
    defer { measuresNow = measuresNow || purpose?.measures == true }
    return measuresNow
  }

  mutating func leave(to before: Bool) { measuresNow = before }
}

extension ScriptCheck {
  /// Looks through an argument, which may be a function or the name of one.
  func look(through argument: Expression, for purpose: HandedOver.Purpose) {
    switch argument {
    case .function(let function): walk(function, for: purpose)
    case .name(let name):
      type(of: argument)
      if let local = scopes.find(name.text) { handedOver.note(name, of: local.name, purpose) }
    default: type(of: argument)
    }
  }
}
