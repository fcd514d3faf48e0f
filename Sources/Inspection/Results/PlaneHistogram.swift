import Imaging
import Lattice

/// How the values of a plane are spread.
public struct PlaneHistogram: Sendable {
  /// The centre of each bin, and the pixels in it; of the values in the range asked for.
  public let values: [Double]
  public let counts: [Int]
  /// Pixels with a value, and without.
  public let present, missing: Int
  /// Of all values; NaN without any.
  public let mean, std: Double

  /// - Parameter range: Beyond it values are left out of the bins.
  public init(of image: Image, in range: ClosedRange<Double>, bins: Int = 128) {
    let (low, high) = (Float(range.lowerBound), Float(range.upperBound))
    let inside = image.with(pixels: image.pixels.map { $0 >= low && $0 <= high ? $0 : .nan })
    let histogram = try? inside.histogram(bins: bins)
    values = histogram?.values ?? []
    counts = histogram?.counts ?? []
    present = image.pixels.reduce(0) { $0 + ($1.isFinite ? 1 : 0) }
    missing = image.count - present
    (mean, std) = (image.mean(), image.standardDeviation())
  }

  /// How many pixels have each status, in the order of its numbers.
  public static func statuses(_ image: Image) -> [Int] {
    var counts = [Int](repeating: 0, count: WindowStatus.allCases.count)
    for value in image.pixels {
      if let index = Int(exactly: value), counts.indices.contains(index) { counts[index] += 1 }
    }
    return counts
  }
}
