import Foundation
import Testing

struct CheckCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `findings are printed with file and line, and nothing runs`() throws {
    try folder.write(
      "print 'ran'\nlocal fringe = require 'fringe'\nfringe.laod 'x'\nos.execut()", to: "a.lua")
    try folder.write("#!/usr/bin/env fringe\nprint 'ran'", to: "b.lua")
    let outcome = try folder.run("check", "a.lua", "b.lua")
    #expect(outcome.status == 1 && outcome.errors.isEmpty)
    #expect(
      outcome.output == """
        a.lua:3: fringe has no function or field "laod"; did you mean "load"?
        a.lua:4: os has no field "execut"; did you mean "execute"?

        """)
  }

  @Test func `a script without findings is passed over in silence`() throws {
    try folder.write(
      "#!/usr/bin/env fringe\nlocal fringe = require 'fringe' print(fringe.version, ...)", to: "a.lua")
    let outcome = try folder.run("check", "a.lua")
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
  }

  @Test func `a syntax error is what Lua says`() throws {
    try folder.write("local x =\n= 1", to: "a.lua")
    let outcome = try folder.run("check", "a.lua")
    #expect(outcome.status == 1 && outcome.output == "a.lua:2: unexpected symbol near '='\n")
  }

  @Test func `more locals than Lua allows are a syntax error`() throws {
    try folder.write((0...200).map { "local v\($0) = 1" }.joined(separator: "\n"), to: "a.lua")
    #expect(try folder.run("check", "a.lua").output.contains("too many local variables (limit is 200)"))
  }

  @Test func `a script that cannot be read is a finding, and no script is wrong usage`() throws {
    #expect(try folder.run("check", "none.lua").status == 1)
    #expect(try folder.run("check").status == 64)
  }
}
