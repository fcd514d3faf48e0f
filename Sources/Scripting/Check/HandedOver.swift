import LuaSyntax

/// What local functions get that are only ever handed over to functions of the library, told by the places of names.
struct HandedOver {
  private var uses: [Int: Set<Int>] = [:]
  private var handings: [Int: [Int: [ValueType]]] = [:]

  mutating func noteUse(_ name: Name, of local: Name) { uses[local.offset, default: []].insert(name.offset) }

  mutating func note(_ name: Name, of local: Name, getting types: [ValueType]) {
    handings[local.offset, default: [:]][name.offset] = types
  }

  /// What is known of the arguments of a function; nothing where it is also used in other ways.
  func types(to local: Name) -> [ValueType] {
    guard let all = handings[local.offset], all.count == uses[local.offset]?.count else { return [] }
    let count = all.values.map(\.count).min() ?? 0
    return (0..<count).map { place in
      let types = all.values.map { $0[place] }
      return types.dropFirst().reduce(types[0]) { $0.common(with: $1) }
    }
  }
}
