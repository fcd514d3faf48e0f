import Scripting
import Testing

struct FunctionTests {
  @Test(arguments: [
    ("return toy.ruler(30).length", "30.0"),
    ("return toy.ruler(30, { name = 'x' }).name", "x"),
    ("return toy.ruler(30, nil).name", "nil"),
    ("return toy.ruler(30, { name = nil }).name", "nil"),
    ("return toy.sum { 1, 2.5 }", "3.5"),
    ("return toy.sum {}", "0.0"),
    ("return select('#', toy.pair())", "2"),
    ("return toy.ruler(30):cut(3.0)", "10.0"),
    ("return toy.ruler(31):cut(3, { mode = 'odd' })", "10.0"),
    ("return tostring(toy.ruler(5))", "Ruler of 5.0 mm"),
    ("return #(toy.ruler(2) + toy.ruler(3))", "5"),
    ("return toy.ruler(7)[1]", "7.0"),
    ("local r = toy.ruler(1) r.length = 4 return r.length", "4.0"),
    ("toy.threads = 8 return toy.threads", "8"),
    ("return toy.version", "1.0"),
    ("return toy.record().list[2]", "x"),
    ("return toy.each(4, function(i) return i end)", "10.0"),
    ("return math.type(toy.pair())", "integer"),
  ])
  func `a declared function does what its arguments say`(code: String, result: String) throws {
    let (state, _) = try makeToyState()
    #expect(try state.texts(code) == [result])
  }

  @Test(arguments: [
    ("toy.ruler()", "test.lua:1: toy.ruler: length: expected a positive number, got nothing"),
    ("toy.ruler('x')", "test.lua:1: toy.ruler: length: expected a positive number, got a string \"x\""),
    ("toy.ruler(0/0)", "test.lua:1: toy.ruler: length: expected a positive number, got nan"),
    (
      "\ntoy.ruler(1, { nane = 2 })",
      "test.lua:2: toy.ruler: unknown option \"nane\"; did you mean \"name\"?; the options are name, bytes"
    ),
    (
      "toy.ruler(1, 2)",
      "test.lua:1: toy.ruler: expected a table of options, got 2; the options are name, bytes"
    ),
    ("toy.ruler(1, {}, 3)", "test.lua:1: toy.ruler: takes 2 arguments, got 3; the first one too many is 3"),
    ("toy.ruler(1, { name = 2 })", "test.lua:1: toy.ruler: name: expected a string, got 2"),
    (
      "toy.ruler(1, { 'x' })",
      "test.lua:1: toy.ruler: a string \"x\" stands in the table of options without a name; the options are name, bytes"
    ),
    ("toy.sum { 1, 'x' }", "test.lua:1: toy.sum: numbers[2]: expected a finite number, got a string \"x\""),
    (
      "toy.sum { a = 1 }", "test.lua:1: toy.sum: numbers: expected a list, got a table with the field \"a\""
    ),
    (
      "toy.ruler(1):cut(11)",
      "test.lua:1: ruler:cut: n: expected a whole number from 1 to 10, got 11"
    ),
    (
      "toy.ruler(1):cut(2.5)",
      "test.lua:1: ruler:cut: n: expected a whole number from 1 to 10, got 2.5"
    ),
    (
      "toy.ruler(1):cut(2, { mode = 'old' })",
      "test.lua:1: ruler:cut: mode: expected \"even\" or \"odd\", got a string \"old\""
    ),
    (
      "toy.ruler(1).cut(2)",
      "test.lua:1: ruler:cut: call it on a Ruler with a colon, ruler:cut(…); got 2"
    ),
    (
      "return toy.ruler(1).lenght",
      "test.lua:1: Ruler has no field or method \"lenght\"; did you mean \"length\"?"
    ),
    (
      "toy.ruler(1).lenght = 3",
      "test.lua:1: Ruler has no field \"lenght\" to set; did you mean \"length\"?; these can be set: length"
    ),
    ("toy.ruler(1).name = 'x'", "test.lua:1: ruler.name cannot be set"),
    ("toy.ruler(1).length = -1", "test.lua:1: ruler.length: expected a positive number, got -1"),
    ("return toy.ruller(1)", "test.lua:1: toy has no function or field \"ruller\"; did you mean \"ruler\"?"),
    ("toy.threads = 0", "test.lua:1: toy.threads: expected a whole number from 1 to 64, got 0"),
    (
      "return toy.record().rwo",
      "test.lua:1: this table has no field \"rwo\"; did you mean \"row\"?; it has list, row, ruler"
    ),
    ("return toy.ruler(1) + 1", "test.lua:1: Ruler +: expected a Ruler, got 1"),
    ("toy.fail()", "test.lua:1: toy.fail: it is broken: mend it"),
    ("local ok, e = pcall(toy.fail) error(e, 0)", "test.lua:1: toy.fail: it is broken: mend it"),
    ("toy.each(2, function(i) error('mine') end)", "test.lua:1: mine"),
    (
      "toy.each(2, function(i) return 'x' end)",
      "test.lua:1: toy.each: expected a finite number, got a string \"x\""
    ),
    (
      "local r <close> = toy.ruler(1) getmetatable('').__index.x = r; r = nil",
      "test.lua:1: attempt to assign to const variable 'r'"
    ),
  ])
  func `a wrong call is told what was expected and what came`(code: String, message: String) throws {
    let (state, _) = try makeToyState()
    #expect(state.message(code) == message)
  }

  @Test func `a closed object says so`() throws {
    let (state, context) = try makeToyState()
    let message = state.message(
      "local kept do local r <close> = toy.ruler(1) kept = r end return kept.length")
    #expect(message == "test.lua:1: ruler.length: this Ruler was closed and cannot be used any more")
    #expect(context.census.alive.load(ordering: .relaxed) == 0)
  }

  @Test func `an option table with a metatable is refused rather than read in part`() throws {
    let (state, _) = try makeToyState()
    let message = state.message("toy.ruler(1, setmetatable({}, { __index = { name = 'x' } }))")
    #expect(message?.contains("must be a plain one") == true)
  }
}
