extension Figure {
  /// Where the plots lie on the page, in points; colour bars stand to the right of them.
  package func plots() throws(FigureError) -> [Rect] { try FigureLayout(self).cells.map(\.plot) }
}

/// Where the panels of a figure lie on its page, in points.
///
/// All plots are equally wide, so that maps of one size have one scale. Panels above one another have the same margins
/// left and right, panels beside one another above and below: plots line up.
struct FigureLayout {
  struct Cell {
    let drawing: any PanelDrawing
    /// Title, letter, plot and margins.
    let frame: Rect
    let plot: Rect
    /// The width by which the panel's margins were chosen.
    let panelWidth: Double
    let letter: String?
    let titleLines: [String]
  }

  let width: Double
  let height: Double
  let cells: [Cell]

  init(_ figure: Figure) throws(FigureError) {
    let (width, panelWidth) = try Self.widths(of: figure)
    let drawings = try figure.drawings()
    var margins: [Margins] = []
    for drawing in drawings { margins.append(try drawing.margins(width: panelWidth)) }
    let tracks = try Self.tracks(margins, of: figure, panelWidth: panelWidth)

    var cells: [Cell] = []
    var top = Style.margin
    for start in stride(from: 0, to: drawings.count, by: figure.columns) {
      let row = start..<min(start + figure.columns, drawings.count)
      let titleX = figure.hasLetters ? Self.letterWidth : 0
      var titles: [[String]] = []
      for (track, index) in zip(tracks, row) {
        titles.append(try Font.title.lines(of: drawings[index].title ?? "", width: track.width - titleX))
      }
      let lineCount = max(titles.map(\.count).max() ?? 0, figure.hasLetters ? 1 : 0)
      let band = lineCount == 0 ? 0 : Double(lineCount) * Font.title.lineHeight + 2
      let around = margins[row].reduce(Margins()) { $0.union($1) }
      let plotHeight = zip(tracks, row).map { drawings[$1].plotHeight(width: $0.plotWidth) }.max() ?? 0
      let height = band + around.top + plotHeight + around.bottom
      for (place, (track, index)) in zip(tracks, row).enumerated() {
        cells.append(
          Cell(
            drawing: drawings[index], frame: Rect(x: track.x, y: top, width: track.width, height: height),
            plot: Rect(
              x: track.plotX, y: top + band + around.top, width: track.plotWidth, height: plotHeight),
            panelWidth: panelWidth, letter: figure.hasLetters ? Self.letter(index) : nil,
            titleLines: titles[place]))
      }
      top += height + Style.gap
    }
    self.width = width
    self.height = top - Style.gap + Style.margin
    self.cells = cells
  }

  /// One column of the grid.
  private struct Track {
    let x: Double
    let width: Double
    let plotX: Double
    let plotWidth: Double
  }

  /// Width of the page, and of a panel if all were equally wide.
  private static func widths(of figure: Figure) throws(FigureError) -> (page: Double, panel: Double) {
    let columns = figure.columns
    guard !figure.panels.isEmpty else { throw .noPanels }
    guard (1...100).contains(columns) else { throw .invalid("columns must be 1...100, but is \(columns)") }
    let millimetres = figure.width ?? (columns > 1 ? 170 : 85)
    guard (20...1000).contains(millimetres) else {
      throw .invalid("width must be 20...1000 mm, but is \(millimetres)")
    }
    let width = millimetres * Style.pointsPerMillimetre
    return (width, (width - 2 * Style.margin - Double(columns - 1) * Style.gap) / Double(columns))
  }

  /// The columns, of which all plots have one width.
  private static func tracks(
    _ margins: [Margins], of figure: Figure, panelWidth: Double
  ) throws(FigureError) -> [Track] {
    let columns = figure.columns
    let around = (0..<columns).map { column in
      stride(from: column, to: margins.count, by: columns).reduce(Margins()) { $0.union(margins[$1]) }
    }
    let taken = around.reduce(0) { $0 + $1.left + $1.right }
    let plotWidth = panelWidth - taken / Double(columns)
    guard plotWidth >= 20 else {
      let millimetres = figure.width ?? (columns > 1 ? 170 : 85)
      throw .invalid(
        "\(columns) columns do not fit into \(millimetres) mm; give a larger width or fewer columns")
    }
    var x = Style.margin
    return around.map { margins in
      let width = margins.left + plotWidth + margins.right
      defer { x += width + Style.gap }
      return Track(x: x, width: width, plotX: x + margins.left, plotWidth: plotWidth)
    }
  }

  static let letterWidth = 10.0

  /// a...z, then a2...z2, and so on.
  private static func letter(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? letter : letter + String(index / 26 + 1)
  }
}
