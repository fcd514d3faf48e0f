import Scripting
import Testing

struct LuaStateTests {
  @Test func `a failure carries the message and the traceback with script lines`() throws {
    let (state, _) = try makeToyState()
    let failure = #expect(throws: LuaState.Failure.self) {
      try state.run("local function f()\n error('deep')\nend\nf()", name: "@a.lua")
    }
    #expect(failure?.text.hasPrefix("a.lua:2: deep\nstack traceback:") == true)
    #expect(failure?.text.contains("a.lua:4: in main chunk") == true)
  }

  @Test(arguments: [
    ("error({})", "(error object is a table value)"),
    ("error(setmetatable({}, { __tostring = function() return 'told' end }))", "told"),
    ("error(setmetatable({}, { __tostring = function() error('x') end }))", ""),
    ("error()", "(error object is a nil value)"),
  ])
  func `any error object ends the script with some text`(code: String, text: String) throws {
    let (state, _) = try makeToyState()
    let failure = #expect(throws: LuaState.Failure.self) { try state.run(code, name: "@a.lua") }
    #expect(failure?.text.hasPrefix(text) == true)
  }

  @Test func `a syntax error names the line`() throws {
    let (state, _) = try makeToyState()
    #expect(state.message("x = = 1")?.hasPrefix("test.lua:1: unexpected symbol near '='") == true)
  }

  @Test func `warnings arrive whole and can be switched off`() throws {
    let (state, context) = try makeToyState()
    try state.run("warn('a', 'b') warn('@off') warn('c') warn('@on') warn('d')", name: "=x")
    #expect(context.warnings == ["ab", "d"])
  }

  @Test(arguments: [
    "while true do end", "while true do pcall(function() while true do end end) end",
    "local co = coroutine.wrap(function() while true do end end) while true do pcall(co) end",
    "repeat until pcall(error) and false",
  ])
  func `an interruption ends a script, also through pcall`(code: String) throws {
    let (state, _) = try makeToyState()
    state.interrupt()
    let failure = #expect(throws: LuaState.Failure.self) { try state.run(code, name: "@loop.lua") }
    #expect(failure?.isInterruption == true)
    #expect(failure?.text.contains("interrupted") == true)
  }

  @Test func `an interrupted binding ends the call`() throws {
    let (state, _) = try makeToyState()
    #expect(state.message("toy.stop()")?.contains("interrupted") == true)
  }

  @Test func `a coroutine may call bindings and not yield across them`() throws {
    let (state, _) = try makeToyState()
    #expect(
      try state.texts("return coroutine.wrap(function() return toy.ruler(3).length end)()") == ["3.0"])
    let message = state.message("coroutine.wrap(function() toy.each(1, coroutine.yield) end)()")
    #expect(message?.contains("attempt to yield across a C-call boundary") == true)
  }

  @Test func `arguments are where lua puts them`() throws {
    let (state, _) = try makeToyState()
    state.setArguments(script: "s.lua", before: ["fringe"], after: ["a", "b"])
    #expect(
      try state.texts("return arg[-1], arg[0], arg[1], arg[2], #arg") == ["fringe", "s.lua", "a", "b", "2"])
  }
}
