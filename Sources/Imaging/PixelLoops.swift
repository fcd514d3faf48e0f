// Loops over all pixels. The closures are inlined into them, so that the compiler can vectorise what they do.

extension Image {
  /// The pixels after `body`.
  @inline(__always)
  func mapPixels(_ body: (Float) -> Float) -> [Float] {
    let count = count
    return pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: count) { target, initialized in
        for i in 0..<count { target[i] = body(source[i]) }
        initialized = count
      }
    }
  }

  /// This image's pixels combined with those of another one of the same size.
  @inline(__always)
  func zipPixels(_ other: Image, _ body: (Float, Float) -> Float) throws(ImageError) -> [Float] {
    try require(other.size)
    let count = count
    return pixels.withUnsafeBufferPointer { first in
      other.pixels.withUnsafeBufferPointer { second in
        [Float](unsafeUninitializedCapacity: count) { target, initialized in
          for i in 0..<count { target[i] = body(first[i], second[i]) }
          initialized = count
        }
      }
    }
  }

  /// The pixels for which `body` holds.
  @inline(__always)
  func select(_ body: (Float) -> Bool) -> Mask {
    let count = count
    let inside = pixels.withUnsafeBufferPointer { source in
      [Bool](unsafeUninitializedCapacity: count) { target, initialized in
        for i in 0..<count { target[i] = body(source[i]) }
        initialized = count
      }
    }
    return Mask(rows: rows, columns: columns, inside: inside, calibration: calibration)
  }

  /// Refuses another size than this image's.
  func require(_ other: ImageError.Size) throws(ImageError) {
    guard other == size else { throw .sizeMismatch(expected: size, found: other) }
  }
}
