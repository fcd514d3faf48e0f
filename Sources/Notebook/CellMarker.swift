/// A line that begins a cell: `-- %% Title`, `-- %% [markdown]`, `-- %% Title {echo=false}`.
struct CellMarker {
  var title: String?
  var isText = false
  var showsCode = true

  /// Of the lines before the first marker.
  init() {}

  /// nil: the line is no marker.
  init?(_ line: ArraySlice<UInt8>) {
    guard line.starts(with: "--".utf8) else { return nil }
    let text = line.dropFirst(2).drop { $0 == UInt8(ascii: " ") }
    guard text.starts(with: "%%".utf8) else { return nil }
    let rest = text.dropFirst(2)
    // Behind more than two, as in a ruler of them, there is no title.
    guard rest.first.map({ $0 <= 0x20 }) ?? true else { return nil }
    var words = String(decoding: rest, as: UTF8.self)[...]
    if let open = words.lastIndex(of: "{"), words[open...].trimmed.hasSuffix("}") {
      let options = words[open...].filter { !$0.isWhitespace && $0 != "{" && $0 != "}" }.split(separator: ",")
      showsCode = !options.contains("echo=false")
      words = words[..<open]
    }
    for kind in ["[markdown]", "[md]"] {
      guard let place = words.firstRange(of: kind) else { continue }
      isText = true
      words = words[..<place.lowerBound] + words[place.upperBound...].trimmed
    }
    let title = words.trimmed
    self.title = title.isEmpty ? nil : String(title)
  }
}

extension Substring {
  /// Without white space at both ends.
  var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
