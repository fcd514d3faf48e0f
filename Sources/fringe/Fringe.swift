import ArgumentParser
import ScriptAPI

/// The command line: `fringe SCRIPT.lua`, and one command a file.
@main
struct Fringe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fringe",
    abstract: "Lattice-spacing and strain maps from high-resolution electron micrographs, in Lua scripts.",
    usage: """
      fringe [-o FOLDER] [--set NAME=VALUE] [--params FILE] [--threads N] [--no-cache] [--quiet] SCRIPT.lua [ARGUMENT ...]
      fringe --sandbox [--read FOLDER] [--memory 4G] [--time 10m] SCRIPT.lua [ARGUMENT ...]
      fringe SCRIPT.lua --help
      fringe report SCRIPT.lua [-o FILE.html] [ARGUMENT ...]
      fringe
      fringe -e CODE
      fringe pick IMAGE [-n 3] [--window 128] [-o FILE.lua]
      fringe rerun run.json
      fringe view FOLDER|run.json|MAP|IMAGE
      fringe info [--json] FILE ...
      fringe help [NAME]
      fringe check SCRIPT.lua
      fringe cache --info
      """,
    discussion: """
      fringe SCRIPT.lua runs a script; its arguments are in `arg` and `...`. Options stand before the script or \
      after it, up to `--`. See `fringe run --help` for them; `fringe SCRIPT.lua --help` lists a script's parameters. \
      fringe alone is a prompt on a terminal.
      """,
    version: "fringe \(fringeVersion)",
    subcommands: [
      Run.self, Report.self, Rerun.self, Pick.self, View.self, Info.self, Check.self, Help.self, Stubs.self,
      Cache.self,
    ],
    defaultSubcommand: Run.self)
}
