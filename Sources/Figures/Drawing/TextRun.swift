/// A part of a line that stands on the baseline or, as the indices of `ε_xx`, below it.
package struct TextRun: Hashable, Sendable {
  package let text: String
  package let isIndex: Bool

  package init(_ text: String, isIndex: Bool = false) {
    self.text = text
    self.isIndex = isIndex
  }

  /// Size of an index, and how far below the baseline it stands, in sizes of the font.
  static let indexSize = 0.72
  static let indexDrop = 0.2

  /// The parts of a line. Letters and digits after `ε_` are indices; other underscores are what they are.
  package static func runs(of line: String) -> [TextRun] {
    guard line.contains("ε_") else { return [TextRun(line)] }
    var runs: [TextRun] = []
    var text = ""
    var rest = line[...]
    while let character = rest.popFirst() {
      text.append(character)
      guard character == "ε", rest.first == "_" else { continue }
      let index = rest.dropFirst().prefix { $0.isLetter || $0.isNumber }
      guard !index.isEmpty else { continue }
      runs += [TextRun(text), TextRun(String(index), isIndex: true)]
      text = ""
      rest = rest[index.endIndex...]
    }
    if !text.isEmpty { runs.append(TextRun(text)) }
    return runs
  }
}

extension Font {
  /// The font of a part of a line in this one.
  func font(of run: TextRun) -> Font {
    run.isIndex ? Font(size: size * TextRun.indexSize, isBold: isBold) : self
  }
}
