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
  /// What is known of functions that are handed over by their names.
  var handedOver = HandedOver()
  private var findings: Set<Finding> = []
  /// The first walk only gathers what the second one has to know.
  var isGathering = true
  /// Locals that are assigned after their declaration, by the place of their names.
  var assigned: Set<Int> = []
  var definedGlobals: Set<String> = []
  var globalModules: Set<String> = []
  /// The fields that the script adds to Lua's own tables and to tables that functions return, by what has them.
  var addedFields: [String: Set<String>] = [:]
  private var saves = false
  /// Whether other code may define globals as well: a file that is run for what it defines, a metatable of `_G`.
  var areGlobalsOpen = false

  /// - Parameter globals: As ``LuaState/globalNames()`` gives them.
  public init(library: Library, globals: [String: Set<String>]) {
    self.library = library
    self.globals = globals
  }

  /// What is found in a script that Lua has accepted, in order of lines.
  public func findings(in script: [UInt8]) -> [Finding] {
    (assigned, definedGlobals, globalModules, addedFields) = ([], [], [], [:])
    (saves, areGlobalsOpen, handedOver) = (false, false, HandedOver())
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
        walk(function, for: purpose(of: names[0]))
        return declare(names[0], .unknown)
      }
      for (name, type) in zip(names, types(of: values, count: names.count)) { declare(name, type) }
    case .localFunction(let name, let function):
      declare(name, .unknown)
      walk(function, for: purpose(of: name))
    case .assignment(let targets, let values):
      for (target, type) in zip(targets, types(of: values, count: targets.count)) { assign(target, type) }
    case .function(let target, let function):
      assign(target, .unknown)
      walk(function)
    case .call(let call):
      types(of: call)
      noteDefinitions(by: call)
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

  /// - Parameter purpose: What is known of the calls that it is for.
  func walk(_ function: FunctionBody, for purpose: HandedOver.Purpose? = nil) {
    let before = handedOver.enter(for: purpose)
    scopes.openFunction()
    for (place, parameter) in function.parameters.enumerated() {
      let types = purpose?.types ?? []
      declare(parameter, types.indices.contains(place) ? types[place] : .unknown)
    }
    walk(function.body)
    scopes.closeFunction()
    handedOver.leave(to: before)
  }

  private func purpose(of local: Name) -> HandedOver.Purpose? {
    isGathering || assigned.contains(local.offset) ? nil : handedOver.purpose(of: local)
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
        define(name, type)
      }
    case .field(let base, let name):
      if isTableOfGlobals(base) { define(name, type) }
      checkAssignment(of: name, in: typeOfBase(base))
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
      if handedOver.measuresNow { return }
      if let table = call.arguments.first, case .parameters = type(of: table) { return }
      report(call.line, orderAdvice("pairs"))
    case .name(let name) where isGlobal("next", iterator): report(name.line, orderAdvice("next"))
    default: break
    }
  }

  private func orderAdvice(_ name: String) -> String {
    "\(name) visits a table in an order that changes from run to run, and this script saves; write "
      + (handedOver.measuresNow ? "pairs(t), which has an order in this function" : "fringe.sorted(t)")
  }

  func noteSaving() { saves = true }
}
