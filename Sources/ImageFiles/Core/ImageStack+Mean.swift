import Imaging

extension ImageStack {
  /// The mean of all frames, pixel by pixel, added up in double precision.
  ///
  /// A pixel that is NaN or infinite in some frames is the mean of the others; where it is so in all frames, NaN.
  /// - Parameters:
  ///   - advance: Called with the number of frames done after each; false ends the work.
  /// - Returns: The mean with the first frame's calibration and metadata, or nil when `advance` ended the work.
  /// - Throws: `unsupported` when a frame's size is another than the first one's.
  public func mean(advance: (Int) -> Bool = { _ in true }) throws(ImageFileError) -> Image? {
    let first = try frame(0)
    var sums = first.pixels.map { $0.isFinite ? Double($0) : 0 }
    var counts = first.pixels.map { $0.isFinite ? Int32(1) : 0 }
    for index in 1..<max(count, 1) {
      guard advance(index) else { return nil }
      let frame = try frame(index)
      guard frame.size == first.size else {
        throw ImageFileError(
          path: path,
          problem: .unsupported(
            "the mean of frames of several sizes: frame \(index + 1) is \(frame.rows)×\(frame.columns) pixels, the "
              + "first \(first.rows)×\(first.columns); take a slice of equal ones"))
      }
      Self.add(frame.pixels, to: &sums, &counts)
    }
    let mean = zip(sums, counts).map { $1 > 0 ? Float($0 / Double($1)) : .nan }
    return advance(count) ? first.with(pixels: mean) : nil
  }

  private static func add(_ pixels: [Float], to sums: inout [Double], _ counts: inout [Int32]) {
    pixels.withUnsafeBufferPointer { pixels in
      sums.withUnsafeMutableBufferPointer { sums in
        counts.withUnsafeMutableBufferPointer { counts in
          for index in pixels.indices where pixels[index].isFinite {
            sums[index] += Double(pixels[index])
            counts[index] += 1
          }
        }
      }
    }
  }
}
