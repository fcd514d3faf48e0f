/// Names what a file is that no reader knows, so that an error can say what to do.
enum ForeignFormat {
  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x47, 0x49, 0x46, 0x38], "a GIF"),
    ([0x42, 0x4D], "a BMP"), ([0x25, 0x50, 0x44, 0x46], "a PDF"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP"),
    ([0x1F, 0x8B], "a gzip"), ([0x89, 0x48, 0x44, 0x46], "an HDF5"),
  ]

  /// One line that says what the file seems to be and what to do.
  static func advice(_ head: [UInt8]) -> String {
    guard !head.isEmpty else { return "the file is empty" }
    if let known = signatures.first(where: { head.starts(with: $0.bytes) }) {
      return "this is \(known.name) file, which is not read; export the image as TIFF or NPY"
    }
    return "not an image in a format that is read (\(formats)); export the image as TIFF or NPY"
  }

  private static var formats: String { ImageFile.readers.map { $0.format }.joined(separator: ", ") }
}
