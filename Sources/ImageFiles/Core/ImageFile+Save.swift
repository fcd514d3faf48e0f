import Imaging

extension ImageFile {
  /// The formats that are written. A new one joins here.
  public static var writers: [any ImageWriter.Type] {
    [TIFFWriter.self, NPYWriter.self, PNGWriter.self, CSVWriter.self]
  }

  /// Writes an image in the format of the path's extension: the file is there whole or not at all.
  ///
  /// - Parameter makingFolders: Whether folders that are missing on the way are made.
  public static func save(
    _ image: Image, to path: String, makingFolders: Bool = false
  ) throws(ImageFileError) {
    let wanted = FilePath.pathExtension(path)
    guard let writer = writers.first(where: { $0.extensions.contains(wanted) }) else {
      let known = writers.flatMap { $0.extensions }.map { ".\($0)" }.joined(separator: ", ")
      let found = wanted.isEmpty ? "the name has no extension" : ".\(wanted) is not written"
      throw ImageFileError(path: path, problem: .unwritable("\(found); use one of \(known)"))
    }
    let file = try AtomicFile(path: path, makingFolders: makingFolders)
    try writer.write(image, to: file)
    try file.commit()
  }
}
