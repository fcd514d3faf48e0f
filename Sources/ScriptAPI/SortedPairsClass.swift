import Scripting

/// The iterator behind `fringe.sorted`.
struct SortedPairs: ScriptObject {
  static let className = "SortedPairs"
  let scriptDescription = "iterator of fringe.sorted"

  /// Numbers come before strings; other keys have no order and are refused.
  enum Key: Comparable {
    case integer(Int)
    case float(Double)
    case string([UInt8])

    static func < (a: Key, b: Key) -> Bool {
      switch (a, b) {
      case (.integer(let a), .integer(let b)): a < b
      case (.integer(let a), .float(let b)): Double(a) < b
      case (.float(let a), .integer(let b)): a < Double(b)
      case (.float(let a), .float(let b)): a < b
      case (.string(let a), .string(let b)): a.lexicographicallyPrecedes(b)
      case (_, .string): true
      case (.string, _): false
      }
    }

    /// The key as the table has it.
    var value: any ScriptValue {
      switch self {
      case .integer(let number): number
      case .float(let number): number
      case .string(let bytes): ByteString(bytes)
      }
    }
  }

  private let keys: [Key]
  private var next = 0

  init(_ table: LuaSlot) throws(ScriptError) {
    var keys: [Key] = []
    try table.forEachKey { key throws(ScriptError) in
      if let integer = key.integer {
        keys.append(.integer(integer))
      } else if let number = key.number {
        keys.append(.float(number))
      } else if let bytes = key.bytes {
        keys.append(.string(bytes))
      } else {
        throw .failed("keys must be numbers or strings to be sorted, got \(key.summary)")
      }
    }
    self.keys = keys.sorted()
  }

  static let declaration = ClassDeclaration(
    SortedPairs.self, "The iterator that fringe.sorted gives.", sample: "(fringe.sorted { b = 1, a = 2 })",
    operators: [
      Operator("__call", of: .reference(to: Kind<SortedPairs>.object(sample: ""))) { call, pairs in
        let key = try pairs.modify { pairs -> Key? in
          guard pairs.next < pairs.keys.count else { return nil }
          defer { pairs.next += 1 }
          return pairs.keys[pairs.next]
        }
        let table = call.argument(2)
        guard let key, table.isTable else { return Several.nothing }
        return Several(key.value, table.value(key.value))
      }
    ])
}
