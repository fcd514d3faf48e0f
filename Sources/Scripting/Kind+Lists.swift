extension Kind {
  /// A plain Lua list of such values.
  public static func list<Element>(of element: Kind<Element>, count: ClosedRange<Int> = 0...100_000) -> Kind
  where Value == [Element] {
    Kind(
      expected: "a list { … }, each \(element.expected)", luaType: "(\(element.luaType))[]",
      sample: "{ \(element.sample) }"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      // A list with names in it is a slip: { row = 1 } where { { row = 1 } } was meant.
      if slot.listCount == 0, let name = slot.firstName {
        throw Mismatch("expected a list, got a table with the field \"\(name)\"")
      }
      guard count.contains(slot.listCount) else {
        throw Mismatch("expected \(count.elements), got \(slot.listCount)")
      }
      var values: [Element] = []
      for place in 1...max(slot.listCount, 1) where place <= slot.listCount {
        values.append(
          try slot.element(place) { item throws(Mismatch) in
            do throws(Mismatch) { return try element.value(of: item) } catch {
              throw error.inside("[\(place)]")
            }
          })
      }
      return values
    }
  }
}

extension ClosedRange<Int> {
  /// `3 elements`, `1 to 16 elements`.
  fileprivate var elements: String {
    guard lowerBound == upperBound else { return "\(lowerBound) to \(upperBound) elements" }
    return lowerBound == 1 ? "1 element" : "\(lowerBound) elements"
  }
}

extension LuaSlot {
  /// Some name used as a key in a table, if there is one.
  var firstName: String? {
    var names: [String] = []
    forEach { key, _ in if let name = key.string { names.append(name) } }
    return names.min()
  }
}
