import CCairo
import COnDemand

extension Figure {
  /// The figure as a file of the format.
  ///
  /// - Throws: ``FigureError`` when an option is out of range or cairo fails.
  public func render(_ format: Format) throws(FigureError) -> [UInt8] {
    if let problem = fringe_library_problem(FRINGE_CAIRO) { throw .drawing(String(cString: problem)) }
    if case .png(let resolution) = format, !(30...2400).contains(resolution) {
      throw .invalid("resolution must be 30...2400 pixels per inch, but is \(resolution)")
    }
    let layout = try FigureLayout(self)
    var canvas = try Canvas(format: format, width: layout.width, height: layout.height)
    let title = layout.cells.compactMap(\.drawing.title).joined(separator: "; ")
    canvas.setTitle(title)
    try layout.draw(on: &canvas)
    let areSquares = canvas.rasterSquares
    let bytes = try canvas.finish()
    return switch format {
    case .png(let resolution): PNGFile.stamped(bytes, resolution: resolution)
    case .pdf: bytes
    case .svg:
      SVGFile.finished(
        bytes, title: title, description: layout.cells.map(\.drawing.summary).joined(separator: "; "),
        imagesAreSquares: areSquares)
    }
  }

  /// What the figure says and where, in the order in which it is written.
  package func writtenTexts() throws(FigureError) -> [WrittenText] {
    if let problem = fringe_library_problem(FRINGE_CAIRO) { throw .drawing(String(cString: problem)) }
    let layout = try FigureLayout(self)
    var canvas = try Canvas(format: .svg, width: layout.width, height: layout.height)
    try layout.draw(on: &canvas)
    let log = canvas.log
    _ = try canvas.finish()
    return log.texts
  }

  /// The panels with their ranges settled.
  func drawings() throws(FigureError) -> [any PanelDrawing] {
    let summaries = panels.map { panel -> ValueSummary? in
      if case .image(let panel) = panel { ValueSummary(panel.shownImage) } else { nil }
    }
    var shared: [String: ValueSummary] = [:]
    for (panel, summary) in zip(panels, summaries) {
      guard let group = panel.rangeGroup, let summary else { continue }
      shared[group] = shared[group]?.union(summary) ?? summary
    }
    var drawings: [any PanelDrawing] = []
    for (panel, summary) in zip(panels, summaries) {
      switch panel {
      case .image(let image):
        let own = summary ?? ValueSummary(image.shownImage)
        drawings.append(
          try ImagePanelDrawing(image, values: own, shared: image.rangeGroup.flatMap { shared[$0] } ?? own))
      case .graph(let graph): drawings.append(try GraphDrawing(graph))
      case .polar(let polar): drawings.append(try PolarDrawing(polar))
      }
    }
    return drawings
  }
}

extension FigureLayout {
  fileprivate func draw(on canvas: inout Canvas) throws(FigureError) {
    for cell in cells {
      try cell.drawTitle(on: canvas)
      try cell.drawing.draw(on: &canvas, plot: cell.plot, width: cell.panelWidth)
    }
  }
}

extension FigureLayout.Cell {
  /// Writes letter and title, the last line just above the plot's margin.
  func drawTitle(on canvas: borrowing Canvas) throws(FigureError) {
    let baseline = frame.y + 0.78 * Font.title.size
    if let letter { try canvas.text(letter, x: frame.x, y: baseline, font: .letter) }
    let x = frame.x + (letter == nil ? 0 : FigureLayout.letterWidth)
    for (index, line) in titleLines.enumerated() {
      try canvas.text(line, x: x, y: baseline + Double(index) * Font.title.lineHeight, font: .title)
    }
  }
}
