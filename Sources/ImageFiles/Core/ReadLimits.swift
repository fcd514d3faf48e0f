/// How much memory a file may ask for.
public struct ReadLimits: Hashable, Sendable {
  /// Bytes of the samples of one page. A file that claims more is refused before anything is allocated.
  public var maximumByteCount: Int

  public init(maximumByteCount: Int = 4 << 30) { self.maximumByteCount = maximumByteCount }

  /// `rows * columns * samplesPerPixel * bytesPerSample`, or an error when the product is zero, above the limit, or
  /// beyond what the file can hold.
  ///
  /// - Parameters:
  ///   - expansion: How many bytes of samples one byte of the file can make; 1 when it is not compressed, nil when
  ///     there is no bound.
  func byteCount(
    rows: Int, columns: Int, samplesPerPixel: Int, bytesPerSample: Double, expansion: Double?, file: InputFile
  ) throws(ImageFileError) -> Int {
    guard rows > 0, columns > 0, samplesPerPixel > 0 else {
      throw ImageFileError(path: file.path, problem: .damaged("its size is \(rows)×\(columns) pixels"))
    }
    // In floating point nothing overflows, and these bounds need no last digit.
    let bytes = Double(rows) * Double(columns) * Double(samplesPerPixel) * bytesPerSample
    let claimed =
      "\(rows)×\(columns) pixels" + (samplesPerPixel > 1 ? " of \(samplesPerPixel) samples" : "")
    guard bytes <= Double(maximumByteCount) else {
      throw ImageFileError(path: file.path, problem: .tooLarge(claimed: claimed, limit: maximumByteCount))
    }
    // A few bytes of slack for rows that end inside a byte.
    if let expansion, bytes > (Double(file.size) + 64) * expansion {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("it claims \(claimed), which its \(file.size) bytes cannot hold; is it truncated?"))
    }
    return Int(bytes.rounded(.up))
  }
}
