import Foundation
import Testing

/// The prompt on a terminal.
@Suite(
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/setsid"), "setsid is not installed"))
struct TerminalTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func prompt(_ arguments: String...) throws -> Terminal {
    let terminal = try Terminal(arguments, in: folder.path)
    try terminal.wait(for: "> ")
    return terminal
  }

  @Test func `lines are run and answered, also statements of several lines`() throws {
    let terminal = try prompt()
    try terminal.type("6 * 7\n", until: "\n42\r\n")
    try terminal.type("for i = 8, 9 do\n", until: ">> ")
    try terminal.type("print(i * 11)\nend\n", until: "\n88\r\n99\r\n")
    try terminal.type("local y = 5\n", until: "> ")
    try terminal.type("y * 11\n", until: "\n55\r\n")
    try terminal.type("fringe.image(2, 2, 4)\n", until: "Image 2×2 float32")
    #expect(try terminal.leave() == 0)
  }

  @Test func `an error is told in one line, and the prompt goes on`() throws {
    let terminal = try prompt()
    let shown = try terminal.type("fringe.laod()\n", until: "did you mean \"load\"?")
    #expect(shown.contains("prompt:1: fringe has no function or field \"laod\""))
    #expect(try !terminal.type("6 * 7\n", until: "\n42\r\n").contains("traceback"))
  }

  @Test func `Tab completes names, and shows them where there are several`() throws {
    let terminal = try prompt()
    try terminal.type("#fringe.vers\t + 40\n", until: "\n45\r\n")
    try terminal.type("x = fringe.load_\t", until: "load_reflections")
  }

  @Test func `Ctrl-C stops what runs, Lua or kernel, and keeps the prompt`() throws {
    let terminal = try prompt()
    for code in [
      "print(6 * 7) while true do pcall(function() while true do end end) end",
      "i = fringe.image(3000, 3000, 1) print(6 * 7) while true do i:median_filter(31) end",
      "print(6 * 7) fringe.simulate { size = 6000 }",
      "print(6 * 7) i:resample(4)",
      "print(6 * 7) while true do i:save 'x.png' end",
    ] {
      try terminal.type(code + "\n", until: "\n42\r\n")
      try terminal.interrupt(until: "interrupted")
      try terminal.type("5 * 11\n", until: "\n55\r\n")
    }
    #expect(try terminal.leave() == 0)
  }

  @Test func `Ctrl-C gives up a line`() throws {
    let terminal = try prompt()
    try terminal.type("for i = 1, 2 do\n", until: ">> ")
    try terminal.type("print('half", until: "half")
    try terminal.interrupt(until: "> ")
    try terminal.type("6 * 7\n", until: "\n42\r\n")
  }

  @Test func `an early Ctrl-C, and many of them, leave the prompt`() throws {
    let terminal = try Terminal([], in: folder.path)
    try terminal.wait(for: "Ctrl-D leaves")
    for delay in [0, 0.001, 0.003, 0.01, 0.03, 0.1] {
      Thread.sleep(forTimeInterval: delay)
      try terminal.interruptAtOnce()
    }
    Thread.sleep(forTimeInterval: 0.5)
    try terminal.type("6 * 7\n", until: "\n42\r\n")
    for _ in 0..<5 {
      try terminal.type("print(5 * 11)\n", until: "\n55\r\n")
      try terminal.interruptAtOnce()
    }
    Thread.sleep(forTimeInterval: 0.5)
    try terminal.type("6 * 7\n", until: "\n42\r\n")
    #expect(try terminal.leave() == 0)
  }

  @Test func `lines are remembered from one session to the next`() throws {
    let first = try prompt()
    try first.type("6 * 7\n", until: "\n42\r\n")
    #expect(try first.leave() == 0)
    let second = try prompt()
    try second.type("\u{1B}[A\n", until: "\n42\r\n")
  }

  @Test func `a statement of several lines comes back as one, here and in the next session`() throws {
    let first = try prompt()
    try first.type("x = 6\n", until: "> ")
    try first.type("for i = 8, 9 do -- of several lines\n", until: ">> ")
    try first.type("  print(i * 11)\n", until: ">> ")
    try first.type("end\n", until: "\n88\r\n99\r\n")
    let (up, left) = ("\u{1B}[A", "\u{1B}[D")
    try first.type("\(up)\n", until: "\n88\r\n99\r\n")
    // Back over end, the line feed and the bracket: 11 becomes 111.
    try first.type(up + String(repeating: left, count: 5) + "1\n", until: "\n888\r\n999\r\n")
    try first.type("\(up)\(up)\(up) * 7\n", until: "> ")
    try first.type("x\n", until: "\n42\r\n")
    #expect(try first.leave() == 0)
    let second = try prompt()
    try second.type("\(up)\(up)\(up)\n", until: "\n888\r\n999\r\n")
  }

  @Test func `a statement that was given up comes back as far as it went`() throws {
    let terminal = try prompt()
    try terminal.type("for i = 8, 9 do\n", until: ">> ")
    try terminal.type("print(i * 11)\n", until: ">> ")
    try terminal.interrupt(until: "> ")
    try terminal.type("\u{1B}[A\n", until: ">> ")
    try terminal.type("end\n", until: "\n88\r\n99\r\n")
  }

  @Test func `help tells of names, functions and objects`() throws {
    let terminal = try prompt()
    try terminal.type("help \"image:bin\"\n", until: "incomplete blocks at the far edges")
    try terminal.type("help(fringe.load)\n", until: "what the file holds is found in its content")
    try terminal.type("help(fringe.image(2, 2, 1))\n", until: "image:median_filter")
    try terminal.type("help 'image:bni'\n", until: "did you mean \"image:bin\"?")
    try terminal.type("help()\n", until: "fringe.simulate")
  }

  @Test func `-i goes on at a prompt with what a script has made`() throws {
    try folder.write("made = 6", to: "s.lua")
    let terminal = try prompt("-i", "s.lua")
    try terminal.type("made * 7\n", until: "\n42\r\n")
  }
}
