import LuaSyntax

// A name that is no local `x` is `_ENV.x`, and `_ENV` is the table of globals unless a local or a parameter has its name.

extension ScriptCheck {
  /// Whether global names mean fields of a table of the script's own here, of which nothing is known.
  private var hasOwnEnvironment: Bool { scopes.find("_ENV") != nil }

  func isGlobal(_ name: String, _ expression: Expression) -> Bool {
    guard case .name(let found) = expression, found.text == name else { return false }
    return scopes.find(name) == nil && !hasOwnEnvironment
  }

  func isTableOfGlobals(_ expression: Expression) -> Bool {
    isGlobal("_G", expression) || isGlobal("_ENV", expression)
  }

  func typeOfGlobal(_ name: Name) -> ValueType {
    if hasOwnEnvironment { return .unknown }
    if ["_G", "_ENV"].contains(name.text) {
      // Whoever gets the table may define what it likes.
      areGlobalsOpen = true
      return .unknown
    }
    if globalModules.contains(name.text) { return .module }
    if let fields = globals[name.text] { return fields.isEmpty ? .unknown : .standard(name.text) }
    if !definedGlobals.contains(name.text), !areGlobalsOpen, !isGathering {
      let hint =
        name.text == library.name
        ? "; write local \(name.text) = require \"\(name.text)\""
        : NearestName.hint(name.text, among: Array(globals.keys) + Array(definedGlobals))
      report(name.line, "undefined global \"\(name.text)\"\(hint)")
    }
    return .unknown
  }

  /// The type of what stands before a dot: there the table of globals stays in sight.
  func typeOfBase(_ expression: Expression) -> ValueType {
    isTableOfGlobals(expression) ? .unknown : type(of: expression)
  }

  func define(_ name: Name, _ type: ValueType) {
    guard !hasOwnEnvironment else { return }
    if name.text == "_ENV" { areGlobalsOpen = true }
    definedGlobals.insert(name.text)
    if case .module = type { globalModules.insert(name.text) }
  }

  /// Notes a statement that runs other code for what it defines: `dofile "settings.lua"`, `load(text)()`.
  func noteDefinitions(by call: Call) {
    switch call.callee {
    case .call: areGlobalsOpen = true
    case _ where isGlobal("dofile", call.callee): areGlobalsOpen = true
    case _ where isGlobal("require", call.callee):
      if case .string(library.name) = call.arguments.first { return }
      areGlobalsOpen = true
    default: break
    }
  }
}
