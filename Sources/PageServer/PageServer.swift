import CMicroHTTPD
import COnDemand
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Serves pages to the browser of whoever sits before this machine, or before the other end of a tunnel to it.
///
/// It listens on 127.0.0.1. Every address begins with a token that cannot be guessed, so that relative addresses carry it
/// along; a request without it, from a page of another server or for a host of another name is refused with status 403.
/// Only its routes answer: it touches no file.
///
/// Two routes are its own. `GET presence` is an event stream that a page keeps open (see ``Presence``); `POST leave` says
/// that the page is being closed.
public final class PageServer: Sendable {
  /// The port that is listened on.
  public let port: Int
  /// Whether somebody has the page open.
  public var presence: Presence { desk.presence }

  private let desk: Desk
  private let daemon: Mutex<OpaquePointer?>

  /// Connections at a time; a browser opens six.
  private static let connectionLimit = 32
  /// Bytes of a request's head, at most.
  private static let headLimit = 32 << 10
  /// Seconds after which a silent connection is closed.
  private static let timeout = 30

  /// Begins to serve.
  ///
  /// - Parameters:
  ///   - port: 0 for one that is free.
  ///   - routes: What there is besides `presence` and `leave`.
  public init(port: Int = 0, routes: [Route]) throws(PageServerError) {
    if let problem = fringe_library_problem(FRINGE_MICROHTTPD) {
      throw .unavailable(String(cString: problem))
    }
    let socket = try ListeningSocket(port: port)
    desk = Desk(routes)
    self.port = socket.port
    guard let started = desk.open(socket.descriptor) else {
      let code = errno
      close(socket.descriptor)
      throw .system(errno: code)
    }
    nonisolated(unsafe) let handle = started
    daemon = Mutex(handle)
  }

  deinit { stop() }

  /// The address of a page: `http://127.0.0.1:41337/8f…/pick.html`.
  public func address(of page: String) -> String {
    "http://127.0.0.1:\(port)/\(desk.gatekeeper.token)/\(page)"
  }

  /// Ends all connections; requests that are being answered are waited for.
  public func stop() {
    desk.presence.end()
    daemon.withLock { daemon in
      if let daemon { MHD_stop_daemon(daemon) }
      daemon = nil
    }
  }

  /// What the threads of the connections share.
  fileprivate final class Desk: Sendable {
    let gatekeeper = Gatekeeper()
    let presence = Presence()
    let routes: RouteTable

    init(_ routes: [Route]) { self.routes = RouteTable(routes) }

    /// Starts a thread that accepts connections; each has one of its own.
    ///
    /// The server holds this object until they have ended.
    func open(_ descriptor: Int32) -> OpaquePointer? {
      let ended: MHD_RequestCompletedCallback = { _, _, exchange, _ in
        if let ended = exchange?.pointee { Unmanaged<Exchange>.fromOpaque(ended).release() }
        exchange?.pointee = nil
      }
      func item(_ option: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
        MHD_OptionItem(option: option, value: value, ptr_value: nil)
      }
      var options = [
        item(.LISTEN_SOCKET, Int(descriptor)),
        item(.CONNECTION_LIMIT, PageServer.connectionLimit),
        item(.CONNECTION_MEMORY_LIMIT, PageServer.headLimit),
        item(.CONNECTION_TIMEOUT, PageServer.timeout),
        item(.STRICT_FOR_CLIENT, 1),
        item(.NOTIFY_COMPLETED, unsafeBitCast(ended, to: Int.self)),
        item(.END, 0),
      ]
      let flags = [
        MHD_USE_INTERNAL_POLLING_THREAD, MHD_USE_THREAD_PER_CONNECTION, MHD_USE_AUTO, MHD_USE_ITC,
      ].reduce(0) { $0 | $1.rawValue }
      return options.withUnsafeMutableBufferPointer { options in
        withVaList([MHD_OPTION.ARRAY.rawValue, options.baseAddress ?? 0, MHD_OPTION.END.rawValue]) {
          MHD_start_daemon_va(flags, 0, nil, nil, handle, Unmanaged.passUnretained(self).toOpaque(), $0)
        }
      }
    }

    func reply(_ verdict: Exchange.Verdict, to connection: OpaquePointer?) -> MHD_Result {
      switch verdict {
      case .goesOn: .YES
      case .answered(let response): response.queue(on: connection)
      case .stays: presence.queue(on: connection)
      }
    }
  }
}

/// libmicrohttpd's call for a request: once for its head, for each piece of its body, and for its end.
private func handle(
  desk: UnsafeMutableRawPointer?, connection: OpaquePointer?, path: UnsafePointer<CChar>?,
  method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, data: UnsafePointer<CChar>?,
  count: UnsafeMutablePointer<Int>?, state: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let desk, let path, let method, let count, let state else { return .NO }
  let server = Unmanaged<PageServer.Desk>.fromOpaque(desk).takeUnretainedValue()
  guard let known = state.pointee else {
    let exchange = Exchange(
      connection, path: String(cString: path), method: String(cString: method), gatekeeper: server.gatekeeper)
    state.pointee = Unmanaged.passRetained(exchange).toOpaque()
    return server.reply(exchange.judge(), to: connection)
  }
  let exchange = Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
  guard count.pointee == 0 else {
    exchange.take(UnsafeRawBufferPointer(start: data, count: count.pointee))
    count.pointee = 0
    return .YES
  }
  return server.reply(exchange.finish(server.routes, server.presence), to: connection)
}
