import Figures
import Imaging
import Foundation
import Testing

struct PolarPanelTests {
  @Test func `angles are folded and counted`() {
    let full = PolarPanel(counting: [0, 10, 89.9, 90, -10, 370, 725, .nan, .infinity], bins: 4)
    #expect(full.values == [5, 1, 0, 1])
    #expect(full.angles == [45, 135, 225, 315])
    let half = PolarPanel(counting: [0, 10, 190, -10, 175, 180], bins: 2, period: .half)
    #expect(half.values == [4, 2])
  }

  private func isFilled(_ panel: PolarPanel, _ angle: Double, _ distance: Double) throws -> Bool {
    let figure = Figure(panel)
    let bitmap = try Bitmap(png: figure.render(.png()))
    let plot = try figure.plots()[0]
    // The rim is a circle in the middle of the plot's width, 17 points from the top and the sides.
    let radius = plot.width / 2 - 17
    let c = Point(direction: angle)
    let color = bitmap.pixel(
      x: plot.midX + distance * radius * c.column, y: plot.y + 17 + radius - distance * radius * c.row)
    return Int(color.blue) - Int(color.red) > 60
  }

  @Test func `a wedge points where its angle says, up and to the left`() throws {
    let panel = PolarPanel(angles: [0, 90, 180, 270], values: [0, 10, 5, 0])
    #expect(try isFilled(panel, 95, 0.85) && isFilled(panel, 60, 0.85) && !isFilled(panel, 40, 0.3))
    #expect(try isFilled(panel, 175, 0.4) && !isFilled(panel, 175, 0.6) && !isFilled(panel, 265, 0.2))
  }

  @Test func `a wedge over the end of a half circle goes on at its beginning`() throws {
    let panel = PolarPanel(angles: [0, 60, 120], values: [10, 0, 0], period: .half)
    #expect(try isFilled(panel, 10, 0.8) && isFilled(panel, 170, 0.8) && !isFilled(panel, 80, 0.5))
  }

  @Test(
    arguments: [
      ([], []), ([.nan], [1]), ([10], [0]), ([10], [.leastNonzeroMagnitude]), ([10, 20, 90], [1, 2, 3]),
      ([1e300], [1]),
      ([0, 180], [1, 1e300]),
    ] as [([Double], [Double])])
  func `any values make a plot`(angles: [Double], values: [Double]) throws {
    for period in PolarPanel.Period.allCases {
      let figure = Figure(PolarPanel(angles: angles, values: values, period: period, label: "count"))
      for format in FigureTests.formats { #expect(try figure.render(format).count > 500) }
    }
  }

  @Test func `a distance below zero is an error`() {
    #expect(throws: FigureError.self) {
      try Figure(PolarPanel(angles: [10, 20], values: [1, -2])).render(.svg)
    }
  }
}

extension Point {
  /// Of length 1, row upwards.
  fileprivate init(direction degrees: Double) {
    let radians = degrees * .pi / 180
    self.init(row: sin(radians), column: cos(radians))
  }
}
