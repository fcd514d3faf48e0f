import Figures
import Imaging
import Testing

struct BackdropTests {
  private let source = Image(rows: 98, columns: 99) { row, _ in row < 49 ? 0 : 1 }

  private func panel(_ map: Image, step: Int, opacity: Double) -> ImagePanel {
    var panel = ImagePanel(
      map, range: .between(0, 1), showsScaleBar: false, showsColorBar: false, overlayStep: step)
    panel.backdrop = Backdrop(source, opacity: opacity)
    return panel
  }

  private func colors(_ panel: ImagePanel, at places: [(row: Double, column: Double)]) throws -> [RGB] {
    let figure = Figure(panel)
    let bitmap = try Bitmap(png: figure.render(.png()))
    let plot = try figure.plots()[0]
    return places.map { place in
      bitmap.pixel(
        x: plot.x + (place.column + 0.5) / 99 * plot.width, y: plot.y + (place.row + 0.5) / 98 * plot.height)
    }
  }

  @Test func `a map lies where its windows were, and nothing where it has no values`() throws {
    // Every fourth pixel; a value in the map's pixel (5, 7) only: around (20, 28) of the source.
    var map = Image(rows: 25, columns: 25, value: .nan)
    map[5, 7] = 1
    let found = try colors(
      panel(map, step: 4, opacity: 1), at: [(20, 28), (18.6, 26.6), (17.4, 28), (20, 30.6), (80, 80)])
    let yellow = ColorMap.viridis.color(at: 1)
    #expect(found == [yellow, yellow, .black, .black, .white])
  }

  @Test func `colours are mixed by opacity`() throws {
    let map = Image(rows: 98, columns: 99, value: 1)
    let yellow = ColorMap.viridis.color(at: 1)
    let found = try colors(panel(map, step: 1, opacity: 0.6), at: [(10, 50), (90, 50)])
    for (color, grey) in zip(found, [0.0, 255]) {
      #expect(abs(Double(color.red) - 0.6 * Double(yellow.red) - 0.4 * grey) < 2)
      #expect(abs(Double(color.blue) - 0.6 * Double(yellow.blue) - 0.4 * grey) < 2)
    }
    #expect(try colors(panel(map, step: 1, opacity: 0), at: [(10, 50), (90, 50)]) == [.black, .white])
  }

  @Test func `masks of the map and of the source both fit`() throws {
    var panel = panel(Image(rows: 25, columns: 25, value: 1), step: 4, opacity: 0.5)
    panel.overlays = [.mask(Mask(rows: 25, columns: 25, inside: (0..<625).map { $0 % 25 < 12 }))]
    // The left border of map column 12 is half a map pixel left of source column 48.
    #expect(try colors(panel, at: [(50, 46), (50, 45)]).map { $0 == .white } == [true, false])
    panel.overlays = [.mask(Mask(rows: 98, columns: 99, inside: (0..<9702).map { $0 % 99 < 46 }))]
    #expect(try colors(panel, at: [(50, 45.5), (50, 46.5)]).map { $0 == .white } == [true, false])
    panel.overlays = [.mask(Mask(rows: 7, columns: 7, inside: [Bool](repeating: true, count: 49)))]
    #expect(throws: FigureError.self) { try Figure(panel).render(.png()) }
  }

  @Test func `another size or opacity is an error`() {
    let map = Image(rows: 25, columns: 25, value: 1)
    #expect(throws: FigureError.self) { try Figure(panel(map, step: 3, opacity: 0.5)).render(.svg) }
    for opacity in [-0.1, 1.1, .nan] {
      #expect(throws: FigureError.self) { try Figure(panel(map, step: 4, opacity: opacity)).render(.svg) }
    }
  }
}
