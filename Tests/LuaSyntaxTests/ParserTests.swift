import Foundation
import LuaSyntax
import TestSupport
import Testing

struct ParserTests {
  /// The text of an expression with all its brackets.
  private func text(_ expression: LuaSyntax.Expression) -> String {
    switch expression {
    case .literal(let word): word
    case .string(let text): "'\(text)'"
    case .name(let name): name.text
    case .function(let function): "function(\(function.parameters.map(\.text).joined(separator: ",")))"
    case .table(let table):
      "{"
        + table.items.map { item in
          switch item.key {
          case .place: text(item.value)
          case .name(let name): "\(name.text)=\(text(item.value))"
          case .computed(let key): "[\(text(key))]=\(text(item.value))"
          }
        }.joined(separator: ",") + "}"
    case .field(let base, let name): "\(text(base)).\(name.text)"
    case .element(let base, let key): "\(text(base))[\(text(key))]"
    case .call(let call):
      text(call.callee) + (call.method.map { ":\($0.text)" } ?? "")
        + "(\(call.arguments.map(text).joined(separator: ",")))"
    case .unary(let symbol, let operand): "(\(symbol) \(text(operand)))"
    case .binary(let symbol, let left, let right): "(\(text(left)) \(symbol) \(text(right)))"
    case .parentheses(let inner): "<\(text(inner))>"
    }
  }

  @Test(arguments: [
    ("1 + 2 * 3 ^ -2 ^ 2", "(1 + (2 * (3 ^ (- (2 ^ 2)))))"), ("a .. b .. c", "(a .. (b .. c))"),
    ("-x ^ 2", "(- (x ^ 2))"),
    ("not a == b", "((not a) == b)"),
    ("a or b and c < d | e ~ f & g << h", "(a or (b and (c < (d | (e ~ (f & (g << h)))))))"),
    ("a - b - c", "((a - b) - c)"), ("#t + 1", "((# t) + 1)"), ("(a).b", "<a>.b"),
    ("a.b['c'][1]", "a.b.c[1]"),
    ("f{1, x = 2; [3] = 4}'s':m[[t]]", "f({1,x=2,[3]=4})('s'):m('t')"),
    ("function(a, ...) return a end", "function(a)"),
    ("2 ^ - 3", "(2 ^ (- 3))"), ("a.b.c:d(1, 2).e", "a.b.c:d(1,2).e"), ("{}", "{}"), ("{a = b}", "{a=b}"),
    ("{a == b}", "{(a == b)}"),
  ])
  func `an expression is read with Lua's priorities`(source: String, expected: String) throws {
    let block = try Parser.parse(Array("return \(source)".utf8))
    guard case .leave(let values) = block.statements[0] else { return #expect(Bool(false)) }
    #expect(values.map(text) == [expected])
  }

  @Test(arguments: [
    "local a <const>, b <close> = 1, f()", "a.b.c, d[1] = 1", "function a.b:c(x) return self end",
    "goto x ::x:: break",
    "for i = 1, 2, 3 do end for k, v in pairs(t) do end", "if a then elseif b then else end",
    "repeat local x until x",
    "while true do end do end ;;; return", "local function f(...) return ... end", "f()\n(g or h)()",
    "a = b; (c)()",
    "return function() end;", "f 'x' \"y\" [[z]] {}", "x = {[1] = 2, f(), ...}",
    "local x <const> = 5 // 2 >> 1",
  ])
  func `every statement of Lua is read`(source: String) throws { _ = try Parser.parse(Array(source.utf8)) }

  @Test(arguments: [
    "x", "x = ", "local", "if x then", "f(", "a.b", "for i do end", "return 1 x", "end", "x = 1 2", "{}",
  ])
  func `what is no Lua is an error`(source: String) {
    #expect(throws: LuaSyntaxError.self) { try Parser.parse(Array(source.utf8)) }
  }

  @Test func `deep nesting is an error, not a crash`() {
    for chain in [" + 1", "()", ".a"] {
      #expect(throws: LuaSyntaxError.self) {
        try Parser.parse(Array(("x = f" + String(repeating: chain, count: 100_000)).utf8))
      }
      #expect(throws: Never.self) {
        try Parser.parse(Array(("x = f" + String(repeating: chain, count: 1000)).utf8))
      }
    }
    let deep = "return " + String(repeating: "(", count: 100_000)
    #expect(throws: LuaSyntaxError.self) { try Parser.parse(Array(deep.utf8)) }
    #expect(throws: LuaSyntaxError.self) {
      try Parser.parse(Array(("x = " + String(repeating: "{", count: 100_000)).utf8))
    }
    #expect(throws: LuaSyntaxError.self) {
      try Parser.parse(Array(String(repeating: "do ", count: 100_000).utf8))
    }
  }

  @Test func `a call that starts a line is known`() throws {
    let block = try Parser.parse(Array("local x = y\n(f)()\ng(\n1)\nh\n{ 1 }".utf8))
    guard case .local(_, let values) = block.statements[0], case .call(let outer) = values[0],
      case .call(let inner) = outer.callee
    else { return #expect(Bool(false)) }
    #expect(inner.startsLine && inner.line == 2 && !outer.startsLine)
    let calls = block.statements.dropFirst().compactMap { statement in
      if case .call(let call) = statement { call } else { nil }
    }
    #expect(calls.count == 2 && calls.allSatisfy { !$0.startsLine })
  }

  /// Lua programs that are installed on this machine, and ours.
  static let programs: [String] = {
    let ours = ["scripts", "examples", "Tests"].map { Checkout.path($0) }
    return (ours + ["/usr/share/lua"]).flatMap { folder in
      (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.hasSuffix(".lua") }.map {
        "\(folder)/\($0)"
      }
    }
  }()

  @Test func `real programs are read to their end`() throws {
    #expect(Self.programs.count >= 10)
    for path in Self.programs {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
      #expect(throws: Never.self, "\(path)") { try Parser.parse(bytes) }
    }
  }
}
