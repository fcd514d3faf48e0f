import LuaSyntax

/// A script as cells, in Jupytext's percent form: `-- %% Title` begins a cell of code, `-- %% [markdown]` one of text.
///
/// The script itself stays one chunk: cells are only how it is shown.
public struct Notebook: Sendable {
  /// Text between two markers, or code.
  public struct Cell: Sendable {
    public enum Content: Sendable {
      /// Markdown.
      case text(String)
      case code
    }

    public var content: Content
    /// What the marker calls it, or nil.
    public var title: String?
    /// Whether its code is shown: not with `{echo=false}` behind the title.
    public var showsCode: Bool
    /// The lines that it takes of the script, from 1, its marker included.
    public var lines: ClosedRange<Int>
    /// The lines with its code, without blank ones at both ends; empty where there is none.
    public var codeLines: Range<Int>
  }

  public let cells: [Cell]
  /// The script's lines without their ends.
  let lines: [ArraySlice<UInt8>]
  /// The stretches of each line; none when the script is no Lua.
  let spans: [[SourceSpan]]

  /// - Parameter script: The bytes of a script, as they are run.
  public init(_ script: [UInt8]) {
    let lines = script.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    self.lines = lines
    let all = (try? SourceSpan.spans(of: script)) ?? []
    let (spans, continued) = Self.cut(all, at: lines)
    self.spans = spans
    let markers = lines.indices.compactMap { number in
      continued.contains(number) ? nil : CellMarker(lines[number]).map { (number, $0) }
    }
    var cells: [Cell] = []
    let firstMarker = markers.first?.0 ?? lines.count
    if firstMarker > 0 { cells += Self.cells(CellMarker(), 0..<firstMarker, hasMarker: false, lines) }
    for (place, (number, marker)) in markers.enumerated() {
      let end = place + 1 < markers.count ? markers[place + 1].0 : lines.count
      cells += Self.cells(marker, number..<end, hasMarker: true, lines)
    }
    self.cells = cells
  }

  /// The place among the cells of the one that holds a line, counted from 1.
  public func cell(at line: Int) -> Int? { cells.firstIndex { $0.lines.contains(line) } }

  // MARK: - Cells

  /// The cell between two markers; two when code follows the comments of a cell of text.
  private static func cells(
    _ marker: CellMarker, _ range: Range<Int>, hasMarker: Bool, _ lines: [ArraySlice<UInt8>]
  ) -> [Cell] {
    func cell(_ content: Cell.Content, title: String?, _ range: Range<Int>, code: Range<Int>) -> Cell {
      var code = code
      while let first = code.first, isBlank(lines[first]) { code.removeFirst() }
      while let last = code.last, isBlank(lines[last]) { code.removeLast() }
      return Cell(
        content: content, title: title, showsCode: marker.showsCode,
        lines: range.lowerBound + 1...max(range.upperBound, range.lowerBound + 1), codeLines: code)
    }
    let body = range.lowerBound + (hasMarker ? 1 : 0)..<range.upperBound
    guard marker.isText else {
      let only = cell(.code, title: marker.title, range, code: body)
      return !hasMarker && only.codeLines.isEmpty ? [] : [only]
    }
    let firstCode =
      body.first { !isBlank(lines[$0]) && !lines[$0].starts(with: "--".utf8) } ?? range.upperBound
    let text = lines[body.lowerBound..<firstCode].map { line in
      let text = String(decoding: line, as: UTF8.self).dropFirst(2)
      return String(text.hasPrefix(" ") ? text.dropFirst() : text)
    }.joined(separator: "\n")
    let first = cell(
      .text(text), title: marker.title, range.lowerBound..<firstCode, code: firstCode..<firstCode)
    guard firstCode < range.upperBound else { return [first] }
    let rest = firstCode..<range.upperBound
    return [first, cell(.code, title: nil, rest, code: rest)]
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 <= 0x20 } }

  // MARK: - Spans

  /// The spans cut at the ends of lines, line by line, and the lines that begin inside a string or a comment.
  private static func cut(
    _ spans: [SourceSpan], at lines: [ArraySlice<UInt8>]
  ) -> (parts: [[SourceSpan]], continued: Set<Int>) {
    var parts = [[SourceSpan]](repeating: [], count: lines.count)
    var continued: Set<Int> = []
    var first = 0
    for span in spans {
      while first < lines.count, lines[first].endIndex <= span.range.lowerBound { first += 1 }
      var line = first
      while line < lines.count, lines[line].startIndex < span.range.upperBound {
        let range = span.range.clamped(to: lines[line].startIndex..<lines[line].endIndex)
        if !range.isEmpty { parts[line].append(SourceSpan(kind: span.kind, range: range)) }
        if lines[line].startIndex > span.range.lowerBound, span.kind != .space { continued.insert(line) }
        line += 1
      }
    }
    return (parts, continued)
  }
}
