import COnDemand
import CTIFF
import Glibc

/// A TIFF file open in libtiff: every call into the library that can fail goes through here.
///
/// libtiff reads through ``InputFile``, never by mapping memory, so that a file that shrinks meanwhile is an error
/// and not a crash. Its messages are collected per handle; nothing is shared with other handles or printed.
final class TIFFHandle {
  /// What libtiff is told that the file is called; errors have the path before them already.
  static let name = "TIFF"

  let tiff: OpaquePointer
  let file: InputFile
  let messages: TIFFMessages
  /// Outlives `tiff`, which refers to it.
  private let stream: TIFFStream

  /// Opens a file and reads its first directory.
  init(reading file: InputFile, largestAllocation: Int) throws(ImageFileError) {
    try OnDemand.check(FRINGE_TIFF, for: file.path)
    let messages = TIFFMessages()
    let stream = TIFFStream(file)
    let options = fringe_tiff_options(messages.sink, tmsize_t(largestAllocation))
    defer { TIFFOpenOptionsFree(options) }
    let opened = TIFFClientOpenExt(
      Self.name, "rm", Unmanaged.passUnretained(stream).toOpaque(),
      { TIFFStream.of($0).read($1, $2) }, { _, _, _ in 0 }, { TIFFStream.of($0).seek($1, $2) }, { _ in 0 },
      { UInt64(TIFFStream.of($0).file.size) }, nil, nil, options)
    guard let opened else {
      throw ImageFileError(path: file.path, problem: .damaged(messages.reason ?? "libtiff cannot open it"))
    }
    tiff = opened
    self.file = file
    self.messages = messages
    self.stream = stream
  }

  deinit { TIFFClose(tiff) }

  /// An error of the file that gives libtiff's message as the reason, if there is one.
  func damaged(_ otherwise: String) -> ImageFileError {
    ImageFileError(path: file.path, problem: .damaged(messages.reason ?? otherwise))
  }

  func unsupported(_ reason: String) -> ImageFileError {
    ImageFileError(path: file.path, problem: .unsupported(reason))
  }

  /// A 16-bit field of the current directory, or its default in the specification, or nil.
  func short(_ tag: Int32) -> Int? {
    var value: UInt16 = 0
    return fringe_tiff_get_u16(tiff, UInt32(tag), &value) == 1 ? Int(value) : nil
  }

  /// A 32-bit field of the current directory, or its default in the specification, or nil.
  func long(_ tag: Int32) -> Int? {
    var value: UInt32 = 0
    return fringe_tiff_get_u32(tiff, UInt32(tag), &value) == 1 ? Int(value) : nil
  }

  /// A text of the current directory: as UTF-8, or as Latin-1 where it is no UTF-8. Empty counts as absent.
  func string(_ tag: Int32) -> String? {
    var value: UnsafePointer<CChar>?
    guard fringe_tiff_get_string(tiff, UInt32(tag), &value) == 1, let value, value.pointee != 0 else {
      return nil
    }
    if let text = String(validatingCString: value) { return text }
    let bytes = UnsafeRawBufferPointer(start: value, count: strlen(value))
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

/// What libtiff said, the first lines of it.
final class TIFFMessages {
  private(set) var errors: [String] = []
  private(set) var warnings: [String] = []
  /// Given to libtiff as the user data of its handlers.
  let sink: UnsafeMutablePointer<fringe_tiff_sink>

  /// A damaged file can make a message a row; these say enough.
  private static let limit = 4

  init() {
    sink = .allocate(capacity: 1)
    sink.initialize(
      to: fringe_tiff_sink(context: nil) { context, isError, text in
        guard let context, let text else { return }
        let messages = Unmanaged<TIFFMessages>.fromOpaque(context).takeUnretainedValue()
        messages.receive(String(cString: text), isError: isError != 0)
      })
    sink.pointee.context = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit { sink.deallocate() }

  /// What best tells why a call failed: its first error, or its first warning. Positions that libtiff does not know
  /// are -1 in it, as unsigned numbers; such a message tells less than the caller can.
  var reason: String? { (errors + warnings).first { !$0.contains("4294967295") } }

  func clear() {
    errors = []
    warnings = []
  }

  private func receive(_ text: String, isError: Bool) {
    var line = text.oneLine()
    if line.hasPrefix(TIFFHandle.name + ": ") { line.removeFirst(TIFFHandle.name.count + 2) }
    while line.last == "." || line.last == " " { line.removeLast() }
    if isError {
      if errors.count < Self.limit { errors.append(line) }
    } else if warnings.count < Self.limit {
      warnings.append(line)
    }
  }
}

/// The position at which libtiff reads a file.
private final class TIFFStream {
  let file: InputFile
  private var position = 0

  init(_ file: InputFile) { self.file = file }

  static func of(_ handle: thandle_t?) -> TIFFStream {
    Unmanaged<TIFFStream>.fromOpaque(handle!).takeUnretainedValue()
  }

  func read(_ buffer: UnsafeMutableRawPointer?, _ count: tmsize_t) -> tmsize_t {
    guard count > 0 else { return 0 }
    do throws(ImageFileError) {
      let target = UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
      let done = try file.read(at: position, into: target)
      position += done
      return tmsize_t(done)
    } catch { return -1 }
  }

  func seek(_ offset: UInt64, _ whence: Int32) -> UInt64 {
    let base =
      switch whence {
      case SEEK_CUR: position
      case SEEK_END: file.size
      default: 0
      }
    let (target, overflow) = base.addingReportingOverflow(Int(truncatingIfNeeded: offset))
    guard !overflow, target >= 0 else { return UInt64.max }
    position = target
    return UInt64(target)
  }
}
