import Foundation
import Glibc

/// Requests to a server on 127.0.0.1 with exactly the headers that are given: also those that no browser would send.
///
/// chromedriver puts no space behind the colons of its headers, which is allowed, and which URLSession refuses on Linux.
public struct LocalHTTP: Sendable {
  public let port: Int
  /// Seconds in which a server has to go on with its answer.
  public var timeout = 40

  public init(port: Int) { self.port = port }

  public struct Answer: Sendable {
    public let status: Int
    /// By their names in lowercase.
    public let headers: [String: String]
    public let body: Data
  }

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// - Parameter headers: Beside `Host`, `Connection` and `Content-Length`, or instead of these.
  public func send(
    _ method: String, _ path: String, headers: [String: String] = [:], body: Data = Data()
  ) async throws -> Answer {
    var fields = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    if !body.isEmpty || method != "GET" { fields["Content-Length"] = "\(body.count)" }
    let head = fields.merging(headers) { $1 }.sorted { $0.key < $1.key }.map { "\($0): \($1)\r\n" }.joined()
    let request = Data("\(method) \(path) HTTP/1.1\r\n\(head)\r\n".utf8) + body
    return try await withCheckedThrowingContinuation { continuation in
      // It blocks, and there are few threads that tasks share.
      DispatchQueue.global().async { continuation.resume(with: Result { try exchange(request) }) }
    }
  }

  /// Sends bytes, and reads the answer to its end.
  private func exchange(_ request: Data) throws -> Answer {
    let socket = try connected()
    defer { close(socket) }
    var sent = 0
    while sent < request.count {
      let count = request[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw failure("sending") }
      sent += count
    }
    var received = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let answer = Answer(received, isWhole: false) { return answer }
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count >= 0 else { throw failure("waiting for an answer") }
      if count == 0 { break }
      received += buffer[..<count]
    }
    guard let answer = Answer(received, isWhole: true) else {
      throw Failure(description: "port \(port) gave no answer of HTTP: \(received.count) bytes")
    }
    return answer
  }

  private func connected() throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      defer { close(socket) }
      throw failure("connecting")
    }
    return socket
  }

  private func failure(_ action: String) -> Failure {
    Failure(description: "port \(port): \(action): \(String(cString: strerror(errno)))")
  }
}

extension LocalHTTP.Answer {
  /// nil: there is more to come, or it is no answer.
  ///
  /// - Parameter isWhole: Whether the connection was closed behind the bytes.
  fileprivate init?(_ bytes: Data, isWhole: Bool) {
    guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
    self.status = status
    headers = Dictionary(
      lines.dropFirst().compactMap { line in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (
          line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        )
      }, uniquingKeysWith: { $0 + ", " + $1 })
    let rest = bytes[end.upperBound...]
    if let length = headers["content-length"].flatMap(Int.init) {
      guard rest.count >= length else { return nil }
      body = Data(rest.prefix(length))
    } else {
      guard isWhole else { return nil }
      body = Data(rest)
    }
  }
}
