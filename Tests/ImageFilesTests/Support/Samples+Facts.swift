import ImageFiles
import Imaging

/// What a manifest says of samples.
struct SampleFacts {
  var minimum: Double
  var maximum: Double
  var mean: Double
  /// The first 32 hexadecimal digits of the SHA-256 of the little-endian samples.
  var digest: String
}

extension Samples {
  var facts: SampleFacts {
    func facts<T: BitwiseCopyable & Comparable>(_ values: [T], _ double: (T) -> Double) -> SampleFacts {
      var (low, high, sum) = (values[0], values[0], 0.0)
      for value in values {
        low = min(low, value)
        high = max(high, value)
        sum += double(value)
      }
      let digest = values.withUnsafeBytes { String(SHA256.hexadecimal($0).prefix(32)) }
      return SampleFacts(
        minimum: double(low), maximum: double(high), mean: sum / Double(values.count), digest: digest)
    }
    return switch self {
    case .uint8(let values): facts(values) { Double($0) }
    case .int8(let values): facts(values) { Double($0) }
    case .uint16(let values): facts(values) { Double($0) }
    case .int16(let values): facts(values) { Double($0) }
    case .uint32(let values): facts(values) { Double($0) }
    case .int32(let values): facts(values) { Double($0) }
    case .uint64(let values): facts(values) { Double($0) }
    case .int64(let values): facts(values) { Double($0) }
    case .float16(let values): facts(values) { Double($0) }
    case .float32(let values): facts(values) { Double($0) }
    case .float64(let values): facts(values) { $0 }
    }
  }
}

extension Raster {
  /// All first samples, then all second ones, and so on.
  var planar: Samples {
    func planes<T>(_ values: [T]) -> [T] {
      (0..<samplesPerPixel).flatMap { sample in
        stride(from: sample, to: values.count, by: samplesPerPixel).map { values[$0] }
      }
    }
    return switch samples {
    case .uint8(let values): .uint8(planes(values))
    case .int8(let values): .int8(planes(values))
    case .uint16(let values): .uint16(planes(values))
    default: samples
    }
  }
}
