import Imaging

/// Between which values an image's pixels lie, from a sample of a quarter of a million.
struct ValueSpread: Sendable {
  /// All of them, save for those far from the bulk.
  let wide: ClosedRange<Double>
  /// The bulk and half its width on either side, as ``Figures/DisplayRange/automatic`` has it.
  let display: ClosedRange<Double>

  private static let sampleCount = 1 << 18

  init(of image: Image) {
    let (least, greatest) = (image.minimum(), image.maximum())
    guard least < greatest else {
      let value = least.isFinite ? least : 0
      wide = value - 0.5...value + 0.5
      display = wide
      return
    }
    // A step that has no common divisor with most widths, so that the sample is not a few columns.
    let step = image.count <= Self.sampleCount ? 1 : (image.count / Self.sampleCount) | 1
    var sample: [Float] = []
    sample.reserveCapacity(image.count / step + 1)
    image.pixels.withUnsafeBufferPointer { pixels in
      for i in stride(from: 0, to: pixels.count, by: step) where pixels[i].isFinite {
        sample.append(pixels[i])
      }
    }
    sample.sort()
    guard !sample.isEmpty else {
      (wide, display) = (least...greatest, least...greatest)
      return
    }
    let low = Double(sample[sample.count / 20])
    let high = Double(sample[sample.count - 1 - sample.count / 20])
    func around(_ widths: Double) -> ClosedRange<Double> {
      let margin = widths * (high - low)
      guard margin > 0 else { return least...greatest }
      return max(least, low - margin)...min(greatest, high + margin)
    }
    (wide, display) = (around(8), around(0.5))
  }
}
