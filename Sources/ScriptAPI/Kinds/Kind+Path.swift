import Scripting

extension Kind where Value == String {
  /// The path of a file or folder: some UTF-8 text without the byte 0, which would cut it short.
  static var path: Kind {
    Kind(expected: "a path", luaType: "string", sample: "\"text\"") { slot throws(Mismatch) in
      guard let bytes = slot.bytes else { return nil }
      guard !bytes.isEmpty else { throw Mismatch("expected a path, got an empty string") }
      guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
        throw Mismatch("expected a path, got a string that is not UTF-8 text")
      }
      return text
    }
  }
}
