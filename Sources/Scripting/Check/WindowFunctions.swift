import LuaSyntax

/// The functions that a script only ever gives to `image:map_windows`: there `pairs` visits keys in a defined order.
struct WindowFunctions {
  /// By the place of a local's name: how often it is used, and how often in that way.
  private var uses: [Int: (all: Int, measuring: Int)] = [:]
  /// Whether what is walked now is in such a function.
  private(set) var isInside = false

  mutating func noteUse(of local: Scopes.Local) { uses[local.name.offset, default: (0, 0)].all += 1 }

  mutating func noteMeasuring(with local: Scopes.Local) {
    uses[local.name.offset, default: (0, 0)].measuring += 1
  }

  /// Whether a local, which is never assigned again, is such a function.
  func contains(_ name: Name) -> Bool { uses[name.offset].map { $0.all == $0.measuring } ?? false }

  /// Goes into a function, or one inside it; what was before is to be given back to ``leave(to:)``.
  mutating func enter(if isOne: Bool) -> Bool {
    defer { isInside = isInside || isOne }
    return isInside
  }

  mutating func leave(to before: Bool) { isInside = before }
}

extension ScriptCheck {
  /// Looks through a function, and through what is in it.
  ///
  /// - Parameter measures: Whether it only runs for `image:map_windows`.
  func walk(_ function: FunctionBody, measures: Bool) {
    let before = windowFunctions.enter(if: measures)
    walk(function)
    windowFunctions.leave(to: before)
  }

  /// What is known of a call's arguments.
  func typesOfArguments(of call: Call) -> [ValueType] {
    guard call.method?.text == "map_windows" else { return call.arguments.map { type(of: $0) } }
    return call.arguments.map { argument in
      switch argument {
      case .function(let function):
        walk(function, measures: true)
        return .unknown
      case .name(let name):
        if isGathering, let local = scopes.find(name.text) { windowFunctions.noteMeasuring(with: local) }
        return type(of: argument)
      default: return type(of: argument)
      }
    }
  }
}
