import Figures
import Imaging
import Testing

/// Figures read back from their PNG.
struct ImagePanelTests {
  private func ramp(rows: Int = 100, columns: Int = 100, calibration: Calibration = .none) -> Image {
    Image(rows: rows, columns: columns, calibration: calibration) { row, column in Float(column) }
  }

  private func render(_ panel: ImagePanel) throws -> (bitmap: Bitmap, plot: Rect) {
    let figure = Figure(panel)
    return (try Bitmap(png: figure.render(.png())), try figure.plots()[0])
  }

  @Test func `missing and infinite pixels have the flat grey, and no other has it`() throws {
    var image = ramp()
    for row in 30..<60 {
      for column in 20..<70 { image[row, column] = row < 45 ? .nan : .infinity }
    }
    let (bitmap, plot) = try render(ImagePanel(image, showsScaleBar: false, showsColorBar: false))
    let missing = ColorMap.viridis.missing
    #expect(bitmap.pixel(x: plot.x + 0.4 * plot.width, y: plot.y + 0.35 * plot.height) == missing)
    #expect(bitmap.pixel(x: plot.x + 0.4 * plot.width, y: plot.y + 0.55 * plot.height) == missing)
    let area = Double(bitmap.count(of: missing)) / (plot.width * plot.height * (300.0 / 72) * (300.0 / 72))
    #expect(abs(area - 0.15) < 0.002)
  }

  @Test(arguments: [(500, 0.02, 2.0), (512, 0.0333, 5.0)])
  func `the scale bar is as long as it says`(columns: Int, pixelSize: Double, length: Double) throws {
    let calibration = Calibration(pixelSize: pixelSize, unit: .nanometres, source: .script)
    let image = Image(rows: 200, columns: columns, value: 1, calibration: calibration)
    let panel = ImagePanel(image, colorMap: .gray, range: .between(0, 2), showsColorBar: false)
    let (bitmap, plot) = try render(panel)
    // The bar is the lowest run of white in the image; its rim is black.
    let row = Int((plot.maxY - 7) * 300 / 72)
    let left = Int(plot.x * 300 / 72) + 5
    let right = Int(plot.maxX * 300 / 72) - 5
    let count = (left..<right).filter { bitmap[row, $0] == .white }.count
    let expected = length / pixelSize / Double(columns) * plot.width * 300 / 72
    #expect(abs(Double(count) - expected) <= 2)
  }

  @Test func `the scale bar of a coarse map without calibration is in pixels of its source`() throws {
    // 128 pixels of the map are 512 of the source: a fifth is about 100 px.
    let image = Image(rows: 64, columns: 128, value: 1)
    let panel = ImagePanel(
      image, colorMap: .gray, range: .between(0, 2), showsColorBar: false, overlayStep: 4)
    let (bitmap, plot) = try render(panel)
    let row = Int((plot.maxY - 7) * 300 / 72)
    let inside = Int(plot.x * 300 / 72) + 5..<Int(plot.maxX * 300 / 72) - 5
    let count = inside.filter { bitmap[row, $0] == .white }.count
    #expect(abs(Double(count) - 100 / 512 * plot.width * 300 / 72) <= 2)
  }

  @Test func `arrows show the axes, where there are axes`() throws {
    let image = Image(rows: 100, columns: 100, value: 1)
    func whites(_ axes: Double?) throws -> (right: Int, top: Int) {
      let panel = ImagePanel(
        image, colorMap: .gray, range: .between(0, 2), showsScaleBar: false, showsColorBar: false, axes: axes)
      let (bitmap, plot) = try render(panel)
      func count(_ x: Range<Double>, _ y: Range<Double>) -> Int {
        var count = 0
        for row in Int(y.lowerBound * 300 / 72)..<Int(y.upperBound * 300 / 72) {
          for column in Int(x.lowerBound * 300 / 72)..<Int(x.upperBound * 300 / 72)
          where bitmap[row, column] == .white { count += 1 }
        }
        return count
      }
      // The lower right corner, and what is above and left of it.
      return (
        count(plot.maxX - 40..<plot.maxX - 2, plot.maxY - 40..<plot.maxY - 2),
        count(plot.x + 2..<plot.maxX - 50, plot.y + 2..<plot.maxY - 50)
      )
    }
    #expect(try whites(nil) == (0, 0))
    for axes in [0.0, 30, 90, 200] {
      let (near, far) = try whites(axes)
      #expect(near > 200 && far == 0, "\(axes)")
    }
  }

  @Test func `pixels that are not square keep their proportions`() throws {
    let calibration = Calibration(pixelSizeX: 0.1, pixelSizeY: 0.05, unit: .nanometres, source: .script)
    let panel = ImagePanel(ramp(calibration: calibration), showsColorBar: false)
    let plot = try Figure(panel).plots()[0]
    #expect(abs(plot.height / plot.width - 0.5) < 1e-9)
  }

  @Test func `an end of the bar is pointed where values lie beyond`() throws {
    let whole = try render(ImagePanel(ramp(), range: .between(0, 99)))
    let cut = try render(ImagePanel(ramp(), range: .between(0, 50)))
    // At the top corner of the bar: colour, or the white beside the point.
    let (x, y) = (whole.plot.maxX + 4.5, whole.plot.y + 0.7)
    #expect(Lab(whole.bitmap.pixel(x: x, y: y)).distance(to: Lab(ColorMap.viridis.color(at: 1))) < 3)
    #expect(cut.bitmap.pixel(x: x, y: y) == .white)
    let bottom = cut.bitmap.pixel(x: x, y: cut.plot.maxY - 1)
    #expect(Lab(bottom).distance(to: Lab(ColorMap.viridis.color(at: 0))) < 3)
  }

  @Test func `outlines follow the pixels' borders`() throws {
    let image = Image(rows: 100, columns: 100, value: 0)
    let region = Region.rectangle(row: 20, column: 30, rows: 40, columns: 50)
    let mask = Mask(
      rows: 100, columns: 100,
      inside: (0..<10000).map { (20..<60).contains($0 / 100) && (30..<80).contains($0 % 100) })
    let polygon = Region.polygon([
      Point(row: 19.5, column: 29.5), Point(row: 19.5, column: 79.5), Point(row: 59.5, column: 79.5),
      Point(row: 59.5, column: 29.5),
    ])
    var files: [[UInt8]] = []
    for overlay in [Overlay.region(region), .mask(mask), .region(polygon)] {
      let panel = ImagePanel(
        image, colorMap: .gray, range: .between(0, 1), showsScaleBar: false, showsColorBar: false,
        overlays: [overlay])
      let (bitmap, plot) = try render(panel)
      func pixel(_ row: Double, _ column: Double) -> RGB {
        bitmap.pixel(x: plot.x + column / 100 * plot.width, y: plot.y + row / 100 * plot.height)
      }
      #expect(pixel(20, 50) == .white && pixel(40, 30) == .white)
      #expect(pixel(60, 50) == .white && pixel(40, 80) == .white)
      #expect(pixel(40, 50) == .black && pixel(15, 50) == .black && pixel(40, 85) == .black)
      files.append(try Figure(panel).render(.png()))
    }
    #expect(files[0] == files[1] && files[0] == files[2])
  }

  @Test func `overlays of a map are in the pixels of its source`() throws {
    let map = Image(rows: 25, columns: 25, value: 0)
    let source = Mask(rows: 98, columns: 99, inside: (0..<98 * 99).map { $0 % 99 < 48 })
    var panel = ImagePanel(
      map, colorMap: .gray, range: .between(0, 1), showsScaleBar: false, showsColorBar: false,
      overlays: [.mask(source), .markers([.init(position: Point(row: 80, column: 80))])], overlayStep: 4)
    let (bitmap, plot) = try render(panel)
    // Source column 47.5 is map column 11.875; the marker's centre is map pixel (20, 20), its radius 4 points.
    let edge = plot.x + (47.5 / 4 + 0.5) / 25 * plot.width
    #expect(bitmap.pixel(x: edge, y: plot.midY) == .white)
    let marker = (x: plot.x + 20.5 / 25 * plot.width, y: plot.y + 20.5 / 25 * plot.height)
    #expect(bitmap.pixel(x: marker.x + 4, y: marker.y) == .white)
    #expect(bitmap.pixel(x: marker.x, y: marker.y) == .black)
    panel.overlayStep = 1
    #expect(throws: FigureError.maskSize(rows: 25, columns: 25, found: "98×99")) {
      try Figure(panel).render(.png())
    }
  }
}
