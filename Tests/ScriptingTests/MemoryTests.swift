import Scripting
import Testing

struct MemoryTests {
  @Test func `dropped objects are collected by the memory they hold, not by their handles`() throws {
    let (state, context) = try makeToyState()
    try state.run("for i = 1, 1000 do toy.ruler(i, { bytes = 8 << 20 }) end", name: "=loop")
    // One collection per 64 MB: never more than 64 MB of garbage beside what is being made.
    #expect(context.census.alive.load(ordering: .relaxed) <= 9)
  }

  @Test func `closing an object returns its memory at once, and twice is once`() throws {
    let (state, context) = try makeToyState()
    try state.run("do local r <close> = toy.ruler(1, { bytes = 1000 }) end", name: "=close")
    #expect(state.hostBytes == 0)
    #expect(context.census.alive.load(ordering: .relaxed) == 0)
    state.collectGarbage()
    #expect(state.hostBytes == 0)
  }

  @Test func `a state lets go of everything when it ends`() throws {
    var state: LuaState?
    let context = ToyContext()
    state = try LuaState(context: context) { _ in }
    state?.open(toyLibrary)
    try state?.run("toy = require 'toy' a = toy.ruler(1) b = toy.record()", name: "=x")
    #expect(context.census.alive.load(ordering: .relaxed) == 2)
    state = nil
    #expect(context.census.alive.load(ordering: .relaxed) == 0)
  }

  @Test func `a memory limit is an error that the script can catch`() throws {
    let (state, _) = try makeToyState()
    state.limitLuaBytes(to: state.luaBytes + 1 << 20)
    #expect(state.message("local s = ('x'):rep(1 << 24)") == "not enough memory")
    #expect(try state.texts("return toy.ruler(2).length") == ["2.0"])
  }

  @Test(arguments: [
    "toy.ruler(30, { name = 'a name', bytes = 10 })", "toy.sum { 1, 2, 3 }",
    "toy.each(3, function(i) return #('x'):rep(i * 1000) end)", "toy.pair()", "toy.record()",
    "tostring(toy.ruler(2) + toy.ruler(3))", "toy.ruler(9):cut(3, { mode = 'odd' })", "toy.threads = 2",
    "pcall(toy.fail)", "pcall(toy.ruler, 'x')",
  ])
  func `an allocation refused at any point is an error, never a leak or a crash`(code: String) throws {
    let (state, context) = try makeToyState()
    // Compiled before, so that the allocations counted are those of the call.
    try state.run("function call() return \(code) end".replacingReturnOfAssignment, name: "=setup")
    var n = 0
    var succeeded = false
    while !succeeded {
      n += 1
      try #require(n < 500, "the call never succeeded")
      state.refuseAllocation(n)
      let message = state.message("call()")
      state.refuseAllocation(0)
      succeeded = message == nil
      if let message { #expect(message.contains("not enough memory")) }
      state.collectGarbage()
      #expect(context.census.alive.load(ordering: .relaxed) == 0, "leaked at allocation \(n)")
      #expect(state.hostBytes == 0)
    }
    #expect(n > 1)
  }
}

extension String {
  /// `function call() return x = 1 end` is no Lua; without `return` it is.
  fileprivate var replacingReturnOfAssignment: String {
    contains("threads = ") ? replacing("return ", with: "") : self
  }
}
