import Scripting
import Synchronization

/// Counts how many boxes are alive, to find leaks.
final class Census: Sendable {
  let alive = Atomic<Int>(0)
}

/// An object that a script can hold, with a life that can be watched.
final class Life: Sendable {
  let census: Census
  init(_ census: Census) {
    self.census = census
    census.alive.add(1, ordering: .relaxed)
  }
  deinit { census.alive.subtract(1, ordering: .relaxed) }
}

struct Ruler: ScriptObject {
  static let className = "Ruler"
  var length: Double
  var name: String?
  let life: Life
  let hostBytes: Int
  var scriptDescription: String { "Ruler of \(length) mm" }
}

extension Kind where Value == Ruler {
  static var ruler: Kind { .object(sample: "toy.ruler(30)") }
}

/// What the bindings of the toy library know of their surroundings.
final class ToyContext {
  let census = Census()
  var warnings: [String] = []
  var threads = 2
}

/// A small library with one of everything that can be declared.
let toyLibrary = Library(
  name: "toy",
  functions: [
    Function(
      "ruler", "Makes a ruler.", argument("length", .positive, "length, mm"),
      option("name", .string, "what it is called"),
      option("bytes", .integer(0...), default: 0, "memory it holds"),
      returns: "Ruler"
    ) { call, length, name, bytes in
      Ruler(
        length: length, name: name, life: Life(call.context(ToyContext.self).census), hostBytes: bytes)
    },
    Function(
      "sum", "Adds numbers.", argument("numbers", .list(of: .number), "what to add"), returns: "number"
    ) { _, numbers in numbers.reduce(0, +) },
    Function(
      "each", "Calls a function with 1 to n.", argument("n", .integer(0...100), "how often"),
      argument("visit", .function("index"), "what to call"), returns: "number"
    ) { _, n, visit in
      var total = 0.0
      for index in 0..<n {
        total += try visit.call([index + 1]) { slots throws(Mismatch) in
          try Kind<Double>.number.value(of: slots[0])
        }
      }
      return total
    },
    Function("pair", "Returns two values.", returns: "integer, string") { _ in Several(1, "two") },
    Function("record", "Returns a record.", returns: "table") { call in
      Record([
        ("row", 1), ("list", List([1.5, "x", true])),
        ("ruler", Ruler(length: 1, life: Life(call.context(ToyContext.self).census), hostBytes: 8)),
      ])
    },
    Function("stop", "Is interrupted.") { _ in throw ScriptError.interrupted },
    Function("fail", "Fails.") { _ in throw ScriptError.failed("it is broken: mend it") },
  ],
  properties: [
    Property(
      "threads", "integer", "number of threads", kind: .integer(1...64),
      get: { $0.context(ToyContext.self).threads }, set: { $0.context(ToyContext.self).threads = $1 })
  ],
  constants: [.init("version", "string", "the version") { "1.0" }],
  classes: [
    ClassDeclaration(
      Ruler.self, "A ruler.", sample: "toy.ruler(30)",
      properties: [
        Property("length", of: .ruler, "number", "length, mm", kind: .positive) {
          $1.length
        } set: {
          $0.length = $1
        },
        Property("name", of: .ruler, "string", "its name") { $1.name },
      ],
      operators: [
        Operator("__add", .ruler, .ruler) { call, a, b in
          Ruler(length: a.length + b.length, life: Life(call.context(ToyContext.self).census), hostBytes: 0)
        },
        Operator("__len", of: .ruler) { Int($1.length) },
        Operator("__index") { call in try Kind<Ruler>.ruler.value(of: call.argument(1)).length },
      ],
      methods: [
        method(
          "cut", of: .ruler, "Cuts it.", argument("n", .integer(1...10), "pieces"),
          option("mode", .choice(["even": 0.0, "odd": 1.0]), default: 0.0, shown: "\"even\"", "how"),
          returns: "number"
        ) { _, ruler, n, mode in (ruler.length - mode) / Double(n) }
      ])
  ])

/// A state with the toy library open.
func makeToyState(limits: RunLimits? = nil) throws -> (state: LuaState, context: ToyContext) {
  let context = ToyContext()
  let state = try LuaState(context: context, limits: limits) { context.warnings.append($0) }
  state.open(toyLibrary)
  try state.run("toy = require 'toy'", name: "=setup")
  return (state, context)
}

extension LuaState {
  /// The results of a chunk called `test.lua`, as text.
  func texts(_ code: String) throws -> [String] { try results(of: Array(code.utf8), name: "@test.lua") }

  /// The message with which a chunk fails, without the traceback; nil when it does not fail.
  func message(_ code: String) -> String? {
    do {
      _ = try texts(code)
      return nil
    } catch let failure as LuaState.Failure {
      return failure.text.split(separator: "\n").first.map(String.init)
    } catch {
      return "\(error)"
    }
  }
}
