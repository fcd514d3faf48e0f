import Scripting
import Testing

struct RunLimitsTests {
  private func limits(memory: Int?) throws -> RunLimits {
    try RunLimits(memory: memory, memoryMessage: "too much memory", seconds: nil, timeMessage: "too late")
  }

  @Test func `what Lua and objects hold is counted together, and given back`() throws {
    let limits = try limits(memory: 1 << 30)
    do {
      let (state, _) = try makeToyState(limits: limits)
      let start = limits.bytes
      #expect(start == state.luaBytes + state.hostBytes)
      try state.run("a = toy.ruler(1, { bytes = 1000000 }) b = ('x'):rep(1 << 20)", name: "=make")
      #expect(limits.bytes == state.luaBytes + state.hostBytes && limits.bytes > start + 2_000_000)
      let (other, _) = try makeToyState(limits: limits)
      #expect(limits.bytes == state.luaBytes + state.hostBytes + other.luaBytes + other.hostBytes)
      try state.run("a, b = nil, nil", name: "=drop")
      state.collectGarbage()
      #expect(limits.bytes < start + other.luaBytes + 500_000)
    }
    #expect(limits.bytes == 0)
  }

  @Test(arguments: [
    "local t = {} while true do t[#t + 1] = toy.ruler(1, { bytes = 1 << 20 }) end",
    "local t = {} while true do pcall(function() t[#t + 1] = toy.ruler(1, { bytes = 1 << 20 }) end) end",
    "local t = {} while true do t[#t + 1] = {} end",
    "local s = ('x'):rep(1 << 26) return s",
    "pcall(string.rep, 'x', 1 << 26) while true do end",
    "coroutine.wrap(function() local s = 'x' while true do pcall(function() s = s .. s end) end end)()",
  ])
  func `more memory than the limit ends the script, through every pcall`(code: String) throws {
    let (state, context) = try makeToyState(limits: limits(memory: 16 << 20))
    let failure = #expect(throws: LuaState.Failure.self) { try state.run(code, name: "=test") }
    #expect(failure?.isLimit == true && failure?.text.contains("too much memory") == true)
    // Nothing runs any more in this run, and nothing was lost.
    #expect(throws: LuaState.Failure.self) { try state.run("return 1", name: "=again") }
    #expect(context.census.alive.load(ordering: .relaxed) <= 17)
  }

  @Test func `garbage does not count`() throws {
    let (state, _) = try makeToyState(limits: limits(memory: 16 << 20))
    try state.run("for i = 1, 500 do local r = toy.ruler(i, { bytes = 3 << 20 }) end", name: "=loop")
    try state.run("for i = 1, 500 do local s = ('x'):rep(1 << 20) .. i end", name: "=loop")
  }
}
