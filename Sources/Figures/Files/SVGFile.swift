/// What cairo's SVG needs before it leaves the house.
///
/// - Cairo names elements by a counter that runs on as long as the process does. Here they are numbered within the
///   file, after a prefix made from its content: the same figure is the same file, and two figures in one web page do
///   not take each other's glyphs.
/// - Images get the instruction to show their pixels as squares; cairo drops its own.
/// - A title and a description, for readers and searchers of text, which cairo draws as outlines.
struct SVGFile {
  private let source: [UInt8]
  /// Parts of ``source`` to replace, in order.
  private var edits: [Edit] = []
  private var names: [ArraySlice<UInt8>: Int] = [:]

  private enum Replacement {
    case name(Int)
    case text(String)
  }

  private struct Edit {
    let range: Range<Int>
    let replacement: Replacement
  }

  static func finished(
    _ source: [UInt8], title: String, description: String, imagesAreSquares: [Bool]
  ) -> [UInt8] {
    var file = SVGFile(source: source)
    file.findNames(imagesAreSquares: imagesAreSquares)
    file.insertHead("<title>\(escaped(title))</title>\n<desc>\(escaped(description))</desc>\n")
    return file.assembled()
  }

  private init(source: [UInt8]) { self.source = source }

  /// Finds ` id="…"`, `="#…"` and `url(#…)`, and the images.
  private mutating func findNames(imagesAreSquares: [Bool]) {
    let patterns: [(text: [UInt8], end: UInt8)] = [
      (Array(" id=\"".utf8), UInt8(ascii: "\"")), (Array("=\"#".utf8), UInt8(ascii: "\"")),
      (Array("url(#".utf8), UInt8(ascii: ")")),
    ]
    let image = Array("<image ".utf8)
    var imageCount = 0
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "<"), starts(image, at: index) {
        index += image.count
        if imageCount < imagesAreSquares.count, imagesAreSquares[imageCount] {
          let style = "style=\"image-rendering:crisp-edges;image-rendering:pixelated\" "
          edits.append(Edit(range: index..<index, replacement: .text(style)))
        }
        imageCount += 1
        index -= 1  // the blank before an id
        continue
      }
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "u"),
        let pattern = patterns.first(where: { starts($0.text, at: index) })
      else {
        index += 1
        continue
      }
      let start = index + pattern.text.count
      let end = source[start...].firstIndex(of: pattern.end) ?? source.endIndex
      let name = source[start..<end]
      let number = names[name] ?? names.count
      names[name] = number
      edits.append(Edit(range: start..<end, replacement: .name(number)))
      index = end
    }
  }

  private func starts(_ pattern: [UInt8], at index: Int) -> Bool {
    guard index + pattern.count <= source.count else { return false }
    for offset in pattern.indices where source[index + offset] != pattern[offset] { return false }
    return true
  }

  /// Puts elements after the opening tag of the document.
  private mutating func insertHead(_ text: String) {
    let tag = Array("<svg ".utf8)
    guard let start = source.indices.first(where: { starts(tag, at: $0) }),
      let end = source[start...].firstIndex(of: UInt8(ascii: ">"))
    else { return }
    // Before any edit: cairo's opening tag has no name. After the line's end.
    edits.insert(
      Edit(range: min(end + 2, source.count)..<min(end + 2, source.count), replacement: .text(text)), at: 0)
  }

  private func assembled() -> [UInt8] {
    let prefix = "f" + String(contentHash(), radix: 36) + "-"
    var result: [UInt8] = []
    result.reserveCapacity(source.count + 16 * edits.count)
    var position = 0
    for edit in edits {
      result.append(contentsOf: source[position..<edit.range.lowerBound])
      switch edit.replacement {
      case .name(let number): result.append(contentsOf: (prefix + String(number)).utf8)
      case .text(let text): result.append(contentsOf: text.utf8)
      }
      position = edit.range.upperBound
    }
    result.append(contentsOf: source[position...])
    return result
  }

  /// FNV-1a of everything but the names.
  private func contentHash() -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var position = 0
    for edit in edits {
      for byte in source[position..<edit.range.lowerBound] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      position = edit.range.upperBound
    }
    for byte in source[position...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
