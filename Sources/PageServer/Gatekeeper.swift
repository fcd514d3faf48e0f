/// Who is let in: whoever knows the address of the page, from a page of this server or from none.
struct Gatekeeper: Sendable {
  /// What the address holds that cannot be guessed: 128 bits as hexadecimal digits.
  let token: String

  init() {
    var random = SystemRandomNumberGenerator()
    let digits = (0..<4).map { _ in String(UInt32.random(in: 0...UInt32.max, using: &random), radix: 16) }
    token = digits.map { String(repeating: "0", count: 8 - $0.count) + $0 }.joined()
  }

  /// What a request says of its sender.
  struct Sender {
    var hosts: [String] = []
    var origins: [String] = []
    var sites: [String] = []
  }

  /// The path behind the token; nil for a request that is refused.
  ///
  /// - Parameter path: The whole path, decoded.
  func admit(_ path: String, from sender: Sender) -> String? {
    guard sender.hosts.count == 1, let host = sender.hosts.first, Self.isThisMachine(host) else { return nil }
    guard sender.origins.allSatisfy({ $0 == "http://" + host }) else { return nil }
    guard sender.sites.allSatisfy({ $0 != "cross-site" }) else { return nil }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty, isToken(parts[1]) else { return nil }
    return String(Substring(parts[2]))
  }

  /// Compares all digits, whatever the first ones are, so that the time taken tells nothing.
  private func isToken(_ digits: Substring.UTF8View) -> Bool {
    guard digits.count == token.utf8.count else { return false }
    return zip(digits, token.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Whether a `Host` names this machine, at any port: a tunnel has one of its own. A name that another's DNS gave for
  /// this address is refused.
  private static func isThisMachine(_ host: String) -> Bool {
    let name: Substring
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      name = host[...end]
    } else {
      name = host.prefix { $0 != ":" }
    }
    let rest = host[name.endIndex...]
    let isPort = rest.isEmpty || (rest.first == ":" && rest.dropFirst().allSatisfy(\.isNumber))
    return isPort && ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased())
  }
}
