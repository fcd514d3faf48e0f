import ArgumentParser
import ScriptAPI
import Scripting

/// `fringe help NAME`: what a function, a class or a field of the Lua API does.
struct Help: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Tell what a name of the Lua API means: fringe help image:roll.")

  @Flag(help: .hidden)
  var markdown = false

  @Argument(help: "A function, a method, a field or a class: fringe.load, image:roll, roll, LatticeMap.")
  var name: String?

  func run() throws {
    let help = HelpText(fringeLibrary)
    if markdown { return print(MarkdownReference(fringeLibrary).text, terminator: "") }
    guard let name else {
      print(Fringe.helpMessage())
      return print("\n" + help.overview)
    }
    if let text = help.text(for: name) { return print(text) }
    if let command = Fringe.configuration.subcommands.first(where: { $0.configuration.commandName == name }) {
      return print(Fringe.helpMessage(for: command))
    }
    Console.standard.write(
      "fringe: help: there is no \"\(name)\"\(help.hint(for: name)); fringe help lists all names\n")
    throw ExitCode(1)
  }
}
