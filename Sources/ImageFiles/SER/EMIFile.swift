import Imaging
import Markup

/// What TIA notes of one object in an experiment, such as a series: an XML document among binary fields.
struct EMIObject {
  let xml: XMLElement
}

/// Finds the XML documents in an EMI file. The binary fields between them, images too, are not documented and not read,
/// but for the paths of series: the first document after a path is that of the series.
struct EMIFile {
  private static let maximumObjectCount = 256
  /// Bytes of one document.
  private static let maximumDocumentByteCount = 1 << 20
  /// Bytes that are searched at a time, and those that are searched twice because a mark may lie across the border.
  private static let (chunk, overlap) = (1 << 20, 16)

  /// Each document with the number in the last path before it (2 for `…_2.ser`), in the order of the file.
  private let objects: [(series: Int?, object: EMIObject)]

  init(_ file: InputFile) throws(ImageFileError) {
    var objects: [(Int?, EMIObject)] = []
    var series: Int?
    var documents = 0
    var start = 0
    chunks: while start < file.size {
      let bytes = try file.bytes(at: start, count: Self.chunk)
      var index = 0
      while let mark = Mark.next(in: bytes, from: index) {
        guard mark.isDocument else {
          series = Self.number(
            before: try file.bytes(at: max(0, start + mark.index - 7), count: min(7, start + mark.index)))
          index = mark.index + 1
          continue
        }
        documents += 1
        guard documents <= Self.maximumObjectCount else { break chunks }
        let document = try file.bytes(at: start + mark.index, count: Self.maximumDocumentByteCount)
        if let end = Mark.end(of: document) {
          if let xml = Self.parse(document[..<end]) {
            objects.append((series, EMIObject(xml: xml)))
            series = nil
          }
          start += mark.index + end
          continue chunks
        }
        index = mark.index + 1
      }
      start += bytes.count > Self.overlap ? bytes.count - Self.overlap : bytes.count
      if bytes.count < Self.chunk { break }
    }
    self.objects = objects
  }

  /// What is said of the series of a number; when no path tells, of the first object with an experiment's description.
  func object(series number: Int) -> EMIObject? {
    let described = objects.filter { $0.object.xml["ExperimentalDescription"] != nil }
    return (described.first { $0.series == number } ?? described.first)?.object
  }

  /// The number after an underscore at the end of bytes.
  private static func number(before bytes: [UInt8]) -> Int? {
    let digits = bytes.reversed().prefix { (0x30...0x39).contains($0) }.reversed()
    guard !digits.isEmpty, bytes.dropLast(digits.count).last == 0x5F else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// A document in UTF-8 or, when it is not that, Latin 1.
  private static func parse(_ bytes: ArraySlice<UInt8>) -> XMLElement? {
    XMLElement(parsing: Array(bytes))
      ?? XMLElement(parsing: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
  }
}

/// The beginning of a document, or the end of a path.
private struct Mark {
  var index: Int
  var isDocument: Bool

  private static let (open, close, path) = (
    Array("<ObjectInfo>".utf8), Array("</ObjectInfo>".utf8), Array(".ser".utf8)
  )

  static func next(in bytes: [UInt8], from start: Int) -> Mark? {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case open[0] where bytes[index...].starts(with: open): return Mark(index: index, isDocument: true)
      case path[0] where bytes[index...].starts(with: path): return Mark(index: index, isDocument: false)
      default: index += 1
      }
    }
    return nil
  }

  /// Where a document that begins bytes ends.
  static func end(of bytes: [UInt8]) -> Int? {
    bytes.indices.first { bytes[$0] == close[0] && bytes[$0...].starts(with: close) }.map { $0 + close.count }
  }
}
