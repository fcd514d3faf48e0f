extension Figure {
  /// Where the plots lie on the page, in points; colour bars stand to the right of them.
  package func plots() throws(FigureError) -> [Rect] { try FigureLayout(self).cells.map(\.plot) }
}

/// Where the panels of a figure lie on its page, in points.
///
/// All columns are equally wide and all panels have the same margins, so that plots line up and maps of one size have
/// one scale.
struct FigureLayout {
  struct Cell {
    let drawing: any PanelDrawing
    /// Title, letter, plot and margins.
    let frame: Rect
    let plot: Rect
    let letter: String?
    let titleLines: [String]
  }

  let width: Double
  let height: Double
  let cells: [Cell]

  init(_ figure: Figure) throws(FigureError) {
    let columns = figure.columns
    guard !figure.panels.isEmpty else { throw .noPanels }
    guard (1...100).contains(columns) else { throw .invalid("columns must be 1...100, but is \(columns)") }
    let millimetres = figure.width ?? (columns > 1 ? 170 : 85)
    guard (20...1000).contains(millimetres) else {
      throw .invalid("width must be 20...1000 mm, but is \(millimetres)")
    }
    let width = millimetres * Style.pointsPerMillimetre
    let cellWidth = (width - 2 * Style.margin - Double(columns - 1) * Style.gap) / Double(columns)
    let drawings = try figure.drawings()
    var margins = Margins()
    for drawing in drawings { margins = margins.union(try drawing.margins(width: cellWidth)) }
    let plotWidth = cellWidth - margins.left - margins.right
    guard plotWidth >= 20 else {
      throw .invalid(
        "\(columns) columns do not fit into \(millimetres) mm; give a larger width or fewer columns")
    }

    var cells: [Cell] = []
    var top = Style.margin
    for start in stride(from: 0, to: drawings.count, by: columns) {
      let row = start..<min(start + columns, drawings.count)
      let letters = row.map { figure.hasLetters ? Self.letter($0) : nil }
      let titleX = figure.hasLetters ? Self.letterWidth : 0
      var titles: [[String]] = []
      for index in row {
        titles.append(try Font.title.lines(of: drawings[index].title ?? "", width: cellWidth - titleX))
      }
      let lineCount = max(titles.map(\.count).max() ?? 0, figure.hasLetters ? 1 : 0)
      let band = lineCount == 0 ? 0 : Double(lineCount) * Font.title.lineHeight + 2
      let plotHeight = row.map { drawings[$0].plotHeight(width: plotWidth) }.max() ?? 0
      let height = band + margins.top + plotHeight + margins.bottom
      for (place, index) in row.enumerated() {
        let x = Style.margin + Double(place) * (cellWidth + Style.gap)
        cells.append(
          Cell(
            drawing: drawings[index], frame: Rect(x: x, y: top, width: cellWidth, height: height),
            plot: Rect(
              x: x + margins.left, y: top + band + margins.top, width: plotWidth, height: plotHeight),
            letter: letters[place], titleLines: titles[place]))
      }
      top += height + Style.gap
    }
    self.width = width
    self.height = top - Style.gap + Style.margin
    self.cells = cells
  }

  static let letterWidth = 10.0

  /// a...z, then a2...z2, and so on.
  private static func letter(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? letter : letter + String(index / 26 + 1)
  }
}
