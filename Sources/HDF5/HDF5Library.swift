import CHDF5Bridge
import COnDemand
import Glibc

/// The one place through which all calls into libhdf5 go: it serves one thread at a time.
enum HDF5Library {
  /// Whether the library is on this machine; it is loaded now. Comes before all other calls.
  static func check() throws(HDF5Error) {
    if let problem = fringe_library_problem(FRINGE_HDF5) { throw .unsupported(String(cString: problem)) }
  }

  /// Lets no other thread into the library while `body` runs. Calls may be nested.
  static func exclusively<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(lock.mutex)
    defer { pthread_mutex_unlock(lock.mutex) }
    fringe_hdf5_prepare()
    return try body()
  }

  /// A lock that its owner may take again: an object that goes away inside a call closes what it holds.
  private struct Lock: @unchecked Sendable {
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() {
      var attributes = pthread_mutexattr_t()
      pthread_mutexattr_init(&attributes)
      pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
      pthread_mutex_init(mutex, &attributes)
      pthread_mutexattr_destroy(&attributes)
    }
  }

  private static let lock = Lock()
}

/// What is wrong with an HDF5 file, in words.
public enum HDF5Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file contradicts itself, or is none.
  case damaged(String)
  /// A good file that uses something that is not read.
  case unsupported(String)
  /// The file cannot be written.
  case unwritable(String)

  public var description: String {
    switch self {
    case .damaged(let reason), .unsupported(let reason), .unwritable(let reason): reason
    }
  }
}

/// An identifier of the library that is closed with `close` at the end of a scope.
struct HDF5Handle: ~Copyable {
  let id: hid_t
  private let close: (hid_t) -> herr_t

  /// - Parameter id: As a call returned it: negative when the call failed.
  init(
    _ id: hid_t, close: @escaping (hid_t) -> herr_t, otherwise error: @autoclosure () -> HDF5Error
  ) throws(HDF5Error) {
    guard id >= 0 else { throw error() }
    (self.id, self.close) = (id, close)
  }

  deinit { _ = close(id) }
}
