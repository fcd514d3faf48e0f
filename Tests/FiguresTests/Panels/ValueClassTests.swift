import Figures
import Imaging
import Testing

struct ValueClassTests {
  private func panel(_ classes: [ValueClass]) -> ImagePanel {
    let image = Image(rows: 40, columns: 40) { _, column in column < 10 ? .nan : Float(column / 10) }
    var panel = ImagePanel(image, label: "grain", showsScaleBar: false)
    panel.classes = classes
    return panel
  }

  @Test func `each class has its colour and its patch, other values are missing`() throws {
    let figure = Figure(panel([.init(1, "one"), .init(3, "three")]))
    let bitmap = try Bitmap(png: figure.render(.png()))
    let plot = try figure.plots()[0]
    func color(_ column: Double) -> RGB { bitmap.pixel(x: plot.x + column / 40 * plot.width, y: plot.midY) }
    let map = ColorMap.classes(2)
    #expect(color(5) == map.missing && color(25) == map.missing)
    #expect(color(15) == map.color(at: 0) && color(35) == map.color(at: 1))
    // Patches beside the image, below the label: 7.5 points wide, 10 apart.
    #expect(bitmap.pixel(x: plot.maxX + 8, y: plot.y + 14) == map.color(at: 0))
    #expect(bitmap.pixel(x: plot.maxX + 8, y: plot.y + 24) == map.color(at: 1))
    #expect(bitmap.pixel(x: plot.maxX + 8, y: plot.y + 34) == .white)
    #expect(try figure.writtenTexts().map(\.text) == ["grain", "one", "three"])
  }

  @Test(arguments: [0, 1, 7, 35, 400])
  func `any number of classes makes a figure`(count: Int) throws {
    let figure = Figure(panel((0..<count).map { ValueClass(Float($0), "number \($0)") }))
    for format in FigureTests.formats { #expect(try figure.render(format).count > 500) }
  }

  @Test func `colours of the first classes differ for every kind of colour vision`() {
    let colors = (0..<7).map { ColorMap.classes(7).color(at: Double($0) / 6) }
    for kind in ColorVision.allCases {
      for (index, color) in colors.enumerated() {
        for other in colors[..<index] {
          #expect(Lab(kind.seen(color)).distance(to: Lab(kind.seen(other))) > 12, "\(kind) \(color) \(other)")
        }
      }
    }
  }
}
