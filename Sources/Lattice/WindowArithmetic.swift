import Imaging

/// How windows are computed.
package enum WindowArithmetic: Hashable, Sendable {
  /// A Fourier transform for every window, and one fit after the other, in double precision: slow, and what the
  /// others are held against.
  case reference
  /// Spectra carried on from window to window, and many fits at a time; nil: with running sums in double
  /// precision where they are needed.
  case kernel(InstructionSet, doublePrecision: Bool?)

  /// The fastest way that serves a map.
  ///
  /// Windows far apart have little in common: their fits are few, and start each from scratch. And the kernels know the
  /// spectrum within the patch only, while the noise is read 3 to 6 bins from the peak: a patch under 13 lacks such bins.
  static func fastest(_ set: InstructionSet, _ options: RollingWindow) -> WindowArithmetic {
    switch options.estimator {
    case .gaussian:
      16 * options.step <= options.window && options.patch >= 13
        ? .kernel(set, doublePrecision: nil) : .reference
    case .phase:
      phaseOverlap(set) * options.step <= options.window ? .kernel(set, doublePrecision: nil) : .reference
    case .gaussianAmplitude, .parabola: .reference
    }
  }

  /// Steps to a window from which on the phase's kernel is the faster way.
  ///
  /// At 8 steps of 16 pixels a window took it 59, 99 and 180 µs by AVX-512, AVX2 and portable code, and the reference
  /// path 74. Other steps were not measured: the kernel's time is taken to be proportional to the step.
  private static func phaseOverlap(_ set: InstructionSet) -> Int {
    switch set {
    case .avx512: 8
    case .avx2: 12
    case .portable: 20
    }
  }
}

extension SpectrumPatch {
  /// Whether running sums of this patch need double precision.
  ///
  /// Rows are transformed in double precision, so that single precision sees what is left of the mean intensity at the
  /// patch's columns: little, unless these come within two of zero frequency.
  func needsDoublePrecision(window: Int) -> Bool {
    firstColumn <= window / 2 + 2 && firstColumn + side > window / 2 - 2
  }
}

/// What the arithmetic has to know of an image's pixels.
package struct PixelRange: Sendable {
  /// The largest magnitude of a finite pixel.
  package let largest: Float
  /// Whether a pixel is missing: NaN or infinite.
  package let hasMissing: Bool
  /// The mean of the finite pixels; 0 without any.
  package let mean: Double
  /// The largest distance of a finite pixel from the mean, and the mean distance.
  package let deviation: (largest: Double, mean: Double)

  package init(_ image: Image) {
    // Magnitudes of floats are ordered as their bits are; infinities and NaN are above all others.
    var (finite, any): (UInt32, UInt32) = (0, 0)
    let infinity = Float.infinity.bitPattern
    image.pixels.withUnsafeBufferPointer { pixels in
      for pixel in pixels {
        let magnitude = pixel.bitPattern & 0x7FFF_FFFF
        any = max(any, magnitude)
        finite = max(finite, magnitude >= infinity ? 0 : magnitude)
      }
    }
    largest = Float(bitPattern: finite)
    hasMissing = any >= infinity
    (mean, deviation) = Self.deviation(image)
  }

  /// The mean of the finite pixels, and the largest and the mean distance from it.
  private static func deviation(_ image: Image) -> (mean: Double, (largest: Double, mean: Double)) {
    image.pixels.withUnsafeBufferPointer { pixels in
      var (sum, count) = (0.0, 0.0)
      for pixel in pixels {
        sum += pixel.isFinite ? Double(pixel) : 0
        count += pixel.isFinite ? 1 : 0
      }
      guard count > 0 else { return (0, (0, 0)) }
      let mean = sum / count
      var (largest, distances) = (0.0, 0.0)
      for pixel in pixels {
        let distance = pixel.isFinite ? abs(Double(pixel) - mean) : 0
        largest = max(largest, distance)
        distances += distance
      }
      return (mean, (largest, distances / count))
    }
  }

  /// A power of two that brings the largest pixel to 1 ..< 2.
  var scale: Double { Self.scale(Double(largest)) }

  /// A power of two that brings the largest distance from the mean to 1 ..< 2.
  var deviationScale: Double { Self.scale(deviation.largest) }

  /// Whether running sums of deviations need double precision: where single pixels stick out so far that their rounding
  /// would show in the windows after them.
  var needsDoublePrecision: Bool { deviation.largest > 1000 * deviation.mean }

  private static func scale(_ largest: Double) -> Double {
    largest > 0 ? Double(sign: .plus, exponent: -Int(largest.exponent), significand: 1) : 1
  }
}
