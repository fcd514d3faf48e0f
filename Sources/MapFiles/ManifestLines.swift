import ImageFiles

/// The lines of a manifest, `key: value`.
struct ManifestLines {
  let path: String
  private var values: [Substring: Substring] = [:]
  /// The values of keys that may come more than once, in their order.
  private var lists: [Substring: [Substring]] = [:]

  /// - Parameters:
  ///   - path: Where the text is from, for errors.
  ///   - lists: The keys that may come more than once.
  init(_ text: String, path: String, lists: Set<Substring>) throws(ImageFileError) {
    self.path = path
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else {
        throw ImageFileError(path: path, problem: .damaged("the line \"\(line)\" has no colon"))
      }
      let (key, value) = (line[..<colon], line[line.index(after: colon)...].drop { $0 == " " })
      if lists.contains(key) { self.lists[key, default: []].append(value) } else { values[key] = value }
    }
  }

  func damage(_ what: String) -> ImageFileError { ImageFileError(path: path, problem: .damaged(what)) }

  /// nil when there is none.
  subscript(key: Substring) -> String? { values[key].map(String.init) }

  func has(_ key: Substring) -> Bool { values[key] != nil }

  /// A value that must be there.
  func read<Value>(_ key: Substring, _ convert: (String) -> Value?) throws(ImageFileError) -> Value {
    guard let value = self[key].flatMap(convert) else { throw damage("\(key) is missing or wrong") }
    return value
  }

  /// The values of a key that may come more than once; `noun` is what one is called, for errors.
  func list<Value>(
    _ key: Substring, _ noun: String, _ convert: (Substring) -> Value?
  ) throws(ImageFileError) -> [Value] {
    var list: [Value] = []
    for text in lists[key] ?? [] {
      guard let value = convert(text) else { throw damage("\"\(text)\" is no \(noun)") }
      list.append(value)
    }
    return list
  }

  /// A text as part of a line.
  static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}
