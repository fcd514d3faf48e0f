import Scripting
import Synchronization

/// A level that can be turned off.
enum Level: Hashable {
  case at(Double)
  case none

  var value: Double? {
    switch self {
    case .at(let value): value
    case .none: nil
    }
  }
}

extension Kind where Value == Level {
  /// A number, or `false` for none.
  static var level: Kind {
    Kind(expected: "a finite number or false", luaType: "number|false", sample: "0.5") { slot in
      if slot.boolean == false { return Level.none }
      return slot.number.flatMap { $0.isFinite ? .at($0) : nil }
    }
  }
}

/// Who is told how far a long step is.
enum Progress {
  case function(LuaFunction)
  case none
}

extension Kind where Value == Progress {
  static var progress: Kind {
    Kind(
      expected: "a function(done, total) or false", luaType: "false|fun(done: integer, total: integer)",
      sample: "false"
    ) { slot in
      if slot.boolean == false { return Progress.none }
      return slot.function.map(Progress.function)
    }
  }
}

/// A request to stop, from the calling thread to the working ones.
final class Halt: Sendable {
  private let flag = Atomic(false)
  func request() { flag.store(true, ordering: .relaxed) }
  var isRequested: Bool { flag.load(ordering: .relaxed) }
}
