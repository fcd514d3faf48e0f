import Figures
import Imaging
import Testing

struct VectorFieldTests {
  @Test(arguments: [
    // xx, yy, xy, axis: first, second, angle
    (0.02, -0.01, 0.0, 0.0, 0.02, -0.01, 0.0), (-0.01, 0.02, 0, 0, 0.02, -0.01, 90),
    (0, 0, 0.01, 0, 0.01, -0.01, 45), (0.02, -0.01, 0, 30, 0.02, -0.01, 30),
    (0.01, 0.01, 0, 0, 0.01, 0.01, 0),
  ])
  func `principal values and the direction of the larger`(
    xx: Double, yy: Double, xy: Double, axis: Double, first: Double, second: Double, angle: Double
  ) {
    let found = VectorField.principal(xx: xx, yy: yy, xy: xy, axis: axis)
    #expect(abs(found.first - first) < 1e-12 && abs(found.second - second) < 1e-12)
    #expect(abs(found.angle - angle) < 1e-9)
  }

  private func panel(_ field: VectorField) -> ImagePanel {
    ImagePanel(
      Image(rows: 100, columns: 100, value: 0), colorMap: .gray, range: .between(0, 1), showsScaleBar: false,
      showsColorBar: false, overlays: [.field(field)])
  }

  @Test func `arrows point right and up, and the key states their length`() throws {
    let half = Image(rows: 100, columns: 100) { _, column in column < 50 ? .nan : 2 }
    let field = VectorField(
      .vectors(right: half, up: half.with(pixels: half.pixels.map { $0 / 2 })), unit: "nm", across: 2)
    let figure = Figure(panel(field))
    let bitmap = try Bitmap(png: figure.render(.png()))
    let plot = try figure.plots()[0]
    // One arrow a quarter of the image, in the right half only; its middle is the quarter's.
    func isWhite(_ column: Double, _ row: Double) -> Bool {
      bitmap.pixel(x: plot.x + column / 100 * plot.width, y: plot.y + row / 100 * plot.height) == .white
    }
    #expect(isWhite(75, 25) && isWhite(75, 75) && !isWhite(25, 25))
    // 40 points long at most: from the middle 4 columns to the right are 2 rows up.
    #expect(isWhite(79, 23) && isWhite(71, 27) && !isWhite(79, 27) && !isWhite(71, 23))
    #expect(try figure.writtenTexts().map(\.text) == ["2 nm"])
  }

  @Test func `crosses have a key for extension and compression`() throws {
    let xx = Image(rows: 25, columns: 25, value: 0.013)
    let field = VectorField(
      .principal(
        xx: xx, yy: xx.with(pixels: xx.pixels.map { -$0 }), xy: Image(rows: 25, columns: 25, value: 0),
        axis: 0),
      step: 4)
    let texts = try Figure(panel(field)).writtenTexts().map(\.text)
    #expect(texts == ["0.01 extension", "compression"])
  }

  @Test func `strokes far longer than the others are cut, and the key says so`() throws {
    let right = Image(rows: 100, columns: 100) { row, column in row < 10 && column < 10 ? 1000 : 1 }
    let field = VectorField(.vectors(right: right, up: Image(rows: 100, columns: 100, value: 0)), across: 10)
    #expect(try Figure(panel(field)).writtenTexts().map(\.text) == ["2", "cut at 3"])
  }

  @Test(arguments: [Float.nan, 0, .infinity, 3e38, .leastNonzeroMagnitude])
  func `a field of nothing makes a figure`(value: Float) throws {
    let image = Image(rows: 7, columns: 300, value: value)
    for quantity in [
      VectorField.Quantity.vectors(right: image, up: image),
      .principal(xx: image, yy: image, xy: image, axis: 10),
    ] {
      var panel = panel(VectorField(quantity))
      panel.image = image
      for format in FigureTests.formats { #expect(try Figure(panel).render(format).count > 500) }
    }
  }
}
