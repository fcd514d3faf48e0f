import Figures
import Imaging
import Testing

struct FigureTests {
  static let formats: [Figure.Format] = [.png(resolution: 100), .pdf, .svg]

  static let figure: Figure = {
    let calibration = Calibration(pixelSize: 0.05, unit: .nanometres, source: .script)
    let image = Image(rows: 40, columns: 60, calibration: calibration) { row, column in
      row == column ? .nan : Float(row * column % 97)
    }
    let panel = ImagePanel(
      image, title: "Spacing <111> & more", label: "d (Å⁻¹)",
      overlays: [.markers([.init(position: Point(row: 5, column: 7), label: "111")])])
    var figure = Figure(panels: [.image(panel), .image(ImagePanel(image, colorMap: .gray))], columns: 2)
    figure.hasLetters = true
    return figure
  }()

  @Test(arguments: formats)
  func `the same figure is the same file`(format: Figure.Format) throws {
    let first = try Self.figure.render(format)
    _ = try Figure(Image(rows: 3, columns: 3, value: 1)).render(format)
    #expect(try Self.figure.render(format) == first)
  }

  @Test(arguments: [
    ("all missing", Image(rows: 20, columns: 30, value: .nan)),
    ("one pixel", Image(rows: 1, columns: 1, value: 3)),
    ("constant", Image(rows: 20, columns: 30, value: 0.2355)), ("zero", Image(rows: 2, columns: 3, value: 0)),
    ("infinite", Image(rows: 2, columns: 2, pixels: [.infinity, -.infinity, .nan, 1])),
    ("one row", Image(rows: 1, columns: 70000) { _, column in Float(column) }),
    ("one column", Image(rows: 70000, columns: 1) { row, _ in Float(row) }),
    ("huge", Image(rows: 1, columns: 2, pixels: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude])),
    ("tiny", Image(rows: 1, columns: 2, pixels: [0, .leastNonzeroMagnitude])),
  ])
  func `any image makes a figure`(name: String, image: Image) throws {
    for range in [DisplayRange.automatic, .full, .symmetric] {
      for format in Self.formats {
        #expect(try Figure(ImagePanel(image, range: range, label: "value")).render(format).count > 500)
      }
    }
  }

  @Test func `a figure is as wide as asked`() throws {
    var figure = Figure(Image(rows: 10, columns: 10, value: 1))
    #expect(try Bitmap(png: figure.render(.png())).columns == 1004)  // 85 mm
    figure.width = 120
    #expect(try Bitmap(png: figure.render(.png(resolution: 600))).columns == 2835)
  }

  @Test func `rows are filled from the left, and plots line up`() throws {
    let image = Image(rows: 10, columns: 10, value: 1)
    let wide = ImagePanel(Image(rows: 10, columns: 10, value: 123_456), title: "One", label: "long label")
    let figure = Figure(composing: [Figure(image), Figure(wide), Figure(image)], columns: 2)
    let plots = try figure.plots()
    #expect(plots.count == 3)
    #expect(plots[0].y == plots[1].y && plots[0].x == plots[2].x && plots[2].y > plots[0].maxY)
    #expect(plots[0].width == plots[1].width)
  }

  @Test func `panels of one group share a range`() throws {
    let low = Image(rows: 10, columns: 10, value: 1)
    let panels = [
      ImagePanel(low, label: "d"), ImagePanel(Image(rows: 10, columns: 10, value: 3), label: "d"),
    ]
    func colors(group: String?) throws -> [RGB] {
      let figure = Figure(
        panels: panels.map { panel in
          var panel = panel
          panel.rangeGroup = group
          return .image(panel)
        }, columns: 2)
      let bitmap = try Bitmap(png: figure.render(.png()))
      return try figure.plots().map { bitmap.pixel(x: $0.x + 20, y: $0.y + 20) }
    }
    let own = try colors(group: nil)
    #expect(own[0] == own[1])
    let shared = try colors(group: "spacing")
    #expect(shared[0] == ColorMap.viridis.color(at: 0) && shared[1] == ColorMap.viridis.color(at: 1))
  }

  @Test func `options out of range are named`() {
    let panel = ImagePanel(Image(rows: 1, columns: 1, value: 0))
    #expect(throws: FigureError.noPanels) { try Figure(panels: []).render(.pdf) }
    for width in [0, -1, 19, .nan, .infinity, 1e9] {
      let error = #expect(throws: FigureError.self) {
        try Figure(panels: [.image(panel)], width: width).render(.pdf)
      }
      #expect(error?.description.contains("width") == true)
    }
    for columns in [0, -1, .max] {
      #expect(throws: FigureError.self) { try Figure(panels: [.image(panel)], columns: columns).render(.pdf) }
    }
    for resolution in [0, .nan, 1e6] {
      #expect(throws: FigureError.self) { try Figure(panel).render(.png(resolution: resolution)) }
    }
    #expect(throws: FigureError.self) {
      try Figure(panels: [.image(panel)], width: 1000).render(.png(resolution: 2400))
    }
  }

  @Test(arguments: [("png", Figure.Format.png()), (".PDF", .pdf), ("Svg", .svg)])
  func `an extension names a format`(text: String, format: Figure.Format) {
    #expect(Figure.Format(fileExtension: text) == format)
    #expect(Figure.Format(fileExtension: "tif") == nil)
  }
}
