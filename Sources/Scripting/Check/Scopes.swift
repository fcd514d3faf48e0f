import LuaSyntax

/// The locals that can be seen, and how many of them a function has at a time.
struct Scopes {
  struct Local {
    let name: Name
    var type: ValueType
  }

  private struct Frame {
    /// How many locals there were when the function began.
    let base: Int
    var isNearLimit = false
  }

  /// Lua allows 200 in one function.
  static let limit = 200
  /// Where a warning is due: 15 % are left.
  static let manyLocals = 170

  private var locals: [Local?] = []
  private var starts: [Int] = []
  private var frames = [Frame(base: 0)]

  var count: Int { locals.count }

  func find(_ name: String) -> Local? {
    for local in locals.reversed() { if let local, local.name.text == name { return local } }
    return nil
  }

  /// How many locals lie outside of the function for windows that is walked; nil: none is.
  var outside: Int?

  /// Whether a name is that of a local from outside of such a function, which has only a copy of its code.
  func isOutOfReach(_ name: String) -> Bool {
    guard let outside, let place = locals.lastIndex(where: { $0?.name.text == name }) else { return false }
    return place < outside && locals[place]?.name.isConstant == false
  }

  mutating func open() { starts.append(locals.count) }

  mutating func close() { locals.removeLast(locals.count - (starts.popLast() ?? 0)) }

  mutating func openFunction() {
    frames.append(Frame(base: locals.count))
    open()
  }

  mutating func closeFunction() {
    close()
    frames.removeLast()
  }

  /// - Returns: Whether the function has come near Lua's limit with this one, for the first time.
  mutating func declare(_ name: Name, _ type: ValueType) -> Bool {
    locals.append(Local(name: name, type: type))
    guard let frame = frames.last, !frame.isNearLimit, locals.count - frame.base >= Self.manyLocals else {
      return false
    }
    frames[frames.count - 1].isNearLimit = true
    return true
  }

  /// Makes room for what Lua keeps in a loop.
  mutating func declareHidden(_ count: Int) {
    for _ in 0..<count { locals.append(nil) }
  }
}
