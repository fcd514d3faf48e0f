import Numerics

#if canImport(Glibc)
  import Glibc
#endif

// Arithmetic pixel by pixel, between images of one size or with a number. A number enters in double precision and the
// result is rounded once. The result has the name and metadata of the first image and no label.

extension Image {
  public static func + (a: Image, b: Image) throws(ImageError) -> Image { try a.combined(b) { $0 + $1 } }
  public static func - (a: Image, b: Image) throws(ImageError) -> Image { try a.combined(b) { $0 - $1 } }
  public static func * (a: Image, b: Image) throws(ImageError) -> Image { try a.combined(b) { $0 * $1 } }
  public static func / (a: Image, b: Image) throws(ImageError) -> Image { try a.combined(b) { $0 / $1 } }

  public static func + (a: Image, b: Double) -> Image { a.computed { $0 + b } }
  public static func - (a: Image, b: Double) -> Image { a.computed { $0 - b } }
  public static func * (a: Image, b: Double) -> Image { a.computed { $0 * b } }
  public static func / (a: Image, b: Double) -> Image { a.computed { $0 / b } }

  public static func + (a: Double, b: Image) -> Image { b.computed { a + $0 } }
  public static func - (a: Double, b: Image) -> Image { b.computed { a - $0 } }
  public static func * (a: Double, b: Image) -> Image { b.computed { a * $0 } }
  public static func / (a: Double, b: Image) -> Image { b.computed { a / $0 } }

  public static prefix func - (a: Image) -> Image { a.with(pixels: a.mapPixels { -$0 }) }

  /// This image to the power of another one, as C's `pow`: a negative base has real powers only for whole exponents.
  public func power(_ exponent: Image) throws(ImageError) -> Image {
    try combined(exponent) { pow($0, $1) }
  }

  /// Each pixel to the power of `exponent`.
  public func power(_ exponent: Double) -> Image {
    exponent == 2 ? computed { $0 * $0 } : computed { pow($0, exponent) }
  }

  /// A number to the power of each pixel.
  public static func power(_ base: Double, _ exponent: Image) -> Image { exponent.computed { pow(base, $0) } }

  /// The natural logarithm; NaN below 0, -infinity at 0.
  public func log() -> Image { with(pixels: mapPixels { Float.log($0) }) }

  /// The square root; NaN below 0.
  public func squareRoot() -> Image { with(pixels: mapPixels { $0.squareRoot() }) }

  /// The absolute value.
  public func magnitude() -> Image { with(pixels: mapPixels { $0.magnitude }) }

  /// The pixels with those below `low` set to it and those above `high` set to it; NaN stays. The label is kept.
  ///
  /// - Throws: ``ImageError/invalid(_:)`` when `low` is above `high` or one is NaN.
  public func clipped(from low: Double = -.infinity, to high: Double = .infinity) throws(ImageError) -> Image
  {
    guard low <= high else {
      throw .invalid("the lower limit \(low) must not be above the upper limit \(high)")
    }
    let (low, high) = (Float(low), Float(high))
    let clipped = mapPixels { $0 < low ? low : $0 > high ? high : $0 }
    return derived(rows: rows, columns: columns, pixels: clipped, calibration: calibration)
  }

  @inline(__always)
  private func computed(_ body: (Double) -> Double) -> Image {
    with(pixels: mapPixels { Float(body(Double($0))) })
  }

  @inline(__always)
  private func combined(_ other: Image, _ body: (Float, Float) -> Float) throws(ImageError) -> Image {
    var result = with(pixels: try zipPixels(other, body))
    if !calibration.isCalibrated { result.calibration = other.calibration }
    return result
  }
}
