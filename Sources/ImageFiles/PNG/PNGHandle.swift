import CPNGBridge

/// A PNG open in libpng, from its beginning on.
final class PNGHandle {
  let header: fringe_png_header

  private let png: OpaquePointer
  private let stream: PNGStream

  /// Bytes that one chunk beside the pixels may take in memory: texts, profiles.
  private static let largestChunk = 8 << 20

  /// Reads what comes before the pixels.
  init(_ file: InputFile) throws(ImageFileError) {
    let stream = PNGStream(file)
    let opened = fringe_png_open(
      { context, bytes, count in
        guard let context, let bytes else { return 0 }
        let stream = Unmanaged<PNGStream>.fromOpaque(context).takeUnretainedValue()
        return stream.read(UnsafeMutableRawBufferPointer(start: bytes, count: count)) ? 1 : 0
      }, Unmanaged.passUnretained(stream).toOpaque(), Self.largestChunk)
    guard let opened else {
      throw ImageFileError(path: file.path, problem: .system(operation: "read", code: 12))
    }
    png = opened
    self.stream = stream
    header = fringe_png_get_header(opened)
    try check()
  }

  deinit { fringe_png_close(png) }

  private func check() throws(ImageFileError) {
    let message = String(cString: fringe_png_message(png))
    guard message.isEmpty else { throw stream.failure(message) }
  }

  /// Reads all samples.
  func pixels<T: BitwiseCopyable>(count: Int, rowByteCount: Int) throws(ImageFileError) -> [T] {
    var isDone = false
    let values = [T](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: UInt8.self)
      isDone = fringe_png_read(png, bytes, rowByteCount) == 1
      // Interlaced rows are filled in by passes, an error may come between.
      initialized = isDone ? count : 0
    }
    guard isDone else { throw stream.failure(String(cString: fringe_png_message(png))) }
    return values
  }

  /// The texts before the pixels, by key.
  var texts: [String: String] {
    var texts: [String: String] = [:]
    for index in 0..<fringe_png_text_count(png) {
      var key: UnsafePointer<CChar>?
      var text: UnsafePointer<CChar>?
      var length = 0
      var isUTF8: Int32 = 0
      fringe_png_get_text(png, index, &key, &text, &length, &isUTF8)
      guard let key, let text else { continue }
      texts[String(cString: key)] = TIFFValues.text(UnsafeRawBufferPointer(start: text, count: length))
    }
    return texts
  }

  /// Bits that a pixel takes in the file, before compression.
  static func storedBits(_ header: fringe_png_header) -> Int {
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(header.color_type)] ?? 1
    return max(1, samples * Int(header.bits))
  }
}

/// The position at which libpng reads a file.
private final class PNGStream {
  private let file: InputFile
  private var position = 0
  private var error: ImageFileError?

  init(_ file: InputFile) { self.file = file }

  func read(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    do throws(ImageFileError) {
      guard try file.read(at: position, into: buffer) == buffer.count else { return false }
      position += buffer.count
      return true
    } catch {
      self.error = error
      return false
    }
  }

  /// The system's error if there was one, else that the file is damaged.
  func failure(_ message: String) -> ImageFileError {
    error ?? ImageFileError(path: file.path, problem: .damaged(message.oneLine()))
  }
}
