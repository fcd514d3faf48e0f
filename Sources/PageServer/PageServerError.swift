#if canImport(Glibc)
  import Glibc
#endif

/// Why no page can be served.
public enum PageServerError: Error, Hashable, Sendable {
  /// A library is missing: what to do.
  case unavailable(String)
  /// The port is used by another program, or may not be used.
  case port(Int, errno: Int32)
  /// The system gives no more sockets or threads.
  case system(errno: Int32)
}

extension PageServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable(let problem): problem
    case .port(let port, EADDRINUSE): "port \(port) is used by another program: choose another, or none"
    case .port(let port, EACCES): "port \(port) may not be used: choose one from 1024 on, or none"
    case .port(let port, let code): "port \(port) cannot be used: \(String(cString: strerror(code)))"
    case .system(let code): "no page can be served: \(String(cString: strerror(code)))"
    }
  }
}
