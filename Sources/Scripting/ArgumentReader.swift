import CLuaBridge

/// Hands out the arguments of a call, and the fields of the option table that comes after them.
final class ArgumentReader {
  private let frame: CallFrame
  private var next: Int
  private let lastArgument: Int
  private var nextLast: Int
  private let given: Int
  private let options: LuaSlot?

  /// Checks the shape of a call: how many arguments, and which options.
  ///
  /// - Parameter first: The place on the stack of the first argument, after the receiver.
  init(_ frame: CallFrame, first: Int, declarations: [ParameterDeclaration]) throws(Mismatch) {
    given = frame.argumentCount
    let positions = declarations.filter { $0.place == .argument }.count
    let names = declarations.filter { $0.place == .option }.map(\.name)
    let lastCount = declarations.filter { $0.place == .last }.count
    self.frame = frame
    next = first
    lastArgument = first + positions - 1
    nextLast = lastArgument + (names.isEmpty ? 1 : 2)

    let limit = nextLast - 1 + lastCount
    if given > limit {
      guard positions > 0 || lastCount > 0 || names.isEmpty else {
        throw Mismatch(
          "takes one argument, a table of options { \(names.joined(separator: " = , ")) = }")
      }
      let extra = frame.slot(limit + 1)
      // As truth is, which fringe.simulate returns after the image.
      let advice =
        extra.isRecord ? "; of a call in the last place, all values are handed on: put it in parentheses" : ""
      throw Mismatch(
        "takes \(limit - first + 1) argument\(limit == first ? "" : "s"), got \(given - first + 1); "
          + "the first one too many is \(extra.summary)\(advice)")
    }
    let table = frame.slot(lastArgument + 1)
    guard !names.isEmpty, given > lastArgument, !table.isNil else {
      options = nil
      return
    }
    try table.checkFields(names, what: "option")
    options = table
  }

  func nextArgument() -> LuaSlot {
    defer { next += 1 }
    return next <= lastArgument ? frame.slot(next) : frame.slot(lastArgument + 1)
  }

  func nextLastArgument() -> LuaSlot {
    defer { nextLast += 1 }
    // Beyond what was given lie the options that were read.
    return frame.slot(nextLast <= given ? nextLast : frame.argumentCount + 1)
  }

  func option(_ name: String) -> LuaSlot? { options?.field(name) }

  func reading<Value>(_ name: String, _ slot: LuaSlot?, _ kind: Kind<Value>) throws(Mismatch) -> Value {
    guard let slot else { throw Mismatch("expected \(kind.expected), got nothing", at: name) }
    do throws(Mismatch) { return try kind.value(of: slot) } catch { throw error.inside(name) }
  }
}

extension LuaSlot {
  /// Checks that this is a plain table with no other names than these.
  func checkFields(_ names: [String], what: String) throws(Mismatch) {
    let valid = "the \(what)s are \(names.joined(separator: ", "))"
    guard isTable else { throw Mismatch("expected a table of \(what)s, got \(summary); \(valid)") }
    guard !hasMetatable else {
      throw Mismatch("the table of \(what)s must be a plain one, without a metatable; \(valid)")
    }
    // The first in order of name, so that the message does not change from run to run.
    var unknown: [String] = []
    var position: String?
    forEach { key, value in
      guard let name = key.string else {
        position = value.summary
        return
      }
      if !names.contains(name) { unknown.append(name) }
    }
    if let name = unknown.min() {
      throw Mismatch("unknown \(what) \"\(name)\"\(NearestName.hint(name, among: names)); \(valid)")
    }
    if let position { throw Mismatch("\(position) stands in the table of \(what)s without a name; \(valid)") }
  }
}
