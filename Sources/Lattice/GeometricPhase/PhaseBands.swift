import Imaging
import Numerics

/// An image filtered around each reflection, transformed back along columns and not yet along rows.
///
/// Only the columns of the spectrum that a mask reaches are kept and transformed. All are in the frame of the mask's
/// central bin: a filtered image is e^(2πi(r₀y/R + c₀x/C)) times what these give.
struct PhaseBands: Sendable {
  /// What belongs to one reflection; numbers row after row of the image, each from -reach to reach.
  struct Band: Sendable {
    let filter: PhaseFilter
    /// The filtered image, and its derivative along a column.
    let field, slope: Workspace<Complex<Float>>
    /// The image filtered by the ring, at the rows of the survey.
    let ring: Workspace<Complex<Float>>

    var width: Int { 2 * filter.reach.column + 1 }
    var ringWidth: Int { 2 * filter.ringReach.column + 1 }
  }

  let grid: PhaseGrid
  let bands: [Band]

  /// nil when cancelled.
  init?(
    _ image: Image, filters: [PhaseFilter], grid: PhaseGrid, threads: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.grid = grid
    bands = filters.map { filter in
      func memory(_ rows: Int, _ reach: Int) -> Workspace<Complex<Float>> {
        Workspace(repeating: 0, count: rows * (2 * reach + 1))
      }
      return Band(
        filter: filter, field: memory(grid.rows, filter.reach.column),
        slope: memory(grid.rows, filter.reach.column),
        ring: memory(grid.surveyRows, filter.ringReach.column))
    }
    guard
      let columns = Self.columns(of: image, filters, grid, threads: threads, isCancelled: isCancelled),
      filter(columns, threads: threads, isCancelled: isCancelled)
    else { return nil }
  }

  /// Transforms rows, and keeps of each the columns that the filters need: for each filter, column after column.
  private static func columns(
    of image: Image, _ filters: [PhaseFilter], _ grid: PhaseGrid, threads: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [Workspace<Complex<Float>>]? {
    let results = filters.map {
      Workspace<Complex<Float>>(repeating: 0, count: (2 * $0.ringReach.column + 1) * grid.rows)
    }
    let mean = Float(image.mean())
    let (rows, width) = (grid.rows, grid.paddedColumns)
    // So many rows at a time that whole cache lines are written.
    let batch = 16
    let done = Workers.run(
      count: (rows + batch - 1) / batch, threads: threads, isCancelled: isCancelled, progress: { _ in }
    ) { queue in
      let transform = SingleTransform(length: width, .realForward)
      let half = width / 2
      let spectra = Workspace<Complex<Float>>(repeating: 0, count: batch * (half + 1))
      queue.forEach { piece in
        let first = piece * batch
        let count = min(batch, rows - first)
        for line in 0..<count {
          image.pixels.withUnsafeBufferPointer { pixels in
            let row = pixels[(first + line) * grid.columns..<(first + line + 1) * grid.columns]
            for (place, value) in row.enumerated() {
              transform.samples[place] = value.isFinite ? value - mean : 0
            }
          }
          for place in grid.columns..<width { transform.samples[place] = 0 }
          transform.run()
          (spectra.start + line * (half + 1)).update(from: transform.line, count: half + 1)
        }
        for (filter, result) in zip(filters, results) {
          let reach = filter.ringReach.column
          for band in -reach...reach {
            let bin = wrapped(filter.centre.column + band, width)
            let target = result.start + (band + reach) * rows + first
            // The rest of a real line's spectrum mirrors its first half.
            if bin <= half {
              for line in 0..<count { target[line] = spectra[line * (half + 1) + bin] }
            } else {
              for line in 0..<count { target[line] = spectra[line * (half + 1) + width - bin].conjugate }
            }
          }
        }
      }
    }
    return done ? results : nil
  }

  /// Transforms columns, filters them, and transforms them back.
  private func filter(
    _ columns: [Workspace<Complex<Float>>], threads: Int, isCancelled: @escaping @Sendable () -> Bool
  ) -> Bool {
    let (grid, bands) = (grid, bands)
    let batch = 8
    let pieces = bands.enumerated().flatMap { index, band in
      stride(from: -band.filter.ringReach.column, through: band.filter.ringReach.column, by: batch).map {
        (index: index, first: $0)
      }
    }
    return Workers.run(count: pieces.count, threads: threads, isCancelled: isCancelled, progress: { _ in }) {
      queue in
      let worker = ColumnFilter(grid: grid)
      queue.forEach { piece in
        let (index, first) = pieces[piece]
        let last = min(first + batch - 1, bands[index].filter.ringReach.column)
        for column in first...last { worker.run(bands[index], columns[index], column: column) }
      }
    }
  }

  static func wrapped(_ bin: Int, _ length: Int) -> Int {
    let rest = bin % length
    return rest < 0 ? rest + length : rest
  }
}

/// What a thread needs to filter columns of a spectrum.
private struct ColumnFilter {
  let grid: PhaseGrid
  let forward, backward: SingleTransform
  let spectrum: Workspace<Complex<Float>>

  init(grid: PhaseGrid) {
    self.grid = grid
    forward = SingleTransform(length: grid.paddedRows, .forward)
    backward = SingleTransform(length: grid.paddedRows, .backward)
    spectrum = Workspace(repeating: 0, count: grid.paddedRows)
  }

  /// - Parameter column: Counted from the filter's centre.
  func run(_ band: PhaseBands.Band, _ columns: Workspace<Complex<Float>>, column: Int) {
    let filter = band.filter
    let (rows, height) = (grid.rows, grid.paddedRows)
    forward.clear()
    forward.line.update(
      from: columns.start + (column + filter.ringReach.column) * rows, count: rows)
    forward.run()
    let scale = 1 / Double(height * grid.paddedColumns)
    let reach = filter.reach

    func transform(_ reach: Int, _ weight: (_ row: Int, _ squaredDistance: Double) -> Complex<Float>) {
      backward.clear()
      for row in -reach...reach {
        let factor = weight(row, filter.squaredDistance(row: row, column: column))
        let value = forward.line[PhaseBands.wrapped(filter.centre.row + row, height)]
        backward.line[PhaseBands.wrapped(row, height)] = factor * value
      }
      backward.run()
    }
    if abs(column) <= reach.column {
      let place = column + reach.column
      transform(reach.row) { Complex(Float(scale * filter.mask($1))) }
      for row in 0..<rows { band.field[row * band.width + place] = backward.line[row] }
      let turn = 2 * Double.pi / Double(height)
      transform(reach.row) { Complex(0, Float(scale * filter.mask($1) * turn * Double($0))) }
      for row in 0..<rows { band.slope[row * band.width + place] = backward.line[row] }
    }
    transform(filter.ringReach.row) { Complex(Float(scale * filter.ring($1))) }
    let place = column + filter.ringReach.column
    for row in 0..<grid.surveyRows {
      band.ring[row * band.ringWidth + place] = backward.line[row * grid.stride]
    }
  }
}
