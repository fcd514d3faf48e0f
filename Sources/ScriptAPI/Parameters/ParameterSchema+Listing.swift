import Scripting

extension ParameterSchema {
  /// The parameters with their defaults, ranges, units and help: one a line.
  ///
  /// - Parameter order: Words in the order in which they come; a Lua table does not know it.
  func listing(order: [String]) -> String {
    let rank = { (entry: ParameterEntry) in
      entry.name.split(separator: ".").map { word in order.firstIndex(of: String(word)) ?? order.count }
    }
    let sorted = entries.sorted { rank($0).lexicographicallyPrecedes(rank($1)) }
    return TwoColumns.text(
      sorted.map { entry in
        let standard = entry.standard.map { " = \($0.luaText)" } ?? ""
        return (entry.name + standard + (entry.unit.map { " \($0)" } ?? ""), entry.notes)
      })
  }
}

extension ParameterEntry {
  /// What there is to say besides the default: `the particle is darker than this (from 0 to 5)`.
  fileprivate var notes: String {
    [help, constraint.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
  }

  /// What the default does not show of the values that are possible.
  private var constraint: String? {
    switch type {
    case _ where !choices.isEmpty: expected
    case .number where standard != nil, .list: limits
    case .string where standard != nil, .boolean where standard != nil: nil
    default: expected
    }
  }
}
