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
  static var level: Kind { level("a finite number") { $0.isFinite } }

  /// A number from 0 to 1, or `false` for none.
  static var fraction: Kind { level("a number from 0 to 1") { (0...1).contains($0) } }

  private static func level(_ expected: String, _ isValid: @escaping @Sendable (Double) -> Bool) -> Kind {
    Kind(expected: expected + " or false", luaType: "number|false", sample: "0.5") { slot in
      if slot.boolean == false { return Level.none }
      return slot.number.flatMap { isValid($0) ? .at($0) : nil }
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
