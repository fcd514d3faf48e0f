import ArgumentParser
import ImageFiles
import ScriptAPI
import Scripting

/// `fringe stubs FOLDER`: annotations with which editors complete and check scripts.
struct Stubs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stubs", abstract: "Write what editors need to complete and check scripts (LuaCATS).",
    discussion: """
      Writes FOLDER/fringe.lua. With VS Code and the extension "Lua" (lua-language-server), add FOLDER to the setting \
      Lua.workspace.library.
      """)

  @Argument(help: "The folder; it is made when missing.")
  var folder: String

  func run() throws {
    let path = folder + "/fringe.lua"
    do {
      let file = try AtomicFile(path: path, makingFolders: true)
      try file.write(EditorStubs(fringeLibrary).text)
      try file.commit()
    } catch {
      Console.standard.write("fringe: \(error)\n")
      throw ExitCode(1)
    }
    print("wrote \(path); name its folder in the editor's setting Lua.workspace.library")
  }
}
