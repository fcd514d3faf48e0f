import Glibc

/// Why a result could not be kept. It is never a reason for a run to fail.
public enum CacheError: Error, Hashable, Sendable {
  /// A call of the system failed on a path.
  case system(path: String, operation: String, code: Int32)
  /// The result is larger than all that the cache may hold.
  case tooLarge(bytes: Int, limit: Int)
  /// `isCancelled` said so.
  case cancelled
}

extension CacheError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let path, let operation, let code):
      "\(path): cannot \(operation): \(String(cString: strerror(code)).lowercasedFirst)"
    case .tooLarge(let bytes, let limit):
      "the result takes \(ByteCount.text(bytes)), and the cache may hold \(ByteCount.text(limit)): raise --cache-size"
    case .cancelled: "cancelled"
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
