/// A stretch of a Lua script that is of one kind, comments and white space included.
public struct SourceSpan: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case word(Token.Kind)
    case comment
    case space
  }

  public let kind: Kind
  /// Places of bytes.
  public let range: Range<Int>

  public init(kind: Kind, range: Range<Int>) { (self.kind, self.range) = (kind, range) }

  /// The whole script, span by span: every byte is in one of them.
  public static func spans(of bytes: [UInt8]) throws(LuaSyntaxError) -> [SourceSpan] {
    var spans: [SourceSpan] = []
    var place = 0
    for token in try Lexer.tokens(of: bytes) {
      appendGap(place..<token.offset, of: bytes, to: &spans)
      if token.kind != .end {
        spans.append(SourceSpan(kind: .word(token.kind), range: token.offset..<token.end))
      }
      place = token.end
    }
    return spans
  }

  /// What stands between two words: space and comments.
  private static func appendGap(_ gap: Range<Int>, of bytes: [UInt8], to spans: inout [SourceSpan]) {
    var place = gap.lowerBound
    while place < gap.upperBound {
      let isComment = bytes[place] > 0x20
      let end =
        isComment
        ? commentEnd(bytes[place..<gap.upperBound])
        : bytes[place..<gap.upperBound].firstIndex { $0 > 0x20 } ?? gap.upperBound
      spans.append(SourceSpan(kind: isComment ? .comment : .space, range: place..<end))
      place = end
    }
  }

  /// Where a comment ends: at the end of its line, or where its long bracket is closed.
  private static func commentEnd(_ comment: ArraySlice<UInt8>) -> Int {
    let newline = UInt8(ascii: "\n")
    let lineEnd = comment.firstIndex(of: newline) ?? comment.endIndex
    guard comment.starts(with: "--[".utf8) else { return lineEnd }
    let equals = comment.dropFirst(3).prefix { $0 == UInt8(ascii: "=") }
    guard equals.endIndex < comment.endIndex, comment[equals.endIndex] == UInt8(ascii: "[") else {
      return lineEnd
    }
    let closing = [UInt8(ascii: "]")] + equals + [UInt8(ascii: "]")]
    var place = equals.endIndex + 1
    while place + closing.count <= comment.endIndex {
      if comment[place...].starts(with: closing) { return place + closing.count }
      place += 1
    }
    return comment.endIndex
  }
}
