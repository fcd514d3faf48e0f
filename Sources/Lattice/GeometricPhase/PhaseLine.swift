import Numerics

/// The filtered images of all reflections along one row after the other; each thread has its own.
final class PhaseLine {
  private let bands: PhaseBands
  private let transform: SingleTransform
  /// Of each reflection's mask the frequency of the central bin, cycles per pixel down and to the right.
  let centres: [SIMD2<Double>]
  /// For each reflection the filtered image and its derivatives along a row and along a column, per pixel.
  let field, alongRow, alongColumn: [Workspace<Complex<Float>>]

  init(_ bands: PhaseBands) {
    self.bands = bands
    let grid = bands.grid
    transform = SingleTransform(length: grid.paddedColumns, .backward)
    centres = bands.bands.map(\.filter.centre).map {
      SIMD2(Double($0.row) / Double(grid.paddedRows), Double($0.column) / Double(grid.paddedColumns))
    }
    func memory() -> [Workspace<Complex<Float>>] {
      bands.bands.map { _ in Workspace(repeating: 0, count: grid.columns) }
    }
    (field, alongRow, alongColumn) = (memory(), memory(), memory())
  }

  /// Computes a row of the image, from 0, for one reflection.
  func compute(row: Int, reflection index: Int) {
    let band = bands.bands[index]
    let reach = band.filter.reach.column
    let place = row * band.width
    let turn = 2 * Float.pi / Float(bands.grid.paddedColumns)
    run(band.field.start + place, reach, into: field[index]) { value, _ in value }
    run(band.field.start + place, reach, into: alongRow[index]) { value, bin in
      let factor = turn * Float(bin)
      return Complex<Float>(-value.imaginary * factor, value.real * factor)
    }
    run(band.slope.start + place, reach, into: alongColumn[index]) { value, _ in value }
  }

  /// The power of the image filtered by the ring at the points of a row of the survey.
  func ringPower(surveyRow: Int, reflection index: Int, into target: UnsafeMutablePointer<Float>) {
    let band = bands.bands[index]
    place(band.ring.start + surveyRow * band.ringWidth, band.filter.ringReach.column) { value, _ in value }
    transform.run()
    for column in 0..<bands.grid.surveyColumns {
      target[column] = transform.line[column * bands.grid.stride].lengthSquared
    }
  }

  @inline(__always)
  private func run(
    _ source: UnsafePointer<Complex<Float>>, _ reach: Int, into target: Workspace<Complex<Float>>,
    _ value: (Complex<Float>, Int) -> Complex<Float>
  ) {
    place(source, reach, value)
    transform.run()
    target.start.update(from: transform.line, count: bands.grid.columns)
  }

  @inline(__always)
  private func place(
    _ source: UnsafePointer<Complex<Float>>, _ reach: Int, _ value: (Complex<Float>, Int) -> Complex<Float>
  ) {
    transform.clear()
    for bin in -reach..<0 { transform.line[transform.length + bin] = value(source[bin + reach], bin) }
    for bin in 0...reach { transform.line[bin] = value(source[bin + reach], bin) }
  }
}
