import Foundation
import ScriptAPI
import Testing

struct HelpCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `help tells what a name means`() throws {
    let outcome = try folder.run("help", "image:bin")
    #expect(
      outcome.status == 0 && outcome.output.hasPrefix("image:bin(n, { method = \"mean\" })  --> Image\n\n"))
  }

  @Test func `help alone shows the commands and every function`() throws {
    let outcome = try folder.run("help")
    #expect(outcome.status == 0 && outcome.output.contains("--set NAME=VALUE"))
    for function in fringeLibrary.functions { #expect(outcome.output.contains("  fringe.\(function.name)")) }
  }

  @Test func `help on a command shows its options`() throws {
    #expect(try folder.run("help", "run").output.contains("--params <file>"))
  }

  @Test func `help on an unknown name has a hint and status 1`() throws {
    let outcome = try folder.run("help", "image:bni")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("there is no \"image:bni\"; did you mean \"image:bin\"?"))
  }

  @Test func `help finds a method also by a variable of the script's own`() throws {
    #expect(try folder.run("help", "p:with").output.hasPrefix("parameters:with"))
    #expect(try folder.run("help", "map[1]:mean").output.hasPrefix("planes:mean(region)"))
    #expect(try folder.run("help", "strain:mean").output.hasPrefix("strain:mean(region)"))
    // There are several classes that save.
    let saves = try folder.run("help", "t:save").output
    for name in ["image:save ", "table:save ", "map:save "] { #expect(saves.contains(name)) }
    #expect(try folder.run("help", "x:nonsense").status == 1)
  }

  @Test func `stubs are written to a folder that is made`() throws {
    let outcome = try folder.run("stubs", "a/b")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try String(contentsOfFile: folder.path + "/a/b/fringe.lua", encoding: .utf8)
    #expect(text.hasPrefix("---@meta fringe\n") && text.hasSuffix("return fringe\n"))
    try folder.write("", to: "file")
    #expect(try folder.run("stubs", "file").status == 1)
  }
}
