import CMicroHTTPD

/// One request and its answer, as libmicrohttpd tells of it: first the head, then pieces of the body, then the end.
final class Exchange {
  enum Verdict {
    /// The body is awaited.
    case goesOn
    case answered(PageResponse)
    /// The page's own connection, which stays open.
    case stays
  }

  /// Bytes of a body, at most.
  static let bodyLimit = 1 << 20

  private let method: PageRequest.Method?
  private let path: String?
  private let query: [String: String]
  private var body: [UInt8] = []
  private var isTooLarge = false

  /// - Parameters:
  ///   - path: As the request has it, decoded.
  init(_ connection: OpaquePointer?, path: String, method: String, gatekeeper: Gatekeeper) {
    var headers = HeaderList()
    headers.read(connection, .HEADER_KIND)
    let sender = Gatekeeper.Sender(
      hosts: headers["host"], origins: headers["origin"], sites: headers["sec-fetch-site"])
    self.path = gatekeeper.admit(path, from: sender)
    self.method = PageRequest.Method(rawValue: method)
    isTooLarge = headers["content-length"].contains { Int($0).map { $0 > Self.bodyLimit } ?? true }
    var arguments = HeaderList()
    if self.path != nil { arguments.read(connection, .GET_ARGUMENT_KIND) }
    query = arguments.last
  }

  /// What is known once the head is there.
  func judge() -> Verdict {
    guard path != nil else { return .answered(.text("This page is not for you.\n", status: 403)) }
    guard method != nil else { return .answered(.text("This is not how to ask for it.\n", status: 405)) }
    guard !isTooLarge else { return .answered(.text("This is too much at once.\n", status: 413)) }
    return .goesOn
  }

  /// Takes a piece of the body; what is beyond the limit is dropped.
  func take(_ piece: UnsafeRawBufferPointer) {
    if body.count + piece.count > Self.bodyLimit { isTooLarge = true }
    if !isTooLarge { body.append(contentsOf: piece) }
  }

  /// The answer, once all is there.
  func finish(_ routes: RouteTable, _ presence: Presence) -> Verdict {
    guard case .goesOn = judge(), let method, let path else { return judge() }
    switch (method, path) {
    case (.get, "presence"): return .stays
    case (.post, "leave"):
      presence.willLeave()
      return .answered(.nothing)
    default:
      return .answered(
        routes.answer(PageRequest(method: method, path: path, query: query, body: body)))
    }
  }
}

/// Names and values of a request, names in small letters.
struct HeaderList {
  private var values: [String: [String]] = [:]

  subscript(name: String) -> [String] { values[name] ?? [] }

  /// The last value of each name.
  var last: [String: String] { values.compactMapValues(\.last) }

  mutating func read(_ connection: OpaquePointer?, _ kind: MHD_ValueKind) {
    withUnsafeMutablePointer(to: &self) { list in
      _ = MHD_get_connection_values(
        connection, kind,
        { context, _, name, value in
          let list = context?.assumingMemoryBound(to: HeaderList.self)
          if let list, let name {
            let value = value.map { String(cString: $0) } ?? ""
            list.pointee.values[String(cString: name).lowercased(), default: []].append(value)
          }
          return .YES
        }, list)
    }
  }
}
