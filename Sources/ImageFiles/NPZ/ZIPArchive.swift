import COnDemand
import CZip

/// A ZIP archive open for reading through libzip, which reads through ``InputFile``.
final class ZIPArchive {
  /// A file in the archive.
  struct Member {
    let index: UInt64
    let name: String
    /// Bytes once it is unpacked, as the archive claims.
    let byteCount: Int
    /// Bytes that it takes in the archive.
    let packedByteCount: Int
    let isEncrypted: Bool
  }

  let file: InputFile
  private let archive: OpaquePointer
  /// Outlives the archive, which reads through it.
  private let stream: ZIPStream

  init(_ file: InputFile) throws(ImageFileError) {
    try OnDemand.check(FRINGE_ZIP, for: file.path)
    let stream = ZIPStream(file)
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard
      let source = zip_source_function_create(
        { ZIPStream.of($0).answer($3, $1, $2) }, Unmanaged.passUnretained(stream).toOpaque(), &error)
    else { throw ImageFileError(path: file.path, problem: .damaged("libzip cannot open it")) }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      let reason = zip_error_strerror(&error).map { String(cString: $0) } ?? "libzip cannot open it"
      zip_source_free(source)
      throw ImageFileError(path: file.path, problem: .damaged(reason.oneLine()))
    }
    self.archive = archive
    self.file = file
    self.stream = stream
  }

  deinit { zip_discard(archive) }

  /// The files in the archive, in its order; those whose sizes are not known are left out.
  var members: [Member] {
    (0..<max(0, zip_get_num_entries(archive, 0))).compactMap { index in
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(archive, UInt64(index), 0, &status) == 0, let name = status.name,
        status.valid & UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
          == UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE),
        let byteCount = Int(exactly: status.size), let packed = Int(exactly: status.comp_size)
      else { return nil }
      return Member(
        index: UInt64(index), name: String(cString: name), byteCount: byteCount, packedByteCount: packed,
        isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE))
    }
  }

  /// Opens a member from its beginning.
  func open(_ member: Member) throws(ImageFileError) -> ZIPMemberStream {
    guard let opened = zip_fopen_index(archive, member.index, 0) else {
      let reason = zip_strerror(archive).map { String(cString: $0) } ?? "libzip cannot open it"
      throw ImageFileError(
        path: file.path, problem: .damaged("\(member.name.oneLine(limit: 60)): \(reason.oneLine())"))
    }
    return ZIPMemberStream(opened, of: member, in: self)
  }
}

/// A member of an archive, unpacked from its beginning on as it is read.
final class ZIPMemberStream {
  /// Bytes that were read or skipped.
  private(set) var position = 0

  private let stream: OpaquePointer
  private let member: ZIPArchive.Member
  /// Must not be closed before the stream.
  private let archive: ZIPArchive

  fileprivate init(_ stream: OpaquePointer, of member: ZIPArchive.Member, in archive: ZIPArchive) {
    (self.stream, self.member, self.archive) = (stream, member, archive)
  }

  deinit { zip_fclose(stream) }

  /// The next bytes: `count` of them, or fewer where the member ends.
  func read(_ count: Int) throws(ImageFileError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let target = buffer.baseAddress.map { $0 + initialized }
        let read = zip_fread(stream, target, UInt64(count - initialized))
        failed = read < 0
        guard read > 0 else { break }
        initialized += Int(read)
      }
    }
    guard !failed else {
      throw ImageFileError(
        path: archive.file.path,
        problem: .damaged("\(member.name.oneLine(limit: 60)) cannot be unpacked; is it truncated?"))
    }
    position += bytes.count
    return bytes
  }

  /// Unpacks bytes up to a position and drops them.
  func skip(to target: Int) throws(ImageFileError) {
    while position < target {
      let before = position
      _ = try read(min(target - position, 1 << 20))
      guard position > before else { return }
    }
  }
}

/// The position at which libzip reads a file.
private final class ZIPStream {
  let file: InputFile
  private var position = 0
  private var error = zip_error_t()

  init(_ file: InputFile) {
    self.file = file
    zip_error_init(&error)
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> ZIPStream {
    Unmanaged<ZIPStream>.fromOpaque(context!).takeUnretainedValue()
  }

  private static let commands: [zip_source_cmd_t] = [
    ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
    ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
  ]

  /// Does what libzip asks for; -1 is an error.
  func answer(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN:
      position = 0
      return 0
    case ZIP_SOURCE_READ:
      guard let data, let count = Int(exactly: length) else { return fail(ZIP_ER_INVAL) }
      let target = UnsafeMutableRawBufferPointer(start: data, count: count)
      guard let read = try? file.read(at: position, into: target) else { return fail(ZIP_ER_READ) }
      position += read
      return Int64(read)
    case ZIP_SOURCE_SEEK:
      let target = zip_source_seek_compute_offset(UInt64(position), UInt64(file.size), data, length, &error)
      guard target >= 0, let offset = Int(exactly: target) else { return -1 }
      position = offset
      return 0
    case ZIP_SOURCE_TELL: return Int64(position)
    case ZIP_SOURCE_STAT:
      guard let status = data?.assumingMemoryBound(to: zip_stat_t.self),
        length >= UInt64(MemoryLayout<zip_stat_t>.size)
      else { return fail(ZIP_ER_INVAL) }
      zip_stat_init(status)
      status.pointee.size = UInt64(file.size)
      status.pointee.valid = UInt64(ZIP_STAT_SIZE)
      return Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR: return data.map { zip_error_to_data(&error, $0, length) } ?? -1
    case ZIP_SOURCE_SUPPORTS: return Self.commands.reduce(0) { $0 | 1 << Int64($1.rawValue) }
    case ZIP_SOURCE_CLOSE, ZIP_SOURCE_FREE: return 0
    default: return fail(ZIP_ER_OPNOTSUPP)
    }
  }

  private func fail(_ code: Int32) -> Int64 {
    zip_error_set(&error, code, 0)
    return -1
  }
}
