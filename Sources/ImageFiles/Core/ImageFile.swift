import Imaging

/// Opens, loads and saves image files; the format is found in the content when reading, in the name when writing.
public enum ImageFile {
  /// The formats that are read. A new one joins here; the first that recognises a file reads it.
  public static var readers: [any ImageReader.Type] {
    [TIFFReader.self, NPYReader.self, DMReader.self]
  }

  /// How many bytes of a file's beginning a reader sees to recognise it.
  public static let headByteCount = 4096

  /// Opens a file with the reader of its format.
  public static func open(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError)
    -> any ImageReader
  {
    let head = FileHead(bytes: try file.bytes(at: 0, count: headByteCount), fileSize: file.size)
    for reader in readers where reader.recognises(head) { return try reader.init(file, limits: limits) }
    throw ImageFileError(path: file.path, problem: .unrecognised(ForeignFormat.advice(head.bytes)))
  }

  /// Opens the file at a path with the reader of its format.
  public static func open(path: String, limits: ReadLimits = ReadLimits()) throws(ImageFileError)
    -> any ImageReader
  {
    try open(InputFile(path: path), limits: limits)
  }
}
