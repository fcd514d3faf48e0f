/// How a table may be built that is of a type as LuaCATS writes it.
struct TableForms {
  /// The fields of each type of table with names.
  private var records: [[TypeDeclaration.Field]] = []
  /// The types that the elements of a list may be of.
  private(set) var elements: [String] = []
  /// Whether values without names may stand in it, of which no more is known.
  private(set) var hasPlaces = false
  /// Whether it may be any table.
  private(set) var isOpen = false

  /// The forms of a table that may be of any of some types.
  init(_ luaTypes: [String], of library: Library) {
    for type in luaTypes { add(type, of: library) }
  }

  private mutating func add(_ luaType: String, of library: Library) {
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
