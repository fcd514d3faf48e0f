import Figures
import Imaging
import Testing

struct ColorBarTests {
  @Test(arguments: ColorMap.all + ColorMap.all.map(\.reversed))
  func `the colour bar gives an image's values back, within 1 % of the range`(map: ColorMap) throws {
    let image = Image(rows: 100, columns: 100) { _, column in Float(column) }
    let figure = Figure(ImagePanel(image, colorMap: map, range: .between(0, 99), showsScaleBar: false))
    let bitmap = try Bitmap(png: figure.render(.png(resolution: 600)))
    let plot = try figure.plots()[0]
    func pixel(_ x: Double, _ y: Double) -> Lab { Lab(bitmap[Int(y * 600 / 72), Int(x * 600 / 72)]) }
    let step = 72.0 / 600
    let bar = stride(from: plot.y + step, to: plot.maxY - step, by: step).map {
      (y: $0, color: pixel(plot.maxX + 7.75, $0))
    }
    for column in stride(from: 1, to: 99, by: 7) {
      let color = pixel(plot.x + (Double(column) + 0.5) / 100 * plot.width, plot.midY)
      // Where on the bar is this colour? In the middle of all that look alike.
      let distances = bar.map { $0.color.distance(to: color) }
      let least = distances.min() ?? .infinity
      let alike = bar.indices.filter { distances[$0] <= least + 0.01 }
      let y = bar[alike[alike.count / 2]].y + step / 2
      let value = (plot.maxY - y) / plot.height * 99
      #expect(least < 1.5, "column \(column)")
      #expect(abs(value - Double(column)) < 0.99, "column \(column)")
    }
  }

  @Test func `a bar of phases goes once round the circle`() throws {
    let phase = Image(
      rows: 10, columns: 10, pixels: (0..<100).map { Float($0) / 100 - 0.5 }, label: Image.phaseLabel)
    let figure = Figure(phase)
    let bitmap = try Bitmap(png: figure.render(.png()))
    let plot = try figure.plots()[0]
    let ends = [plot.y + 1, plot.maxY - 1].map { Lab(bitmap.pixel(x: plot.maxX + 7.75, y: $0)) }
    #expect(ends[0].distance(to: ends[1]) < 3)
    #expect(ends[0].distance(to: Lab(ColorMap.twilight.color(at: 0))) < 3)
  }
}
