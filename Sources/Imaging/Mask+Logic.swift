// Masks of one size combined pixel by pixel. The result has the calibration of the first.

extension Mask {
  /// The pixels inside both.
  public static func & (a: Mask, b: Mask) throws(ImageError) -> Mask { try a.combined(b) { $0 && $1 } }

  /// The pixels inside either or both.
  public static func | (a: Mask, b: Mask) throws(ImageError) -> Mask { try a.combined(b) { $0 || $1 } }

  /// The pixels inside one of them only.
  public static func ^ (a: Mask, b: Mask) throws(ImageError) -> Mask { try a.combined(b) { $0 != $1 } }

  /// The pixels outside.
  public static prefix func ~ (a: Mask) -> Mask { a.with(inside: a.inside.map { !$0 }) }

  /// The area inside, in the square of the calibration's unit: nm² or px².
  public var area: Double { Double(count) * calibration.pixelSizeX * calibration.pixelSizeY }

  /// A mask of the same extent and calibration with other pixels.
  func with(inside: [Bool]) -> Mask {
    Mask(rows: rows, columns: columns, inside: inside, calibration: calibration)
  }

  @inline(__always)
  private func combined(_ other: Mask, _ body: (Bool, Bool) -> Bool) throws(ImageError) -> Mask {
    guard other.size == size else { throw .sizeMismatch(expected: size, found: other.size) }
    let combined = inside.withUnsafeBufferPointer { first in
      other.inside.withUnsafeBufferPointer { second in
        [Bool](unsafeUninitializedCapacity: first.count) { target, initialized in
          for i in 0..<first.count { target[i] = body(first[i], second[i]) }
          initialized = first.count
        }
      }
    }
    return with(inside: combined)
  }
}
