/// An image as a file holds it: samples in the file's own type, before any conversion.
///
/// Interleaved by pixel: sample `s` of the pixel at (row, column) is at
/// `(row * columns + column) * samplesPerPixel + s`.
public struct Raster: Sendable {
  public let rows: Int
  public let columns: Int
  /// 1 for grey images, 3 or 4 for colour.
  public let samplesPerPixel: Int
  public let samples: Samples

  /// - Precondition: `samples.count == rows * columns * samplesPerPixel`, all positive.
  public init(rows: Int, columns: Int, samplesPerPixel: Int = 1, samples: Samples) {
    precondition(rows > 0 && columns > 0 && samplesPerPixel > 0)
    precondition(samples.count == rows * columns * samplesPerPixel)
    self.rows = rows
    self.columns = columns
    self.samplesPerPixel = samplesPerPixel
    self.samples = samples
  }
}

/// Numbers in the type in which a file stores them.
public enum Samples: Sendable {
  case uint8([UInt8])
  case int8([Int8])
  case uint16([UInt16])
  case int16([Int16])
  case uint32([UInt32])
  case int32([Int32])
  case uint64([UInt64])
  case int64([Int64])
  case float16([Float16])
  case float32([Float])
  case float64([Double])
}

extension Samples {
  public var count: Int {
    switch self {
    case .uint8(let values): values.count
    case .int8(let values): values.count
    case .uint16(let values): values.count
    case .int16(let values): values.count
    case .uint32(let values): values.count
    case .int32(let values): values.count
    case .uint64(let values): values.count
    case .int64(let values): values.count
    case .float16(let values): values.count
    case .float32(let values): values.count
    case .float64(let values): values.count
    }
  }
}
