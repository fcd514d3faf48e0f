import Imaging

extension Image {
  /// The pixels in the type in which a file is to store them.
  ///
  /// Integers are the nearest ones. A value that the type cannot hold, NaN included, is an error: a number that is
  /// silently another is worse than none.
  func samples(as type: SampleType, for path: String) throws(ImageFileError) -> Samples {
    switch type {
    case .uint8: .uint8(try integers(path))
    case .int8: .int8(try integers(path))
    case .uint16: .uint16(try integers(path))
    case .int16: .int16(try integers(path))
    case .uint32: .uint32(try integers(path))
    case .int32: .int32(try integers(path))
    case .uint64: .uint64(try integers(path))
    case .int64: .int64(try integers(path))
    case .float16: .float16(pixels.map { Float16($0) })
    case .float32: .float32(pixels)
    case .float64: .float64(pixels.map { Double($0) })
    }
  }

  private func integers<T: FixedWidthInteger>(_ path: String) throws(ImageFileError) -> [T] {
    var result: [T] = []
    result.reserveCapacity(pixels.count)
    for (index, value) in pixels.enumerated() {
      guard let integer = T(exactly: value.rounded()) else {
        let place = "row \(index / columns + 1), column \(index % columns + 1) is \(value)"
        throw ImageFileError(
          path: path,
          problem: .unwritable(
            "\(place), which no integer from \(T.min) to \(T.max) can hold; rescale, clip or fill it, or save floats"
          ))
      }
      result.append(integer)
    }
    return result
  }
}
