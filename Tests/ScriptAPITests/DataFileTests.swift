import ScriptAPI
import Scripting
import Testing

/// Files that are data written as Lua: whatever stands in them, reading them ends.
struct DataFileTests {
  private final class Context {}

  private func message(_ text: String, as kind: DataFile = .parameters) throws -> String? {
    let state = try LuaState(context: Context()) { _ in }
    do {
      try kind.check(Array(text.utf8), name: "a.lua", in: state)
      return nil
    } catch ScriptError.failed(let message) {
      return message
    } catch let mismatch as Mismatch {
      return mismatch.text
    }
  }

  @Test(arguments: [
    "return {}",
    "-- a\nreturn { window = 2 * 64, taken = true, none = nil, ['a b'] = [[x]]; list = { -1e3, 0xA // 3 } }",
    "return { a = { b = (1 - 2) ^ 3 % 5 } };", "a = 3 return { 1 }",
  ])
  func `numbers, texts and tables of them are data`(text: String) throws {
    #expect(try message(text) == nil)
  }

  @Test(arguments: [
    (
      "while true do end",
      "a.lua:1: \"while\" cannot stand here: only numbers, texts, true, false and tables of them can"
    ),
    ("\n\nfor i = 1, 1e9 do end return {}", "a.lua:3: \"for\" cannot"),
    ("::a:: goto a", "a.lua:1: \"::\" cannot"), ("-- a\rwhile true do end", "\"while\" cannot"),
    ("return { a = ('x'):rep(1e10) }", "a.lua:1: \":\" cannot"),
    ("local a = 'x'; a = a .. a", "\"local\" cannot"), ("a = 'x' return { a = a }", "a.lua:1: \"a\" cannot"),
    ("return 'a' .. 'b'", "\"..\" cannot"), ("return function() end", "\"function\" cannot"),
    ("return { a = math.huge }", "a.lua:1: \"math\" cannot"),
    ("return ('x')()", "a.lua:1: \"(\" cannot"), ("return ('x')\n['rep']('x', 1e9)", "a.lua:2: \"[\" cannot"),
    ("return { a = ('x')['find'], 1 }", "\"[\" cannot"), ("return {} 'x'", "a text cannot"),
    ("return { a = 'x", "a.lua:1: a string is not closed"),
    ("return { a = 1", "a.lua:1: '}' expected near <eof>"),
    ("return { 1 // 0 }", "attempt to divide by zero"),
    ("return { a = \u{1B}Lua }", "a.lua:1: unexpected symbol"),
    ("# a\nreturn {}", "a.lua:1: \"#\" cannot"), ("return \"a\\\nb\" 'c\\\nd'", "a.lua:2: a text cannot"),
    ("return 3", "expected a table of parameters"),
    ("return " + String(repeating: "{", count: 300), "overflow"),
  ])
  func `anything that could run on is refused with its line`(text: String, expected: String) throws {
    for kind in DataFile.allCases where kind == .parameters || !expected.hasPrefix("expected") {
      let told = try message(text, as: kind) ?? "no error"
      #expect(told.contains(expected) && !told.contains("\n"))
    }
  }

  @Test func `a script is told where it read the file`() throws {
    let run = try ScriptRun()
    _ = try run("fringe.save_reflections({ fringe.reflection { spacing = 9, angle = 0 } }, 'r.lua')")
    _ = try run("io.open(fringe.output 'r.lua', 'w'):write('while true do end'):close()")
    #expect(
      run.message("fringe.load_reflections 'r.lua'")
        == "test.lua:1: fringe.load_reflections: r.lua:1: \"while\" cannot stand here: only numbers, texts, true, false and tables of them can"
    )
  }
}
