import Scripting

extension ParameterSchema {
  /// The parameters with their defaults, ranges, units and help: one a line.
  var listing: String {
    TwoColumns.text(
      entries.map { entry in
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
