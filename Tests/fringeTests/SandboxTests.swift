import CHDF5Bridge
import Foundation
import Testing

struct SandboxTests {
  let folder: TemporaryFolder
  /// What `secret.txt` holds.
  static let secret = "the-secret-of-others"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.secret, to: "secret.txt")
    try folder.write("a\n1\n", to: "secret.csv")
    try folder.write("print '\(Self.secret)' return { a = 2 }", to: "secret.lua")
    try folder.write("return '\(Self.secret)'", to: "run/mine.lua")
    try folder.write("", to: "out/kept.txt")
    try folder.run(
      "-e",
      """
      local fringe = require "fringe"
      fringe.image(4, 4, 7):save "secret.npy"
      io.open("run/compiled.luac", "wb"):write(string.dump(function() return "\(Self.secret)" end)):close()
      io.open("run/a.emi", "wb"):write("\\x4a\\x4b\\x00\\x02\\0\\0\\0\\0", ("\\0"):rep(64)):close()
      """)
    for (link, target) in [
      ("run/link.txt", "../secret.txt"), ("run/up", ".."), ("out/up", ".."), ("out/hole.txt", "../made"),
      ("run/a_1.ser", "../secret.txt"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + link, withDestinationPath: target)
    }
    try? FileManager.default.removeItem(atPath: folder.path + "/run.json")
  }

  /// Every file outside of `out`, with its content.
  private var outside: [String: Data] {
    var contents: [String: Data] = [:]
    for path in folder.files where !path.hasPrefix("out/") && !path.hasPrefix("run/.") && path != "run/s.lua"
    {
      contents[path] = FileManager.default.contents(atPath: folder.path + "/" + path) ?? Data()
    }
    return contents
  }

  private func run(_ options: String..., script: String) throws -> Program.Outcome {
    try folder.write(script, to: "run/s.lua")
    return try Program.run(["--sandbox", "-o", "../out"] + options + ["s.lua"], in: folder.path + "/run")
  }

  @Test func `each attempt has a name of its own`() {
    #expect(Set(EscapeAttempt.all.map(\.name)).count == EscapeAttempt.all.count)
  }

  @Test(arguments: EscapeAttempt.all)
  func `an attempt is refused`(attempt: EscapeAttempt) throws {
    if attempt.code.contains("linked.h5") { try writeLinkedFile() }
    let before = outside
    let outcome = try run(
      script: """
        fringe = require "fringe"
        image = fringe.image(32, 32, function(r, c) return r * c % 5 end)
        map = image:roll { window = 32, step = 16, reflections = { fringe.reflection { dx = 8, dy = 3, window = 32 } } }
        secret = "\(folder.path)/secret.txt"
        local file = io.open("compiled.luac", "rb")
        compiled = file:read("a")
        file:close()
        local print, pcall = print, pcall
        local succeeded, value = pcall(function() \(attempt.code) end)
        print(succeeded and value and "escaped" or "refused")
        """)
    #expect(outcome.output.hasPrefix("refused\n"), "\(outcome.output)\(outcome.errors)")
    #expect(!outcome.output.contains(Self.secret) && !outcome.errors.contains(Self.secret))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outside == before)
  }

  @Test func `a script that is a binary chunk is not run`() throws {
    let outcome = try Program.run(["--sandbox", "compiled.luac"], in: folder.path + "/run")
    #expect(outcome.status == 1 && outcome.errors.contains("attempt to load a binary chunk"))
  }

  @Test func `what a script may do is done`() throws {
    let outcome = try run(
      script: """
        local fringe = require "fringe"
        local image = fringe.image(32, 32, function(r, c) return r + c end)
        image:save "sub/a.npy"
        assert(fringe.load("sub/a.npy"):at(2, 3) == 5 and #fringe.files "sub/*.npy" == 1)
        local file <close> = assert(io.open(fringe.output "notes.txt", "w"))
        file:write(io.open("s.lua"):read("l"), "\\n")
        file:seek("set")
        for line in io.lines "mine.lua" do assert(#line > 5) end
        assert(load("return ...", "x", "t", {})(7) == 7 and load("x = 1", "x", "bt", {}))
        assert(loadfile "mine.lua" and dofile "mine.lua" == loadfile("mine.lua")())
        assert(require "string" == string and require "fringe" == fringe and ("x"):rep(3) == "xxx")
        assert(os.time() > 0 and os.clock() >= 0 and os.date("%Y") and collectgarbage("count") > 0)
        assert(debug.traceback("x"):find "^x\\n" and coroutine.wrap(function() return 4 end)() == 4)
        local sums = image:map_windows({ window = 16, step = 16, context = { a = 1 } }, function(s, w, context)
          return s:amplitude():max() + context.a, require "fringe".version == nil and 1 or 2
        end)
        print(sums.rows, (select("#", sums)))
        """)
    #expect(outcome.output == "2\t1\n" && outcome.status == 0, "\(outcome.errors)")
    #expect(folder.files.contains("out/sub/a.npy") && folder.files.contains("out/notes.txt"))
  }

  @Test
  func `files that the command line names may be read, and folders after --read in place of the script's`()
    throws
  {
    try folder.write("print(io.open(...) and 'read', io.open('mine.lua') and 'beside')", to: "run/s.lua")
    let run = folder.path + "/run"
    #expect(try Program.run(["--sandbox", "s.lua", "../secret.csv"], in: run).output == "read\tbeside\n")
    let options = ["--sandbox", "--read", "../out", "-o", "../out", "s.lua", "../secret.csv"]
    #expect(try Program.run(options, in: run).output == "read\tnil\n")
    try folder.write("print(pcall(require 'fringe'.load, '../secret.npy'))", to: "run/s.lua")
    #expect(try Program.run(["--sandbox", "--read", "..", "s.lua"], in: run).output.hasPrefix("true"))
  }

  @Test func `a sandboxed run says so in its record, and is repeated in the sandbox`() throws {
    let outcome = try run(
      "--time", "5m", script: "require 'fringe'.image(2, 2, 1):save 'a.npy' print(io.open '../secret.txt')")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let record = try String(contentsOfFile: folder.path + "/out/run.json", encoding: .utf8)
    #expect(record.contains("\"sandbox\"") && record.contains("\"time\": \"5m\""))
    let repeated = try folder.run("rerun", "out/run.json")
    #expect(repeated.status == 0, "\(repeated.errors)")
    #expect(
      repeated.output.contains("the sandbox does not read there") && repeated.output.contains("identical"))
  }

  @Test func `without an output folder nothing is written`() throws {
    try folder.write(
      "print(pcall(require 'fringe'.image(2, 2, 1).save, require 'fringe'.image(2, 2, 1), 'a.npy'))",
      to: "run/s.lua")
    let before = outside
    let outcome = try Program.run(["--sandbox", "s.lua"], in: folder.path + "/run")
    #expect(outcome.output.contains("-o FOLDER lets it write there") && outside == before)
  }

  @Test func `folders to read are for a sandbox`() throws {
    #expect(try folder.run("--read", ".", "-e", "").status == 64)
    for limit in ["--memory", "--time"] {
      for value in ["", "x", "-1", "0", "3q", "nan"] {
        #expect(try folder.run(limit, value, "-e", "").status == 64)
      }
      #expect(try folder.run(limit, "none", "-e", "").status == 0)
    }
  }

  /// An HDF5 file with a link to another file, and with data in another file.
  private func writeLinkedFile() throws {
    fringe_hdf5_prepare()
    let file = H5Fcreate(
      folder.path + "/run/linked.h5", fringe_hdf5_truncate(), fringe_hdf5_default(), fringe_hdf5_default())
    try #require(file >= 0)
    #expect(
      H5Lcreate_external("../secret.h5", "/a", file, "far", fringe_hdf5_default(), fringe_hdf5_default()) >= 0
    )
    var extent: [hsize_t] = [4, 4]
    let space = H5Screate_simple(2, &extent, nil)
    let creation = H5Pcreate(fringe_hdf5_dataset_creation())
    #expect(H5Pset_external(creation, "../secret.txt", 0, 16) >= 0)
    let type = fringe_hdf5_stored_integer(1, 0)
    let set = H5Dcreate2(file, "raw", type, space, fringe_hdf5_default(), creation, fringe_hdf5_default())
    #expect(set >= 0)
    H5Dclose(set)
    H5Pclose(creation)
    H5Sclose(space)
    H5Fclose(file)
  }
}
