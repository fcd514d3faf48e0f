import Imaging

/// Which pixels of an image are further than a margin from its borders and from missing pixels.
struct PhaseInterior: Sendable {
  let rows, columns: Range<Int>
  /// Of pixels near a missing one; nil when none is missing.
  private let isNearMissing: Mask?
  private let size: ImageError.Size

  /// - Parameter margin: Pixels along a column and along a row.
  init(_ image: Image, margin: (rows: Double, columns: Double)) {
    func inner(_ extent: Int, _ margin: Double) -> Range<Int> {
      let first = Int(min(margin, Double(extent)).rounded(.up))
      return first..<max(first, extent - first)
    }
    (rows, columns) = (inner(image.rows, margin.rows), inner(image.columns, margin.columns))
    size = image.size
    let missing = image.pixels.map { !$0.isFinite }
    guard missing.contains(true) else {
      isNearMissing = nil
      return
    }
    let mask = Mask(rows: image.rows, columns: image.columns, inside: missing)
    let widest = min(max(margin.rows, margin.columns), Double(max(image.rows, image.columns)))
    let side = 2 * Int(widest.rounded(.up)) + 1
    isNearMissing = (try? mask.dilated(side)) ?? mask
  }

  private init(rows: Range<Int>, columns: Range<Int>, isNearMissing: Mask?, size: ImageError.Size) {
    (self.rows, self.columns, self.isNearMissing, self.size) = (rows, columns, isNearMissing, size)
  }

  func contains(_ row: Int, _ column: Int) -> Bool {
    rows.contains(row) && columns.contains(column) && !(isNearMissing?[row, column] ?? false)
  }

  var isEmpty: Bool {
    !rows.contains { row in columns.contains { contains(row, $0) } }
  }

  func sampled(every step: Int) -> [Bool] {
    var inside: [Bool] = []
    for row in stride(from: 0, to: size.rows, by: step) {
      for column in stride(from: 0, to: size.columns, by: step) { inside.append(contains(row, column)) }
    }
    return inside
  }

  /// Where the borders do not show in what the ring lets through: three s from them, if any pixel is.
  func clear(_ grid: PhaseGrid) -> PhaseInterior {
    func inner(_ extent: Int, _ deviation: Double) -> Range<Int> {
      let first = Int(3 * deviation)
      return 4 * first < extent ? first..<extent - first : 0..<extent
    }
    return PhaseInterior(
      rows: inner(size.rows, grid.deviation.rows), columns: inner(size.columns, grid.deviation.columns),
      isNearMissing: isNearMissing, size: size)
  }
}
