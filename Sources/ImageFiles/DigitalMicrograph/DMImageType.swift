/// The types of images in DigitalMicrograph, by the numbers in their DataType tags.
enum DMImageType: Equatable {
  /// Grey images in a type of numbers.
  case numbers(SampleType)
  /// Truth values, a byte each.
  case binary
  /// 32-bit integers of which the lower three bytes are red, green and blue.
  case colour
  /// Something else, by its name.
  case other(String)

  init(code: Int) {
    switch code {
    case 1: self = .numbers(.int16)
    case 2: self = .numbers(.float32)
    case 6: self = .numbers(.uint8)
    case 7: self = .numbers(.int32)
    case 8, 23: self = .colour
    case 9: self = .numbers(.int8)
    case 10: self = .numbers(.uint16)
    case 11: self = .numbers(.uint32)
    case 12: self = .numbers(.float64)
    case 14: self = .binary
    case 39: self = .numbers(.int64)
    case 40: self = .numbers(.uint64)
    case 3, 13: self = .other("complex numbers")
    case 5, 27, 28: self = .other("the packed half of a Fourier transform")
    default: self = .other("data of type \(code)")
    }
  }

  /// Bytes that a pixel takes; nil when it cannot be read.
  var bytesPerPixel: Int? {
    switch self {
    case .numbers(let type): type.byteCount
    case .binary: 1
    case .colour: 4
    case .other: nil
    }
  }

  /// The type of what is read.
  var sampleType: SampleType? {
    switch self {
    case .numbers(let type): type
    case .binary, .colour: .uint8
    case .other: nil
    }
  }
}
