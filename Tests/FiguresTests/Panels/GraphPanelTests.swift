import Figures
import Imaging
import Testing

/// Graphs read back from their PNG.
struct GraphPanelTests {
  private static let blue = RGB(0x0072B2)
  private static let vermillion = RGB(0xD55E00)

  private func render(_ panel: GraphPanel) throws -> (bitmap: Bitmap, plot: Rect) {
    let figure = Figure(panel)
    return (try Bitmap(png: figure.render(.png())), try figure.plots()[0])
  }

  private func texts(_ panel: GraphPanel) throws -> [String] { try Figure(panel).writtenTexts().map(\.text) }

  @Test func `a line gives its values back`() throws {
    let x = (0...400).map { Double($0) / 400 }
    let y = x.map { 3 * $0 * $0 - 1 }
    let panel = GraphPanel([.init("y", x: x, y: y)], range: .between(-1, 2), xRange: 0...1)
    let (bitmap, plot) = try render(panel)
    for place in [0.1, 0.35, 0.5, 0.77, 0.9] {
      let column = Int((plot.x + place * plot.width) * 300 / 72)
      let rows = (Int(plot.y * 300 / 72)..<Int(plot.maxY * 300 / 72) - 3).filter {
        bitmap[$0, column] == Self.blue
      }
      let middle = Double(try #require(rows.first) + rows[rows.count - 1]) / 2 + 0.5
      let value = -1 + 3 * (plot.maxY - middle * 72 / 300) / plot.height
      #expect(abs(value - (3 * place * place - 1)) < 0.03, "x \(place)")
    }
  }

  @Test func `missing and infinite values are gaps`() throws {
    var y = [Double](repeating: 1, count: 401)
    for index in 160..<240 { y[index] = index < 200 ? .nan : .infinity }
    let panel = GraphPanel(
      [.init("y", x: (0...400).map(Double.init), y: y)], range: .between(0, 2), xRange: 0...400)
    let (bitmap, plot) = try render(panel)
    func isDrawn(_ x: Double) -> Bool {
      bitmap.pixel(x: plot.x + x / 400 * plot.width, y: plot.midY) == Self.blue
    }
    #expect(isDrawn(100) && isDrawn(300) && isDrawn(150) && isDrawn(250))
    #expect(!isDrawn(170) && !isDrawn(200) && !isDrawn(230))
  }

  @Test func `uncertainties are bars where points are apart, and a band where they are not`() throws {
    func panel(_ count: Int, sigma: Double?) -> GraphPanel {
      let x = (0..<count).map { Double($0) / Double(count - 1) }
      let y = x.map { _ in 0.0 }
      let series = GraphPanel.Series("y", x: x, y: y, sigma: sigma.map { sigma in x.map { _ in sigma } })
      return GraphPanel([series], range: .between(-2, 2), xRange: 0...1)
    }
    let few = try render(panel(11, sigma: 1))
    // At the fifth point, half a σ above: the bar; between two points: nothing.
    #expect(few.bitmap.pixel(x: few.plot.midX, y: few.plot.midY - few.plot.height / 8) == Self.blue)
    #expect(
      few.bitmap.pixel(x: few.plot.x + 0.55 * few.plot.width, y: few.plot.midY - few.plot.height / 8)
        == .white)
    let many = try render(panel(500, sigma: 1))
    let band = many.bitmap.pixel(x: many.plot.midX, y: many.plot.midY - many.plot.height / 8)
    #expect(band != .white && band != Self.blue)
    #expect(many.bitmap.pixel(x: many.plot.midX, y: many.plot.midY - 0.3 * many.plot.height) == .white)
    #expect(try texts(panel(11, sigma: 1)).contains("±1σ") && texts(panel(500, sigma: 1)).contains("±1σ"))
    #expect(try !texts(panel(11, sigma: nil)).contains("±1σ"))
  }

  @Test func `bars stand on zero and are as high as their values`() throws {
    let panel = GraphPanel([.init("count", x: [1, 2, 3], y: [10, 0, 5])], style: .bars)
    let (bitmap, plot) = try render(panel)
    // 0.5...3.5 and 2 % of it on either side; 6 % above the highest.
    func isFilled(_ x: Double, _ y: Double) -> Bool {
      let place = (x: (x - 0.44) / 3.12, y: y / 10.6)
      return bitmap.pixel(x: plot.x + place.x * plot.width, y: plot.maxY - place.y * plot.height) != .white
    }
    #expect(isFilled(0.6, 9.5) && isFilled(1.4, 0.5) && !isFilled(1, 10.3))
    #expect(!isFilled(2, 0.5) && isFilled(3, 4.5) && !isFilled(3, 5.5))
  }

  @Test func `bars have their uncertainties, too, and values beyond the range of x do not count`() throws {
    let series = GraphPanel.Series("y", x: [1, 2, 3], y: [1, 2, 1000], sigma: [0.5, 0.5, 0.5])
    let panel = GraphPanel([series], style: .bars, xRange: 0...2.5)
    let (bitmap, plot) = try render(panel)
    #expect(try texts(panel).contains("±1σ") && texts(panel).contains("2.0"))
    // 6 % of 2.5 above: the end of the second bar's σ is at 2.5.
    let y = plot.maxY - 2.3 / 2.65 * plot.height
    #expect(bitmap.pixel(x: plot.x + 0.8 * plot.width, y: y) == Self.blue)
    #expect(bitmap.pixel(x: plot.x + 0.7 * plot.width, y: y) == .white)
  }

  @Test func `several curves have their colours and a legend`() throws {
    let x = [0.0, 1, 2]
    let panel = GraphPanel([.init("first", x: x, y: [1, 1, 1]), .init("second", x: x, y: [2, 2, 2])])
    let (bitmap, _) = try render(panel)
    #expect(bitmap.count(of: Self.blue) > 500 && bitmap.count(of: Self.vermillion) > 500)
    let written = try texts(panel)
    #expect(written.contains("first") && written.contains("second"))
  }

  @Test func `names stand in place of numbers, upright when they are long`() throws {
    let short = GraphPanel([.init("y", x: [0, 1], y: [1, 2])], categories: ["Au", "Si"])
    #expect(try texts(short).contains("Au") && texts(short).contains("Si"))
    let long = (0..<6).map { "a rather long name of file number \($0)" }
    let panel = GraphPanel(
      [.init("y", x: (0..<6).map(Double.init), y: [1, 2, 3, 4, 5, 6])], categories: long)
    #expect(try texts(panel).count { $0.hasPrefix("a rather") && $0.hasSuffix("…") } == 6)
  }

  @Test func `x that turns back is not connected`() throws {
    let ordered = GraphPanel([.init("y", x: [0, 1, 2, 3], y: [0, 3, 0, 3])])
    let turning = GraphPanel([.init("y", x: [0, 2, 1, 3], y: [0, 0, 3, 3])])
    #expect(try render(ordered).bitmap.count(of: Self.blue) > 3 * render(turning).bitmap.count(of: Self.blue))
  }

  @Test(
    arguments: [
      ("none", [], []), ("missing", [1, 2], [.nan, .nan]), ("x missing", [.nan, .infinity], [1, 2]),
      ("one", [5], [7]), ("zero", [0], [0]), ("constant", [1, 2, 3], [4, 4, 4]),
      ("infinite", [1, 2], [.infinity, -.infinity]), ("wide", [-1e300, 1e300], [-1e300, 1e300]),
      ("tiny", [0, .leastNonzeroMagnitude], [0, .leastNormalMagnitude]),
      ("close", [1, 1 + 1e-15], [1, 1 + 1e-15]),
    ] as [(String, [Double], [Double])])
  func `any values make a graph`(name: String, x: [Double], y: [Double]) throws {
    for style in GraphPanel.Style.allCases {
      for range in [DisplayRange.automatic, .full, .symmetric, .between(-1, 1)] {
        let panel = GraphPanel([.init("y", x: x, y: y, sigma: y)], style: style, range: range)
        for format in FigureTests.formats { #expect(try Figure(panel).render(format).count > 500) }
        if !zip(x, y).contains(where: { $0.isFinite && $1.isFinite }) {
          #expect(try texts(panel).contains("no values"))
        }
      }
    }
  }

  @Test func `values too large for an axis are named`() {
    let panel = GraphPanel([.init("y", x: [1, 2], y: [1, 1e305])])
    let error = #expect(throws: FigureError.self) { try Figure(panel).render(.svg) }
    #expect(error?.description.contains("1e+305") == true)
    #expect(throws: FigureError.self) { try Figure(GraphPanel([])).render(.svg) }
  }

  @Test func `a million values are drawn by what can be seen of them`() throws {
    let x = (0..<1_000_000).map(Double.init)
    var y = x.map { Double(Int($0) % 7) }
    y[437_219] = 50
    let panel = GraphPanel([.init("y", x: x, y: y, sigma: y)], range: .between(0, 51))
    #expect(try Figure(panel).render(.svg).count < 500_000)
    // The one high value is still there.
    let (bitmap, plot) = try render(panel)
    let column = Int((plot.x + (437_219 / 1e6 + 0.03) / 1.06 * plot.width) * 300 / 72)
    let row = Int((plot.maxY - 40.0 / 51 * plot.height) * 300 / 72)
    #expect((column - 3...column + 3).contains { bitmap[row, $0] == Self.blue })
    let dots = GraphPanel([.init("y", x: x, y: y)], style: .points)
    #expect(try Figure(dots).render(.svg).count < 3_000_000)
  }

  @Test func `a graph beside an image is as high as it, and the plots are equally wide`() throws {
    let image = Figure(Image(rows: 50, columns: 40, value: 1))
    let graph = Figure(GraphPanel([.init("y", x: [1, 2], y: [1, 2])], xLabel: "x", yLabel: "y"))
    let plots = try Figure(composing: [image, graph]).plots()
    #expect(plots[0].y == plots[1].y && plots[0].height == plots[1].height)
    #expect(abs(plots[0].width - plots[1].width) < 1e-9)
  }
}
