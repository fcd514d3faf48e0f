import Imaging

/// How windows are computed.
package enum WindowArithmetic: Hashable, Sendable {
  /// A Fourier transform for every window, and one fit after the other, in double precision: slow, and what the
  /// others are held against.
  case reference
  /// Spectra carried on from window to window, and many fits at a time.
  case kernel(InstructionSet, doublePrecision: Bool)

  /// Whether windows are so far apart that they have little in common: their fits are then few, and start each from
  /// scratch.
  static func isSparse(_ options: RollingWindow) -> Bool { 16 * options.step > options.window }
}

/// What the arithmetic has to know of an image's pixels.
package struct PixelRange: Hashable, Sendable {
  /// The largest magnitude of a finite pixel.
  package let largest: Float
  /// Whether a pixel is missing: NaN or infinite.
  package let hasMissing: Bool

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
  }

  /// A power of two that brings the largest pixel to 1 ..< 2.
  var scale: Double {
    largest > 0 ? Double(sign: .plus, exponent: -Int(Double(largest).exponent), significand: 1) : 1
  }
}
