import Foundation
import ImageFiles
import Imaging
import Inspection
import Lattice
import MapFiles
import ScriptAPI
import Testing

/// What `fringe view` finds at a path.
struct ResultListTests {
  private final class Folder {
    let path = NSTemporaryDirectory() + "fringe-view-" + UUID().uuidString
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static let map: LatticeMap = {
    let calibration = Calibration(pixelSize: 0.03, unit: .nanometres, source: .script)
    let image = Image(rows: 64, columns: 70, calibration: calibration) { row, column in
      100 + 30 * cos(Float(column) * 1.1 + Float(row) * 0.4) + 20 * cos(Float(column) * 0.3 - Float(row))
    }
    var options = RollingWindow()
    (options.window, options.step, options.patch, options.estimator) = (32, 8, 7, .phase)
    let reflections = [
      Reflection(dx: 5.6, dy: 2, window: 32, calibration: calibration),
      Reflection(dx: 1.5, dy: -5.1, window: 32, calibration: calibration),
    ]
    do { return try image.roll(options, reflections: reflections) } catch { preconditionFailure("\(error)") }
  }()

  /// What `run.json` says of files that are there.
  private func record(_ names: [String], in folder: String, extra: String = "") throws {
    let outputs = try names.map { name in
      "{ \"path\": \"\(name)\", \"sha256\": \"\(try #require(RunRecord.currentHash(of: "\(folder)/\(name)")))\" }"
    }
    try """
    { "fringe": "1.0", "script": { "sha256": "00" }, "date": "2026-11-22T21:00:00+0000"\(extra),
      "outputs": [\(outputs.joined(separator: ", "))] }
    """.write(toFile: folder + "/run.json", atomically: false, encoding: .utf8)
  }

  @Test func `maps, strain, images and tables are found one by one`() throws {
    let folder = try Folder()
    try MapFolder.save(Self.map, to: folder.path + "/map")
    try MapFile.save(Self.map, to: folder.path + "/map.h5")
    try StrainFolder.save(Self.map.strain(), to: folder.path + "/strain")
    try ImageFile.save(Self.map.source, to: folder.path + "/image.tif")
    try ImageFile.save(Self.map.source, to: folder.path + "/image.hspy")
    try ImageFile.save(Self.map.source, to: folder.path + "/picture.png")
    try "a,b (nm)\n1,2\n".write(toFile: folder.path + "/table.csv", atomically: false, encoding: .utf8)
    let expected: [(String, ResultEntry.Kind)] = [
      ("map", .map), ("map/", .map), ("map/map.txt", .map), ("map.h5", .map), ("strain", .strain),
      ("image.tif", .image), ("image.hspy", .image), ("picture.png", .image), ("table.csv", .table),
    ]
    for (name, kind) in expected {
      let list = try ResultList("\(folder.path)/\(name)")
      #expect(list.entries.map(\.kind) == [kind] && list.entries[0].state() == .unrecorded, "\(name)")
      let content = try list.entries[0].open()
      switch content {
      case .inspected(let inspector, _):
        #expect(kind != .table && inspector.source.rows == 64)
        #expect((inspector is MapInspector) == (kind == .map))
        #expect((inspector is StrainInspector) == (kind == .strain))
      case .table(let table): #expect(kind == .table && table.rowCount == 1)
      case .figure: Issue.record("\(name) is a figure")
      }
    }
  }

  @Test func `what there is nothing to see of is refused with the reason`() throws {
    let folder = try Folder()
    try "hello".write(toFile: folder.path + "/notes.txt", atomically: false, encoding: .utf8)
    try "{ \"a\": 1 }".write(toFile: folder.path + "/other.json", atomically: false, encoding: .utf8)
    for (name, reason) in [
      ("", "no result is in this folder"), ("/notes.txt", "nothing that can be shown"),
      ("/other.json", "not a record of a run"), ("/none", "no such file"),
    ] {
      let error = #expect(throws: ImageFileError.self) { try ResultList(folder.path + name) }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `what a run saved outside its output folder is found from there`() throws {
    let folder = try Folder()
    try MapFolder.save(Self.map.select([0]), to: folder.path + "/beside/map")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/out", withIntermediateDirectories: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/beside/map").sorted()
    try record(names.map { "../beside/map/\($0)" }, in: folder.path + "/out")
    let list = try ResultList(folder.path + "/out")
    #expect(list.entries.map(\.name) == ["../beside/map"] && list.entries.map(\.kind) == [.map])
    #expect(list.entries.allSatisfy { $0.state() == .unchanged })
  }

  @Test func `a run's results are listed, maps first, and those that have changed are told`() throws {
    let folder = try Folder()
    try MapFolder.save(Self.map.select([0]), to: folder.path + "/maps/a")
    try StrainFolder.save(Self.map.strain(), to: folder.path + "/strain")
    try ImageFile.save(Self.map.source, to: folder.path + "/image.tif")
    try ImageFile.save(Self.map.source, to: folder.path + "/figure.png")
    for name in ["table.csv", "notes.txt"] {
      try "x\n1\n".write(toFile: folder.path + "/" + name, atomically: false, encoding: .utf8)
    }
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder.path + "/" + $0, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
    try record(names, in: folder.path, extra: ", \"failure\": \"x.lua:3: oh\\nstack\"")
    for path in [folder.path, folder.path + "/run.json"] {
      let list = try ResultList(path)
      #expect(
        list.entries.map(\.name) == [
          "maps/a", "strain", "image.tif", "figure.png", "table.csv", "notes.txt",
        ])
      #expect(list.entries.map(\.kind) == [.map, .strain, .image, .figure, .table, .other])
      #expect(list.notes == ["run of 2026-11-22T21:00:00+0000", "the run failed: x.lua:3: oh"])
      #expect(list.entries.allSatisfy { $0.state() == .unchanged })
    }
    let list = try ResultList(folder.path)
    guard case .figure(let bytes, .png) = try list.entries[3].open() else {
      Issue.record("a saved picture is no figure")
      return
    }
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let error = #expect(throws: ResultEntry.Unreadable.self) { try list.entries[5].open() }
    #expect(error?.description == "notes.txt is not shown here")
    try "x\n2\n".write(toFile: folder.path + "/table.csv", atomically: false, encoding: .utf8)
    try FileManager.default.removeItem(atPath: folder.path + "/maps/a/radius_1.tif")
    #expect(list.entries[4].state() == .changed(["table.csv"]))
    #expect(list.entries[0].state() == .missing(["maps/a/radius_1.tif"]))
    let missing = #expect(throws: ResultEntry.Unreadable.self) { try list.entries[0].open() }
    #expect(missing?.description.contains("radius_1.tif") == true)
  }
}
