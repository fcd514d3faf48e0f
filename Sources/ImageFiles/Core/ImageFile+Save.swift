import Imaging

extension ImageFile {
  /// The formats that are written. A new one joins here.
  public static var writers: [any ImageWriter.Type] {
    [
      TIFFWriter.self, NPYWriter.self, PNGWriter.self, CSVWriter.self, MRCWriter.self, HSPYWriter.self,
      NPZWriter.self,
    ]
  }

  /// Writes an image in the format of the path's extension: the file is there whole or not at all.
  ///
  /// - Parameters:
  ///   - type: How the numbers are stored; nil is the format's usual type.
  ///   - makingFolders: Whether folders that are missing on the way are made.
  public static func save(
    _ image: Image, to path: String, as type: SampleType? = nil, makingFolders: Bool = false
  ) throws(ImageFileError) {
    let writer = try writer(for: path)
    let type = try sampleType(type, of: writer, path: path)
    let file = try AtomicFile(path: path, makingFolders: makingFolders)
    try writer.write(image, as: type, to: file)
    try file.commit()
  }

  /// Begins a file of several images in the format of the path's extension; it is there once the writer is finished.
  public static func create(
    _ path: String, as type: SampleType? = nil, makingFolders: Bool = false
  ) throws(ImageFileError) -> any ImageStackWriter {
    let writer = try writer(for: path)
    guard let stackWriter = writer as? any ImageStackWriter.Type else {
      let known = writers.filter { $0 is any ImageStackWriter.Type }.flatMap { $0.extensions }
      throw ImageFileError(
        path: path,
        problem: .unwritable(
          "a \(writer.format) file holds one image; use one of \(known.map { ".\($0)" }.joined(separator: ", "))"
        ))
    }
    let type = try sampleType(type, of: writer, path: path)
    return try stackWriter.init(AtomicFile(path: path, makingFolders: makingFolders), as: type)
  }

  private static func sampleType(
    _ type: SampleType?, of writer: any ImageWriter.Type, path: String
  ) throws(ImageFileError) -> SampleType {
    guard let type else { return writer.sampleTypes[0] }
    guard writer.sampleTypes.contains(type) else {
      let known = writer.sampleTypes.map(\.rawValue).joined(separator: ", ")
      throw ImageFileError(
        path: path,
        problem: .unwritable("\(writer.format) is not written as \(type.rawValue); use one of \(known)"))
    }
    return type
  }

  private static func writer(for path: String) throws(ImageFileError) -> any ImageWriter.Type {
    let wanted = FilePath.pathExtension(path)
    guard let writer = writers.first(where: { $0.extensions.contains(wanted) }) else {
      let known = writers.flatMap { $0.extensions }.map { ".\($0)" }.joined(separator: ", ")
      let found = wanted.isEmpty ? "the name has no extension" : ".\(wanted) is not written"
      throw ImageFileError(path: path, problem: .unwritable("\(found); use one of \(known)"))
    }
    return writer
  }
}
