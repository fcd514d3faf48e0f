import Foundation
import Testing

/// Every writer of the real program, where no file may become larger than 4 KiB.
struct FullDiskTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.script, to: "save.lua")
  }

  /// Saves in every format, and prints the name and the message of what could not be saved.
  private static let script = """
    local fringe = require "fringe"
    local size = tonumber(arg[1])
    local image = fringe.image(size, size, function(row, column)
      return 100 + 50 * math.sin(1.2 * column + 0.4 * row) + 50 * math.sin(1.3 * row - 0.3 * column) + math.random(0, 9)
    end)
    local one, two = image:reflection { dx = 6, dy = 2, window = 32 }, image:reflection { dx = -2, dy = 7, window = 32 }
    local map = image:roll { window = 32, reflections = { one, two }, step = 8, patch = 7, estimator = "parabola" }
    local rows, list = fringe.table { "a", "b" }, {}
    for i = 1, size do rows:add { a = i / 3, b = math.random() } end
    for i = 1, 16 do
      list[i] = image:reflection { dx = i, dy = 2, window = 64 }
      list[i].label = ("x"):rep(size)
    end
    local function save(value) return function(name) value:save(name) end end
    local function stack(name)
      local writer <close> = fringe.create(name)
      for _ = 1, 3 do writer:add(image) end
      writer:close()
    end
    local cases = {
      { "a.tif", save(image) }, { "a.npy", save(image) }, { "a.npz", save(image) }, { "a.png", save(image) },
      { "a.csv", save(image) }, { "a.mrc", save(image) }, { "a.hspy", save(image) },
      { "s.tif", stack }, { "s.npy", stack }, { "s.npz", stack }, { "s.mrc", stack }, { "s.hspy", stack },
      { "map", save(map) }, { "map.h5", save(map) }, { "map.hspy", save(map) },
      { "strain", save(map:strain { reference = "median" }) },
      { "f.png", save(image:figure()) }, { "f.pdf", save(image:figure()) }, { "f.svg", save(image:figure()) },
      { "t.csv", save(rows) }, { "t.tsv", save(rows) },
      { "r.lua", function(name) fringe.save_reflections(list, name) end },
    }
    for _, case in ipairs(cases) do
      local is_saved, message = pcall(case[2], case[1])
      if not is_saved then print(case[1], message) end
    end
    print(#cases)
    """

  /// The contents of all that was saved, by path; the record of a run is left out.
  private func saved() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    let path = folder.path + "/saved"
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) where name != "run.json" {
      contents[name] = FileManager.default.contents(atPath: path + "/" + name)
    }
    return contents
  }

  private func save(size: Int, limit: String) throws -> [Substring] {
    let command = "\(limit) exec '\(Program.path)' --quiet -o saved save.lua \(size)"
    let outcome = try Program.run(["-c", command], by: "/bin/sh", in: folder.path)
    #expect(outcome.status == 0 || outcome.errors.contains("run.json: cannot write"), "\(outcome.errors)")
    return outcome.output.split(separator: "\n")
  }

  // The limit is 8 blocks of 512 bytes. Its signal ends a program that does not expect it.
  @Test(arguments: [true, false])
  func `a full disk is an error of every writer, and leaves what was there`(isEmpty: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/saved", withIntermediateDirectories: true)
    if !isEmpty { #expect(try save(size: 64, limit: "").count == 1, "all is saved without a limit") }
    let before = try saved()
    #expect(before.isEmpty == isEmpty)
    let lines = try save(size: 400, limit: "ulimit -f 8;")
    let count = Int(lines.last ?? "")
    #expect(count != nil && count == lines.count - 1, "\(lines)")
    for line in lines.dropLast() {
      #expect(
        line.contains("cannot write: File too large") || line.contains("cannot write; the disk"), "\(line)")
    }
    #expect(try saved() == before)
  }

  @Test func `so it is with the annotations for editors`() throws {
    let command = "ulimit -f 8; exec '\(Program.path)' stubs stubs"
    let outcome = try Program.run(["-c", command], by: "/bin/sh", in: folder.path)
    #expect(outcome.status == 1 && outcome.errors.contains("cannot write: File too large"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/stubs").isEmpty)
  }
}
