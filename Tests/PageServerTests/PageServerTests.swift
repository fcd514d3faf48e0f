import PageServer
import Testing

#if canImport(Glibc)
  import Glibc
#endif

struct PageServerTests {
  @Test func `a page is served with what keeps it apart from others`() throws {
    let subject = try Subject()
    let answer = try #require(
      RawClient.answer(subject.port, subject.request(subject.root + "page.html")))
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
    #expect(answer.hasSuffix("\r\n\r\n<p>page"))
    for header in [
      "Content-Type: text/html; charset=utf-8", "Cache-Control: no-store", "Referrer-Policy: no-referrer",
      "X-Content-Type-Options: nosniff", "Cross-Origin-Resource-Policy: same-origin",
    ] {
      #expect(answer.contains("\r\n\(header)\r\n"))
    }
    let policy = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("Content-Security") })
    #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"))
  }

  @Test func `arguments and bodies arrive`() throws {
    let subject = try Subject()
    let query = RawClient.answer(subject.port, subject.request(subject.root + "query?row=12&name=a%20%26b"))
    #expect(query?.hasSuffix("\r\n\r\nname=a &b row=12") == true)
    let echo = RawClient.answer(
      subject.port, subject.request(subject.root + "echo", method: "POST", body: "{\"dx\": 5}"))
    #expect(echo?.hasSuffix("\r\n\r\n{\"dx\": 5}") == true)
  }

  @Test func `two servers have different tokens of 128 bits`() throws {
    let (one, other) = (try Subject(), try Subject())
    #expect(one.root != other.root)
    #expect(one.root.utf8.count == 34)
    #expect(other.status(one.root + "page.html") == 403)
  }

  @Test func `only this machine is listened to`() throws {
    let subject = try Subject()
    // The sockets that listen, of IPv4 and IPv6: "0100007F:A2B3" is 127.0.0.1.
    let port = String(subject.port, radix: 16, uppercase: true)
    let suffix = ":" + String(repeating: "0", count: 4 - port.count) + port
    var hosts: [Substring] = []
    for table in ["/proc/self/net/tcp", "/proc/self/net/tcp6"] {
      guard let file = fopen(table, "r") else { continue }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 512)
      while fgets(&line, 512, file) != nil {
        let fields = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self).split(
          separator: " ")
        if fields.count > 3, fields[3] == "0A", fields[1].hasSuffix(suffix) {
          hosts.append(fields[1].dropLast(suffix.count))
        }
      }
    }
    #expect(hosts == ["0100007F"])
  }

  @Test func `a port in use is an error that says so`() throws {
    let subject = try Subject()
    #expect(throws: PageServerError.port(subject.port, errno: EADDRINUSE)) {
      _ = try PageServer(port: subject.port, routes: [])
    }
    #expect("\(PageServerError.port(80, errno: EADDRINUSE))".contains("port 80 is used"))
  }

  @Test func `a port is free again when a server has ended`() throws {
    let first = try Subject()
    #expect(first.status(first.root + "page.html") == 200)
    first.server.stop()
    let second = try PageServer(port: first.port, routes: [])
    #expect(second.port == first.port)
  }

  @Test func `an open page is known, and one that is closed`() throws {
    let subject = try Subject()
    let presence = subject.server.presence
    #expect(!presence.isOpen && !presence.isGone)
    var client = RawClient(port: subject.port)
    client?.write(subject.request(subject.root + "presence"))
    #expect(client?.read().isEmpty == false)
    #expect(presence.isOpen && !presence.isGone)
    #expect(subject.status(subject.root + "leave", method: "POST") == 204)
    client = nil
    for _ in 0..<100 where presence.isOpen { usleep(100_000) }
    #expect(!presence.isOpen && !presence.isGone, "it may be loaded again")
    for _ in 0..<100 where !presence.isGone { usleep(100_000) }
    #expect(presence.isGone)
    let again = RawClient(port: subject.port)
    again?.write(subject.request(subject.root + "presence"))
    #expect(again?.read().isEmpty == false)
    #expect(!presence.isGone)
  }
}
