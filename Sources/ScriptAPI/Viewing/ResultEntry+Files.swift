import ImageFiles
import Imaging
import Inspection
import Lattice
import MapFiles

extension ResultEntry {
  /// A folder that holds a map or strain; nil for any other.
  init?(folder: String, name: String) {
    if AtomicFile.exists("\(folder)/\(MapFolder.manifest)") {
      self.init(name, .map) { () throws(Unreadable) in
        try Self.reading { () throws(ImageFileError) in try Self.map(try MapFolder.load(folder), at: folder) }
      }
    } else if AtomicFile.exists("\(folder)/\(StrainFolder.manifest)") {
      self.init(name, .strain) { () throws(Unreadable) in
        try Self.reading { () throws(ImageFileError) in
          .inspected(StrainInspector(try StrainFolder.load(folder)), notes: [])
        }
      }
    } else {
      return nil
    }
  }

  /// A file, which shows its kind by its name, or inside.
  ///
  /// - Parameter isSaved: Whether a run has saved it: a picture then is a figure, and else an image.
  init(file path: String, name: String, isSaved: Bool) {
    let ending = FilePath.pathExtension(path)
    let pictures: [String: ResultContent.PictureType] = [
      "png": .png, "jpg": .jpeg, "jpeg": .jpeg, "svg": .svg, "pdf": .pdf,
    ]
    if let type = pictures[ending], isSaved || type == .svg || type == .pdf {
      self.init(name, .figure) { () throws(Unreadable) in
        try Self.reading { () throws(ImageFileError) in
          .figure(bytes: try Self.bytes(of: path), type: type)
        }
      }
    } else if ["csv", "tsv"].contains(ending) {
      self.init(name, .table) { () throws(Unreadable) in
        try Self.reading { () throws(ImageFileError) in .table(try TableFile.read(path)) }
      }
    } else if MapFile.extensions.contains(ending), MapFile.isMap(path) {
      self.init(name, .map) { () throws(Unreadable) in
        try Self.reading { () throws(ImageFileError) in try Self.map(try MapFile.load(path), at: path) }
      }
    } else if Self.isImage(path) {
      self.init(name, .image) { () throws(Unreadable) in
        try Self.reading { () throws(ImageFileError) in
          let loaded = try ImageFile.load(path: path)
          return .inspected(
            ImageInspector(loaded.image), notes: loaded.notes + [loaded.calibrationNote].compactMap(\.self))
        }
      }
    } else {
      self.init(name, .other) { () throws(Unreadable) in throw Unreadable("\(name) is not shown here") }
    }
  }

  /// Whether a reader knows the file's content.
  private static func isImage(_ path: String) -> Bool {
    guard let file = try? InputFile(path: path), let head = try? ImageFile.head(of: file) else {
      return false
    }
    return ImageFile.readers.contains { $0.recognises(head) }
  }

  private static func map(_ map: LatticeMap, at path: String) throws(ImageFileError) -> ResultContent {
    do throws(RollingWindowError) {
      return .inspected(try MapInspector(map), notes: map.warnings.map { "\($0)" })
    } catch {
      throw ImageFileError(path: path, problem: .damaged("\(error)"))
    }
  }

  private static func bytes(of path: String) throws(ImageFileError) -> [UInt8] {
    let file = try InputFile(path: path)
    guard file.size <= 256 << 20 else {
      throw ImageFileError(
        path: path, problem: .tooLarge(claimed: "\(file.size) bytes of a picture", limit: 256 << 20))
    }
    return try file.bytes(at: 0, count: file.size)
  }

  private static func reading(
    _ body: () throws(ImageFileError) -> ResultContent
  ) throws(Unreadable) -> ResultContent {
    do throws(ImageFileError) { return try body() } catch { throw Unreadable("\(error)") }
  }
}
