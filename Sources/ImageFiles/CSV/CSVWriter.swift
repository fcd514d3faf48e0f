import Imaging

/// Writes the values as text: a line a row, commas between, no heading, `nan` for a missing value. Numbers are the
/// shortest that read back as the same 32-bit float.
public enum CSVWriter: ImageWriter {
  public static let format = "CSV"
  public static let extensions = ["csv"]
  public static let sampleTypes: [SampleType] = [.float32]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    var text: [UInt8] = []
    for row in 0..<image.rows {
      for index in row * image.columns..<(row + 1) * image.columns {
        append(image.pixels[index], to: &text)
        text.append(UInt8(ascii: ","))
      }
      text[text.count - 1] = UInt8(ascii: "\n")
      if text.count > 1 << 20 {
        try file.write(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    try file.write(text)
  }

  /// `1`, not `1.0`: whole numbers take no point.
  private static func append(_ value: Float, to text: inout [UInt8]) {
    let description = value.description.utf8
    text.append(contentsOf: description)
    if text.suffix(2).elementsEqual(".0".utf8) { text.removeLast(2) }
  }
}
