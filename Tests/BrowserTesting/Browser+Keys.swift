/// A key: a character, or one of those with a name.
public struct Key: Sendable, ExpressibleByStringLiteral {
  /// As the protocol writes it.
  let code: String

  public init(stringLiteral code: String) { self.code = code }

  public static let backspace: Key = "\u{E003}"
  public static let tab: Key = "\u{E004}"
  public static let enter: Key = "\u{E007}"
  public static let shift: Key = "\u{E008}"
  public static let control: Key = "\u{E009}"
  public static let alt: Key = "\u{E00A}"
  public static let escape: Key = "\u{E00C}"
  public static let space: Key = " "
  public static let pageUp: Key = "\u{E00E}"
  public static let pageDown: Key = "\u{E00F}"
  public static let end: Key = "\u{E010}"
  public static let home: Key = "\u{E011}"
  public static let left: Key = "\u{E012}"
  public static let up: Key = "\u{E013}"
  public static let right: Key = "\u{E014}"
  public static let down: Key = "\u{E015}"
  public static let delete: Key = "\u{E017}"

  static let device: [String: JSONValue] = ["type": "key", "id": "keyboard"]
  var down: JSONValue { ["type": "keyDown", "value": .string(code)] }
  var up: JSONValue { ["type": "keyUp", "value": .string(code)] }
}

extension Browser {
  /// Presses a key in the element that has the focus, with others held.
  public func press(_ key: Key, holding held: Key..., times: Int = 1) async throws {
    let presses = Array(repeating: [key.down, key.up], count: times).joined()
    try await perform(Key.device, held.map(\.down) + presses + held.reversed().map(\.up))
  }

  /// Types a text into the element that has the focus.
  public func type(_ text: String) async throws {
    let keys = text.map { Key(stringLiteral: String($0)) }
    try await perform(Key.device, keys.flatMap { [$0.down, $0.up] })
  }
}
