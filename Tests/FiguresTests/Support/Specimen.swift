import Figures
import Foundation
import Imaging

/// One figure of each kind, from values that formulas give.
enum Specimen {
  static let calibration = Calibration(pixelSize: 0.05, unit: .nanometres, source: .script)

  /// A lattice of two directions.
  static let micrograph = Image(rows: 120, columns: 120, calibration: calibration) { row, column in
    Float(
      100 + 20 * cos(0.9 * Double(column) + 0.3 * Double(row)) + 20
        * cos(0.2 * Double(column) - 0.8 * Double(row)))
  }

  /// A map of it with every fourth pixel, missing outside a disc.
  static let map: Image = {
    var map = Image(rows: 30, columns: 30, calibration: calibration.scaled(by: 4)) { row, column in
      let (y, x) = (Double(row) - 14.5, Double(column) - 14.5)
      return x * x + y * y > 170 ? .nan : Float(0.2355 + 0.0003 * x - 0.0001 * y)
    }
    map.label = "d (nm)"
    return map
  }()

  static let figures: [String: Figure] = [
    "image": Figure(
      ImagePanel(
        micrograph, title: "Micrograph", colorMap: .gray, label: "intensity",
        overlays: [.region(.disc(centre: Point(row: 60, column: 60), radius: 40))])),
    "map": Figure(ImagePanel(map, title: "Spacing", overlayStep: 4, axes: 20)),
    "symmetric": Figure(
      ImagePanel(map.with(pixels: map.pixels.map { $0 - 0.2355 }), range: .symmetric, label: "ε_xx")),
    "map_over_image": Figure(overlaid), "classes": Figure(classes), "arrows": Figure(field(arrows)),
    "crosses": Figure(field(crosses)),
    "spectrum": Figure(
      ImagePanel(
        Image(
          rows: 40, columns: 40,
          calibration: Calibration(pixelSize: 0.4, unit: .perNanometre, source: .computed)
        ) { row, column in Float(exp(-0.01 * Double((row - 20) * (row - 20) + (column - 20) * (column - 20))))
        },
        colorMap: .gray, label: "ln |F|",
        overlays: [
          .markers([
            .init(
              position: Point(row: 10, column: 22), label: "1: 0.235 nm", partner: Point(row: 30, column: 18)),
            .init(position: Point(row: 22, column: 31), label: "111", partner: Point(row: 18, column: 9)),
          ])
        ])),
    "lines": Figure(lines), "points": Figure(points), "histogram": Figure(histogram),
    "categories": Figure(categories), "polar": Figure(polar(.full)), "half_polar": Figure(polar(.half)),
    "grid": grid,
  ]

  private static let overlaid: ImagePanel = {
    var panel = ImagePanel(map, overlayStep: 4)
    panel.backdrop = Backdrop(micrograph, opacity: 0.6)
    return panel
  }()

  private static let classes: ImagePanel = {
    let labels = Image(rows: 30, columns: 30) { row, column in
      row + column < 10 ? .nan : Float(1 + (row / 10 + column / 10) % 3)
    }
    var panel = ImagePanel(labels, label: "grain")
    panel.classes = (1...3).map { ValueClass(Float($0), "\($0)") }
    return panel
  }()

  private static let gradient = Image(rows: 30, columns: 30) { _, column in Float(column - 15) / 1000 }
  private static let arrows = VectorField(
    .vectors(right: gradient, up: Image(rows: 30, columns: 30, value: 0.005)), step: 4, unit: "nm", across: 8)
  private static let crosses = VectorField(
    .principal(
      xx: gradient, yy: gradient.with(pixels: gradient.pixels.map { -$0 / 2 }), xy: gradient, axis: 0),
    step: 4,
    across: 8)

  private static func field(_ field: VectorField) -> ImagePanel {
    ImagePanel(micrograph, colorMap: .gray, showsColorBar: false, overlays: [.field(field)])
  }

  private static let lines: GraphPanel = {
    let x = (0..<200).map { Double($0) * 0.05 }
    let gap = x.map { $0 > 4 && $0 < 5 ? .nan : 0.01 * tanh($0 - 5) }
    return GraphPanel(
      [
        .init("ε_xx", x: x, y: gap, sigma: x.map { 0.001 + 0.0001 * $0 }),
        .init("ε_yy", x: x, y: x.map { -0.004 * tanh($0 - 5) }, sigma: x.map { _ in 0.001 }),
      ], title: "Across the boundary", xLabel: "distance (nm)", yLabel: "strain")
  }()

  private static let points = GraphPanel(
    [
      .init(
        "spacing", x: (1...12).map(Double.init), y: (1...12).map { 0.2355 + 0.001 * sin(Double($0)) },
        sigma: (1...12).map { _ in 0.0004 })
    ], xLabel: "frame", yLabel: "d (nm)")

  private static let histogram = GraphPanel(
    [
      .init(
        "count", x: (0..<40).map { Double($0) / 40 },
        y: (0..<40).map { 500 * exp(-pow(Double($0) / 10 - 2, 2)) })
    ], style: .bars, xLabel: "value", yLabel: "count")

  private static let categories = GraphPanel(
    [.init("d", x: [0, 1, 2], y: [0.2355, 0.204, 0.3135], sigma: [0.002, 0.001, 0.004])], yLabel: "d (nm)",
    categories: ["Au 111, large", "Au 200", "Si 111 of the substrate, by hand"])

  private static func polar(_ period: PolarPanel.Period) -> PolarPanel {
    PolarPanel(
      counting: (0..<500).map { 40 + 30 * sin(Double($0) * 0.7) * sin(Double($0)) }, bins: 36, period: period,
      title: "Directions")
  }

  private static let grid: Figure = {
    var figure = Figure(composing: [Figure(overlaid), Figure(lines), Figure(points), Figure(polar(.half))])
    figure.hasLetters = true
    return figure
  }()
}
