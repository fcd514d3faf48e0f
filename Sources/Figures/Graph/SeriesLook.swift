/// How one curve among several looks: told apart by colour, by the shape of its points and by its dashes.
struct SeriesLook {
  let color: RGB
  let marker: MarkerShape
  /// Lengths of strokes and gaps in points; empty: an unbroken line.
  let dashes: [Double]

  /// Colours that differ for every kind of colour vision, the ones that are dark enough for a thin line on white first
  /// (M. Okabe and K. Ito, Color Universal Design, 2008; without its yellow).
  static let colors: [UInt32] = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000]
  private static let dashes: [[Double]] = [[], [4, 1.6], [1.2, 1.6], [5, 1.5, 1.2, 1.5]]

  /// The look of the curve with this number, from 0.
  init(_ number: Int) {
    color = RGB(Self.colors[number % Self.colors.count])
    marker = MarkerShape.allCases[number % MarkerShape.allCases.count]
    dashes = Self.dashes[number % Self.dashes.count]
  }

  static let lineWidth = 1.0
  static let markerRadius = 1.7
}

/// The shape of a point in a graph; areas are about equal.
enum MarkerShape: CaseIterable {
  case disc, square, triangle, diamond
}
