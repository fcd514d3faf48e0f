import PageServer

#if canImport(Glibc)
  import Glibc
#endif

/// A connection that sends what it is told, well formed or not.
final class RawClient {
  let descriptor: Int32

  init?(port: Int) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) { _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

  /// What comes next: some bytes, or none at the end or after ten seconds.
  func read() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : []
  }

  /// All that comes until the server closes the connection.
  func readAll() -> String {
    var all: [UInt8] = []
    while true {
      let next = read()
      guard !next.isEmpty else { return String(decoding: all, as: UTF8.self) }
      all += next
    }
  }

  /// The status of the answer to a request that ends the connection; nil when there is no answer.
  static func status(_ port: Int, _ request: String) -> Int? {
    answer(port, request).flatMap { Int($0.dropFirst(9).prefix(3)) }
  }

  static func answer(_ port: Int, _ request: String) -> String? {
    guard let client = RawClient(port: port) else { return nil }
    client.write(request)
    let answer = client.readAll()
    return answer.hasPrefix("HTTP/1.1 ") ? answer : nil
  }
}

/// A server with a page and an echo, and requests to it.
struct Subject {
  let server: PageServer
  var port: Int { server.port }
  /// `/TOKEN/`
  let root: String

  init() throws {
    server = try PageServer(routes: [
      Route(.get, "page.html") { _ in
        PageResponse(contentType: "text/html; charset=utf-8", body: Array("<p>page".utf8))
      },
      Route(.get, "query") { request in
        .text(request.query.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " "))
      },
      Route(.post, "echo") { .bytes($0.body) },
    ])
    let address = server.address(of: "")
    root = String(address.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
  }

  /// A request with the right host, unless the headers have another.
  func request(
    _ path: String, method: String = "GET", host: String? = "127.0.0.1", headers: [String] = [],
    body: String = ""
  ) -> String {
    var lines = ["\(method) \(path) HTTP/1.1"]
    if let host { lines.append("Host: \(host)") }
    lines += headers + ["Connection: close"]
    if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  func status(
    _ path: String, method: String = "GET", host: String? = "127.0.0.1", headers: [String] = [],
    body: String = ""
  ) -> Int? {
    RawClient.status(
      port, request(path, method: method, host: host, headers: headers, body: body))
  }
}
