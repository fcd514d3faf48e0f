import LuaSyntax

/// Looks for slips in a script without running it: undefined globals, names that the API does not have, unknown
/// options, and what makes results change from run to run.
///
/// It follows what the module's functions return through locals that are never assigned again. What it cannot know, it
/// leaves alone: a finding is meant to be right.
public final class ScriptCheck {
  let library: Library
  /// The names of Lua's own globals, and those of their fields.
  let globals: [String: Set<String>]

  var scopes = Scopes()
  private var findings: Set<Finding> = []
  /// The first walk only gathers what the second one has to know.
  private(set) var isGathering = true
  /// Locals that are assigned after their declaration, by the place of their names.
  private var assigned: Set<Int> = []
  var windowFunctions = WindowFunctions()
  private var definedGlobals: Set<String> = []
  var globalModules: Set<String> = []
  /// The fields that the script adds to Lua's own tables and to tables that functions return, by what has them.
  var addedFields: [String: Set<String>] = [:]
  private var saves = false

  /// - Parameter globals: As ``LuaState/globalNames()`` gives them.
  public init(library: Library, globals: [String: Set<String>]) {
    self.library = library
    self.globals = globals
  }

  /// What is found in a script that Lua has accepted, in order of lines.
  public func findings(in script: [UInt8]) -> [Finding] {
    (assigned, definedGlobals, globalModules, addedFields, saves) = ([], [], [], [:], false)
    windowFunctions = WindowFunctions()
    do throws(LuaSyntaxError) {
      let tree = try Parser.parse(script)
      for isGathering in [true, false] {
        self.isGathering = isGathering
        scopes = Scopes()
        findings = []
        walk(tree)
      }
    } catch {
      findings = [Finding(line: error.line, message: error.message)]
    }
    return findings.sorted { ($0.line, $0.message) < ($1.line, $1.message) }
  }

  func report(_ line: Int, _ message: String) { findings.insert(Finding(line: line, message: message)) }

  // MARK: - Statements

  private func walk(_ block: Block, then last: Expression? = nil) {
    scopes.open()
    for statement in block.statements { walk(statement) }
    if let last { type(of: last) }
    scopes.close()
  }

  private func walk(_ statement: Statement) {
    switch statement {
    case .local(let names, let values):
      if names.count == 1, values.count == 1, case .function(let function) = values[0] {
        walk(function, measures: measures(names[0]))
        return declare(names[0], .unknown)
      }
      for (name, type) in zip(names, types(of: values, count: names.count)) { declare(name, type) }
    case .localFunction(let name, let function):
      declare(name, .unknown)
      walk(function, measures: measures(name))
    case .assignment(let targets, let values):
      for (target, type) in zip(targets, types(of: values, count: targets.count)) { assign(target, type) }
    case .function(let target, let function):
      assign(target, .unknown)
      walk(function)
    case .call(let call): types(of: call)
    case .scope(let block): walk(block)
    case .loop(let condition, let block):
      type(of: condition)
      walk(block)
    case .repeated(let block, let condition): walk(block, then: condition)
    case .branch(let branches, let otherwise):
      for branch in branches {
        type(of: branch.condition)
        walk(branch.block)
      }
      if let otherwise { walk(otherwise) }
    case .count(let name, let limits, let block):
      for limit in limits { type(of: limit) }
      loop([name], [.unknown], hidden: 3, block)
    case .iterate(let names, let values, let block): iterate(names, values, block)
    case .leave(let values): for value in values { type(of: value) }
    case .jump: break
    }
  }

  func walk(_ function: FunctionBody) {
    scopes.openFunction()
    for parameter in function.parameters { declare(parameter, .unknown) }
    walk(function.body)
    scopes.closeFunction()
  }

  private func measures(_ name: Name) -> Bool {
    !isGathering && !assigned.contains(name.offset) && windowFunctions.contains(name)
  }

  private func declare(_ name: Name, _ type: ValueType) {
    if scopes.declare(name, assigned.contains(name.offset) ? .unknown : type) {
      report(
        name.line,
        "this is local number \(Scopes.manyLocals) here, and Lua allows \(Scopes.limit) in one function: put parts of the "
          + "script into functions, or between do and end")
    }
  }

  private func assign(_ target: Expression, _ type: ValueType) {
    switch target {
    case .name(let name):
      if let local = scopes.find(name.text) {
        assigned.insert(local.name.offset)
      } else {
        definedGlobals.insert(name.text)
        if case .module = type { globalModules.insert(name.text) }
      }
    case .field(let base, let name): checkAssignment(of: name, in: self.type(of: base))
    default: self.type(of: target)
    }
  }

  // MARK: - Loops

  private func iterate(_ names: [Name], _ values: [Expression], _ block: Block) {
    var elements: [ValueType] = []
    if let first = values.first {
      let iterator = type(of: first)
      for value in values.dropFirst() { type(of: value) }
      if case .iterator(let types) = iterator { elements = types }
      // A loop that uses neither key nor value only counts.
      if names.contains(where: { $0.text != "_" }) { checkOrder(of: first, values) }
    }
    let types = names.indices.map { elements.indices.contains($0) ? elements[$0] : .unknown }
    loop(names, types, hidden: 4, block)
  }

  private func loop(_ names: [Name], _ types: [ValueType], hidden: Int, _ block: Block) {
    scopes.open()
    scopes.declareHidden(hidden)
    for (name, type) in zip(names, types) { declare(name, type) }
    walk(block)
    scopes.close()
  }

  /// The order of `pairs` and `next` changes from run to run, and with it what is saved; not that of `pairs` in a
  /// function for windows.
  private func checkOrder(of iterator: Expression, _ values: [Expression]) {
    guard saves else { return }
    switch iterator {
    case .call(let call) where isGlobal("pairs", call.callee) && call.method == nil:
      if windowFunctions.isInside { return }
      if let table = call.arguments.first, case .parameters = type(of: table) { return }
      report(call.line, orderAdvice("pairs"))
    case .name(let name) where isGlobal("next", iterator): report(name.line, orderAdvice("next"))
    default: break
    }
  }

  private func orderAdvice(_ name: String) -> String {
    "\(name) visits a table in an order that changes from run to run, and this script saves; write "
      + (windowFunctions.isInside ? "pairs(t), which has an order in this function" : "fringe.sorted(t)")
  }

  func noteSaving() { saves = true }

  // MARK: - Globals

  func isGlobal(_ name: String, _ expression: Expression) -> Bool {
    if case .name(let found) = expression { found.text == name && scopes.find(name) == nil } else { false }
  }

  func typeOfGlobal(_ name: Name) -> ValueType {
    if globalModules.contains(name.text) { return .module }
    if let fields = globals[name.text] { return fields.isEmpty ? .unknown : .standard(name.text) }
    if !definedGlobals.contains(name.text), !isGathering, scopes.find("_ENV") == nil {
      let hint =
        name.text == library.name
        ? "; write local \(name.text) = require \"\(name.text)\""
        : NearestName.hint(name.text, among: Array(globals.keys) + Array(definedGlobals))
      report(name.line, "undefined global \"\(name.text)\"\(hint)")
    }
    return .unknown
  }
}
