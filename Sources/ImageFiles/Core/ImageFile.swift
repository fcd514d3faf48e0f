import Imaging

/// Opens, loads and saves image files; the format is found in the content when reading, in the name when writing.
public enum ImageFile {
  /// The formats that are read. A new one joins here; the first that recognises a file reads it.
  public static var readers: [any ImageReader.Type] {
    [
      TIFFReader.self, NPYReader.self, PNGReader.self, JPEGReader.self, DMReader.self, SERReader.self,
      EMIReader.self, MRCReader.self, HDF5ImageReader.self, NPZReader.self, MATReader.self,
    ]
  }

  /// How many bytes of a file's beginning a reader sees to recognise it.
  public static let headByteCount = 4096

  /// Opens a file with the reader of its format.
  public static func open(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError)
    -> any ImageReader
  {
    let head = try head(of: file)
    for reader in readers where reader.recognises(head) { return try reader.init(file, limits: limits) }
    throw ImageFileError(path: file.path, problem: .unrecognised(ForeignFormat.advice(head.bytes)))
  }

  /// The beginning of a file, by which its format is found.
  package static func head(of file: InputFile) throws(ImageFileError) -> FileHead {
    FileHead(bytes: try file.bytes(at: 0, count: headByteCount), fileSize: file.size)
  }

  /// Opens the file at a path with the reader of its format.
  public static func open(path: String, limits: ReadLimits = ReadLimits()) throws(ImageFileError)
    -> any ImageReader
  {
    try open(InputFile(path: path), limits: limits)
  }
}
