import Imaging
import Markup

/// What TIA notes of one object in an experiment, such as a series: an XML document among binary fields.
struct EMIObject {
  let xml: XMLElement
}

/// Finds the XML documents in an EMI file. The binary fields between them are not documented and not read, but for the
/// paths of series: the first document after a path is that of the series.
struct EMIFile {
  /// Bytes that are searched: a file with images in it may be large, and its documents are near the beginning.
  private static let maximumByteCount = 64 << 20
  private static let maximumObjectCount = 256
  /// Bytes of one document; longer ones are left out.
  private static let maximumDocumentByteCount = 1 << 20

  /// Each document with the number in the last path before it (2 for `…_2.ser`), in the order of the file.
  private let objects: [(series: Int?, object: EMIObject)]

  init(_ file: InputFile) throws(ImageFileError) {
    let bytes = try file.bytes(at: 0, count: Self.maximumByteCount)
    let (open, close, path) = (Array("<ObjectInfo>".utf8), Array("</ObjectInfo>".utf8), Array(".ser".utf8))
    var objects: [(Int?, EMIObject)] = []
    var series: Int?
    var index = 0
    while index < bytes.count, objects.count < Self.maximumObjectCount {
      if bytes[index] == path[0], bytes[index...].starts(with: path) {
        series = Self.number(before: index, in: bytes)
        index += path.count
      } else if bytes[index] == open[0], bytes[index...].starts(with: open) {
        guard let end = Self.find(close, in: bytes, from: index) else { break }
        if end - index <= Self.maximumDocumentByteCount, let xml = Self.document(bytes[index..<end]) {
          objects.append((series, EMIObject(xml: xml)))
          series = nil
        }
        index = end
      } else {
        index += 1
      }
    }
    self.objects = objects
  }

  /// What is said of the series of a number; when no path tells, of the first object with an experiment's description.
  func object(series number: Int) -> EMIObject? {
    let described = objects.filter { $0.object.xml["ExperimentalDescription"] != nil }
    return (described.first { $0.series == number } ?? described.first)?.object
  }

  /// The digits between an underscore and `index`.
  private static func number(before index: Int, in bytes: [UInt8]) -> Int? {
    let digits = bytes[..<index].suffix(6).reversed().prefix { (0x30...0x39).contains($0) }
    let bar = index - digits.count - 1
    guard !digits.isEmpty, bar >= 0, bytes[bar] == 0x5F else { return nil }
    return Int(String(decoding: digits.reversed(), as: UTF8.self))
  }

  /// The end of the first occurrence of a mark.
  private static func find(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + mark.count <= bytes.count {
      if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
        return index + mark.count
      }
      index += 1
    }
    return nil
  }

  /// A document in UTF-8 or, when it is not that, Latin 1.
  private static func document(_ bytes: ArraySlice<UInt8>) -> XMLElement? {
    XMLElement(parsing: Array(bytes))
      ?? XMLElement(parsing: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
  }
}
