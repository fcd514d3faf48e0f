import CMicroHTTPD

// What is sent with every answer: the page may load from this server alone, and nobody may keep or frame it.
private let headers = [
  (
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
      + "form-action 'none'; frame-ancestors 'none'"
  ),
  ("Cache-Control", "no-store"),
  ("Referrer-Policy", "no-referrer"),
  ("X-Content-Type-Options", "nosniff"),
  ("Cross-Origin-Opener-Policy", "same-origin"),
  ("Cross-Origin-Resource-Policy", "same-origin"),
]

extension PageResponse {
  /// Hands the answer to libmicrohttpd, which sends it.
  func queue(on connection: OpaquePointer?) -> MHD_Result {
    var bytes = body
    let response = bytes.withUnsafeMutableBytes { bytes in
      MHD_create_response_from_buffer(bytes.count, bytes.baseAddress, .RESPMEM_MUST_COPY)
    }
    return send(response, to: connection, status: status, type: contentType)
  }
}

extension Presence {
  /// Answers with an event stream that lasts until the page or the server ends.
  func queue(on connection: OpaquePointer?) -> MHD_Result {
    let response = MHD_create_response_from_callback(
      UInt64.max, 64,
      { context, position, buffer, room in
        guard let context, let buffer, room >= 3 else { return -1 }
        let presence = Unmanaged<Presence>.fromOpaque(context).takeUnretainedValue()
        guard position == 0 || presence.pause() else { return -1 }
        // A comment, which the browser passes over.
        for (place, byte) in ":\n\n".utf8.enumerated() { buffer[place] = CChar(bitPattern: byte) }
        return 3
      },
      Unmanaged.passRetained(self).toOpaque(),
      { context in
        guard let context else { return }
        Unmanaged<Presence>.fromOpaque(context).takeRetainedValue().didClose()
      })
    if response != nil { didOpen() }
    return send(response, to: connection, status: 200, type: "text/event-stream")
  }
}

private func send(
  _ response: OpaquePointer?, to connection: OpaquePointer?, status: Int, type: String
) -> MHD_Result {
  guard let response else { return .NO }
  defer { MHD_destroy_response(response) }
  MHD_add_response_header(response, "Content-Type", type)
  for (name, value) in headers { MHD_add_response_header(response, name, value) }
  return MHD_queue_response(connection, UInt32(status), response)
}
