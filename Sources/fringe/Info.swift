import ArgumentParser
import ImageFiles
import Imaging
import Markup
import ScriptAPI

/// `fringe info FILE...`: what files say of their images.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what files say of their images: format, size, calibration and its source, instrument.",
    discussion: "No pixel is read. The exit status is 1 when a file could not be read; the others are shown.")

  @Flag(help: "Write a JSON list with everything that is known of each file.")
  var json = false

  @Argument(help: "The files.")
  var files: [String]

  func run() throws {
    var failed = false
    var list: [MetadataValue] = []
    for (index, path) in files.enumerated() {
      do throws(ImageFileError) {
        let summary = try FileSummary(path: path)
        if json {
          list.append(.group(summary.metadata))
        } else {
          print(index > 0 ? "\n" : "", FileReport(summary).text, separator: "", terminator: "")
        }
      } catch {
        failed = true
        list.append(.group(["path": .string(path), "error": .string("\(error.problem)")]))
        Console.standard.write("fringe: \(error)\n")
      }
    }
    if json { print(JSON.text(of: .list(list)), terminator: "") }
    if failed { throw ExitCode(1) }
  }
}
