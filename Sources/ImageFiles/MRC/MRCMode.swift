/// How an MRC file stores its pixels.
enum MRCMode: Equatable {
  /// Numbers of a type.
  case numbers(SampleType)
  /// Numbers from 0 to 15, two a byte, the first in the lower half; a row begins with a byte.
  case packed
  /// Red, green and blue bytes.
  case colour

  /// Bytes of a row.
  func bytes(columns: Int) -> Double {
    switch self {
    case .numbers(let type): Double(columns) * Double(type.byteCount)
    case .packed: (Double(columns) / 2).rounded(.up)
    case .colour: Double(columns) * 3
    }
  }

  var sampleType: SampleType {
    switch self {
    case .numbers(let type): type
    case .packed, .colour: .uint8
    }
  }

  var samplesPerPixel: Int { self == .colour ? 3 : 1 }

  /// Every mode by which a header is told from other bytes: those that are read, and complex numbers.
  static let codes: Set<Int32> = [0, 1, 2, 3, 4, 6, 12, 16, 101]
}
