import LuaSyntax

extension LuaState {
  /// The names that a table may have in which a line ends: options of a function, or fields of a table among them.
  func options(inside words: [Token], _ library: Library) -> [String] {
    guard let last = words.last, ["{", ",", ";"].contains(last.text) else { return [] }
    var open: [Int] = []
    for (place, word) in words.enumerated() where word.kind == .symbol {
      if ["(", "{", "["].contains(word.text) { open.append(place) }
      if [")", "}", "]"].contains(word.text) { _ = open.popLast() }
    }
    // From the innermost table outwards, to that of a function: `atoms = { strain = {`.
    var path: [String?] = []
    while let brace = open.popLast(), words[brace].text == "{" {
      if brace > 1, words[brace - 1].text == "=", words[brace - 2].kind == .name {
        path.append(words[brace - 2].text)
      } else if brace > 0, ["{", ",", ";"].contains(words[brace - 1].text),
        open.last.map({ words[$0].text }) == "{"
      {
        path.append(nil)
      } else {
        let callee = words[max(0, brace - 1)].kind == .name ? brace - 1 : (open.last ?? 0) - 1
        guard callee >= 0, words[callee].kind == .name else { return [] }
        return library.options(of: words[callee].text, at: path.reversed())
      }
    }
    return []
  }
}

extension Library {
  /// The names of options of functions of that name, or of fields of a table that they take, or that lies in one.
  ///
  /// - Parameter path: The names of tables, one in the other; nil: an element of a list.
  fileprivate func options(of name: String, at path: [String?]) -> [String] {
    let parameters = (functions + classes.flatMap(\.methods)).filter { $0.name == name }.flatMap(\.parameters)
    let options = parameters.filter { $0.place == .option }
    var forms = TableForms(parameters.filter { $0.place == .argument }.map(\.luaType), of: self)
    if path.isEmpty { return options.map(\.name) + forms.names }
    for (depth, name) in path.enumerated() {
      var types = name.map(forms.types) ?? forms.elements
      if depth == 0 { types += options.filter { $0.name == name }.map(\.luaType) }
      forms = TableForms(types, of: self)
    }
    return forms.names
  }
}
