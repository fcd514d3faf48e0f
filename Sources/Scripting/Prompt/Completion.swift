import CLuaBridge
import LuaSyntax

/// What may follow in a line that is being typed.
public struct Completion: Equatable, Sendable {
  /// The part of the last word that is there already.
  public let typed: String
  /// Whole words, in order.
  public let candidates: [String]

  /// What all candidates go on with.
  public var insertion: String {
    guard let first = candidates.first else { return "" }
    let common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    return String(common.dropFirst(typed.count))
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

extension LuaState {
  /// What may stand at the end of a line: names of the API, fields of values, options of a function, globals.
  ///
  /// Nothing is run for it: tables are read raw, and of objects only their class is asked.
  public func completion(of line: String, library: Library) -> Completion {
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    // In the middle of a string the line is no sequence of words.
    guard let tokens = try? Lexer.tokens(of: Array(line.utf8), isFile: false).dropLast() else {
      return Completion(typed: "", candidates: [])
    }
    let bytes = Array(line.utf8)
    var words = Array(tokens)
    var typed = ""
    if let last = words.last, last.kind == .name || last.kind == .keyword,
      last.offset + last.text.utf8.count == bytes.count
    {
      typed = last.text
      words.removeLast()
    }
    let names = Set(self.names(after: words, typed: typed, library)).filter { $0.hasPrefix(typed) }
    return Completion(typed: typed, candidates: names.sorted())
  }

  private func names(after words: [Token], typed: String, _ library: Library) -> [String] {
    guard let separator = words.last, separator.kind == .symbol, [".", ":"].contains(separator.text) else {
      let options = options(inside: words, library)
      guard options.isEmpty else { return options }
      // Everything there is would be no help.
      return typed.isEmpty ? [] : globalWords
    }
    let isMethod = separator.text == ":"
    guard let value = value(of: words.dropLast(), library) else {
      return isMethod ? library.classes.flatMap { $0.methods.map(\.name) } : []
    }
    switch value {
    case .slot(let slot): return slot.names(isMethod: isMethod, library)
    case .type(let type): return library.names(of: type, isMethod: isMethod)
    }
  }

  private var globalWords: [String] {
    let frame = CallFrame(state: self, L: L)
    frame.reserve()
    fringe_push_globals(L)
    return frame.slot(Int(lua_gettop(L))).keys + LuaName.keywords
  }

  // MARK: - Values

  private enum Value {
    case slot(LuaSlot)
    case type(ValueType)
  }

  /// The value of `a.b[1]` at the end of a line; nil: it cannot be known without running something.
  private func value(of words: ArraySlice<Token>, _ library: Library) -> Value? {
    var path: [Token] = []
    var rest = words
    // Backwards: name, then a dot or an index, then a name …
    while let last = rest.popLast() {
      if last.kind == .name {
        path.append(last)
        guard rest.last?.text == "." else { break }
        rest.removeLast()
      } else if last.text == "]", let number = rest.popLast(), number.kind == .number,
        rest.popLast()?.text == "["
      {
        path.append(number)
      } else {
        return nil
      }
    }
    guard let first = path.popLast(), first.kind == .name else { return nil }
    let frame = CallFrame(state: self, L: L)
    frame.reserve()
    fringe_push_globals(L)
    var value = Value.slot(frame.slot(Int(lua_gettop(L))).value(first.text))
    while let word = path.popLast() {
      guard let next = step(from: value, word, library) else { return nil }
      value = next
    }
    return value
  }

  private func step(from value: Value, _ word: Token, _ library: Library) -> Value? {
    switch value {
    case .slot(let slot):
      if slot.isTable {
        return .slot(word.kind == .number ? slot.value(Int(word.text) ?? 0) : slot.value(word.text))
      }
      if let own = slot.ownFields { return .slot(own.value(word.text)) }
      return slot.className.flatMap { step(from: .type(.object($0)), word, library) }
    case .type(let type):
      let next = word.kind == .number ? library.element(of: type) : library.member(word.text, of: type)
      return next.map { .type($0) }
    }
  }
}

extension LuaSlot {
  /// The names among a table's keys.
  fileprivate var keys: [String] {
    var names: [String] = []
    if isTable { forEachKey { key in if let name = key.string { names.append(name) } } }
    return names
  }

  fileprivate func names(isMethod: Bool, _ library: Library) -> [String] {
    if isTable {
      // The module's fields that are computed stand in no table.
      let isModule = library.functions.first.map { hasField($0.name) } ?? false
      return keys + (isModule ? library.properties.map(\.name) : [])
    }
    guard let className else { return [] }
    return library.names(of: .object(className), isMethod: isMethod) + (isMethod ? [] : ownFields?.keys ?? [])
  }
}

extension Library {
  fileprivate func names(of type: ValueType, isMethod: Bool) -> [String] {
    guard let name = type.objectName else { return [] }
    if let declaration = wholeClass(name) {
      return isMethod ? declaration.methods.map(\.name) : declaration.properties.map(\.name)
    }
    return types.first { $0.name == name }?.fields.map(\.name) ?? []
  }

  fileprivate func member(_ word: String, of type: ValueType) -> ValueType? {
    guard let name = type.objectName else { return nil }
    if let field = wholeClass(name)?.properties.first(where: { $0.name == word }) {
      return valueType(field.luaType)
    }
    return types.first { $0.name == name }?.fields.first { $0.name == word }.map { valueType($0.luaType) }
  }

  fileprivate func element(of type: ValueType) -> ValueType? {
    if case .list(let element) = type { return element }
    let item = type.objectName.flatMap(wholeClass)?.operators.first { $0.event == "__index" }
    return item.map { valueType($0.returns) }
  }
}
