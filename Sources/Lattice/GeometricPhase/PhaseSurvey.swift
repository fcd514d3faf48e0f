import Imaging
import Numerics

/// The filtered images on a coarse grid, fine enough for all that is in them, and the noise around each reflection.
struct PhaseSurvey: Sendable {
  let grid: PhaseGrid
  /// Where a value is far enough from borders and missing pixels.
  let isInside: [Bool]
  /// For each reflection the filtered image in the frame of its mask's central bin.
  let fields: [Workspace<Complex<Float>>]
  /// For each reflection its frequency in cycles per pixel down and to the right; NaN where there is no modulus.
  let frequencies: [Workspace<SIMD2<Double>>]
  /// For each reflection the noise near it in the spectrum: the variance that white noise of that strength has per pixel.
  let noise: [[Float]]
  /// For each reflection how much it scatters relative to others: noise over |H|², both smoothed with 3 s. The fit of several
  /// reflections is weighted with it, because weights that follow each pixel's own noise would bias means.
  let scatter: [[Float]]

  /// nil when cancelled.
  init?(
    _ bands: PhaseBands, inside: PhaseInterior, threads: Int, isCancelled: @escaping @Sendable () -> Bool
  ) {
    let grid = bands.grid
    self.grid = grid
    let (rows, columns) = (grid.surveyRows, grid.surveyColumns)
    let count = rows * columns
    isInside = inside.sampled(every: grid.stride)
    let fields = bands.bands.map { _ in Workspace<Complex<Float>>(repeating: 0, count: count) }
    let frequencies = bands.bands.map { _ in Workspace(repeating: SIMD2(repeating: Double.nan), count: count)
    }
    let power = bands.bands.map { _ in Workspace<Float>(repeating: 0, count: count) }
    (self.fields, self.frequencies) = (fields, frequencies)
    let done = Workers.run(count: rows, threads: threads, isCancelled: isCancelled, progress: { _ in }) {
      queue in
      let line = PhaseLine(bands)
      queue.forEach { row in
        for index in bands.bands.indices {
          line.ringPower(surveyRow: row, reflection: index, into: power[index].start + row * columns)
          line.compute(row: row * grid.stride, reflection: index)
          for column in 0..<columns {
            let place = row * columns + column
            let pixel = line.sample(column * grid.stride, reflection: index)
            fields[index][place] = pixel.field
            frequencies[index][place] = pixel.frequency
          }
        }
      }
    }
    guard done else { return nil }
    guard
      let noise = Self.noise(power, bands, inside, threads: threads, isCancelled: isCancelled)
    else { return nil }
    self.noise = noise
    guard
      let scatter = Self.scatter(fields, noise, grid, threads: threads, isCancelled: isCancelled)
    else { return nil }
    self.scatter = scatter
  }

  private static func scatter(
    _ fields: [Workspace<Complex<Float>>], _ noise: [[Float]], _ grid: PhaseGrid, threads: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [[Float]]? {
    let (rows, columns) = (grid.surveyRows, grid.surveyColumns)
    let results = fields.map { _ in Workspace<Float>(repeating: 0, count: rows * columns) }
    let done = Workers.run(
      count: fields.count, threads: threads, isCancelled: isCancelled, progress: { _ in }
    ) { queue in
      queue.forEach { index in
        func smooth(_ pixels: [Float]) -> [Float] {
          let image = Image(rows: rows, columns: columns, pixels: pixels)
          return ((try? image.gaussianFiltered(sigma: 3 * grid.surveyDeviation)) ?? image).pixels
        }
        let power = smooth((0..<rows * columns).map { fields[index][$0].lengthSquared })
        for (place, strength) in smooth(noise[index]).enumerated() {
          results[index][place] = strength / power[place]
        }
      }
    }
    return done ? results.map { Array(UnsafeBufferPointer(start: $0.start, count: $0.count)) } : nil
  }

  /// The mean power in the ring under a Gaussian of 1.5 s, of points whose ring is not touched by the image's border.
  private static func noise(
    _ power: [Workspace<Float>], _ bands: PhaseBands, _ inside: PhaseInterior, threads: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [[Float]]? {
    let grid = bands.grid
    let (rows, columns) = (grid.surveyRows, grid.surveyColumns)
    let isClear = inside.clear(grid).sampled(every: grid.stride)
    let bins = Double(grid.paddedRows * grid.paddedColumns)
    let results = power.map { _ in Workspace<Float>(repeating: 0, count: rows * columns) }
    let done = Workers.run(
      count: power.count, threads: threads, isCancelled: isCancelled, progress: { _ in }
    ) { queue in
      queue.forEach { index in
        let scale = Float(bins / bands.bands[index].filter.ringPower)
        let image = Image(
          rows: rows, columns: columns,
          pixels: (0..<rows * columns).map { isClear[$0] ? power[index][$0] * scale : .nan })
        let smooth = (try? image.gaussianFiltered(sigma: 1.5 * grid.surveyDeviation)) ?? image
        let mean = Float(image.mean())
        for place in 0..<rows * columns {
          let value = smooth.pixels[place]
          results[index][place] = value.isNaN ? mean : value
        }
      }
    }
    return done
      ? results.map { Array(UnsafeBufferPointer(start: $0.start, count: $0.count)) } : nil
  }

  /// A plane of the survey at the pixels of a row of the image, from the points around them.
  func interpolate(_ plane: [Float], row: Int, into target: UnsafeMutablePointer<Double>) {
    let (rows, columns) = (grid.surveyRows, grid.surveyColumns)
    func between(_ place: Int, _ count: Int) -> (low: Int, high: Int, share: Double) {
      let low = min(place / grid.stride, count - 1)
      return (low, min(low + 1, count - 1), Double(place - low * grid.stride) / Double(grid.stride))
    }
    let down = between(row, rows)
    plane.withUnsafeBufferPointer { plane in
      func at(_ column: Int) -> Double {
        let (upper, lower) = (plane[down.low * columns + column], plane[down.high * columns + column])
        return Double(upper) + down.share * Double(lower - upper)
      }
      for low in 0..<columns {
        let (left, right) = (at(low), at(min(low + 1, columns - 1)))
        let first = low * grid.stride
        for column in first..<min(first + grid.stride, grid.columns) {
          target[column] = left + (right - left) * Double(column - first) / Double(grid.stride)
        }
      }
    }
  }
}

extension PhaseLine {
  /// The filtered image at a column, and its local frequency in cycles per pixel down and to the right.
  @inline(__always)
  func sample(
    _ column: Int, reflection index: Int
  ) -> (field: Complex<Float>, frequency: SIMD2<Double>, power: Double) {
    let value = field[index][column]
    let power = Double(value.lengthSquared)
    // The gradient of the phase of H is Im(H* ∇H) / |H|²; none of it is ever unwrapped.
    func slope(_ derivative: Complex<Float>) -> Double {
      (Double(value.real) * Double(derivative.imaginary) - Double(value.imaginary) * Double(derivative.real))
        / (2 * .pi * power)
    }
    let local = SIMD2(slope(alongColumn[index][column]), slope(alongRow[index][column]))
    return (value, centres[index] + local, power)
  }
}
