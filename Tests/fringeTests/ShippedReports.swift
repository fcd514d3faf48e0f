import Foundation
import TestSupport

/// Reports of what ships, made in a folder that goes away with this object.
struct ShippedReports {
  let folder: TemporaryFolder

  /// Paths in the checkout, without the files of parameters.
  static let scripts: [String] = {
    let all = ["scripts", "examples"].flatMap { root in
      (FileManager.default.enumerator(atPath: Checkout.path(root))?.allObjects as? [String] ?? [])
        .map { root + "/" + $0 }
    }
    return all.filter { $0.hasSuffix(".lua") && !$0.hasSuffix(".params.lua") }.sorted()
  }()

  static func name(_ script: String) -> String {
    URL(filePath: script).deletingPathExtension().lastPathComponent
  }

  /// With what they need that has no image of its own.
  init() throws {
    folder = try TemporaryFolder()
    try folder.run(
      "--record", "none", "-e",
      """
      local image = require 'fringe'.simulate { size = 256, seed = 2 }
      image:save 'particle.tif'
      image:crop { row = 60, column = 60, rows = 48, columns = 64 }:save 'mixed/part.npy'
      """)
    try folder.write("words", to: "mixed/notes.txt")
  }

  /// Makes the report of a script, and gives its path.
  func make(_ script: String) throws -> (path: String, outcome: Program.Outcome) {
    let name = Self.name(script)
    var arguments = ["report", Checkout.path(script), "-o", name + ".html", "--folder", name]
    switch name {
    case "convert_to_tiff": arguments += ["mixed"]
    case "your_image": arguments += ["particle.tif"]
    case _ where script.hasPrefix("scripts/"): arguments += ["particle.tif", "--set", "step=4"]
    default: break
    }
    return ("\(folder.path)/\(name).html", try Program.run(arguments, in: folder.path))
  }
}
