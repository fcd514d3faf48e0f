import Imaging
import Numerics

/// How the errors of overlapping windows go together.
///
/// To first order an error of the phase gradient at a window is a sum of the noise under the taper's derivative along one
/// axis and the taper along the other. For white noise, the errors of two windows Δr rows and Δc columns apart, projected
/// on a direction (u, v) of rows and columns, therefore correlate by
///
///     ρ(Δr, Δc) = u² f₂(Δr) f₀(Δc) + v² f₀(Δr) f₂(Δc) - 2 u v f₁(Δr) f₁(Δc)
///     f₀(Δ) = Σ w(t) w(t+Δ) / Σ w²,  f₂(Δ) = Σ w'(t) w'(t+Δ) / Σ w'²,  f₁(Δ) = Σ w(t) w'(t+Δ) / (Σ w² Σ w'²)^½
///
/// With x = Δ/(N-1) and a Hann taper f₂ = (1-x) cos 2πx + sin(2πx)/2π: half a window apart along g the errors of spacings
/// are opposite. Across g they go together over about half a window. The other estimators' errors do nearly so. Where
/// the taper has no derivative at its ends, Hann's is taken.
///
/// The pixels of a map that was averaged over blocks have the correlation of the blocks' means.
package struct WindowOverlap {
  /// Source pixels from one map pixel to the next.
  private let step: Int
  /// Side of the blocks over which was averaged, map pixels.
  private let block: Int
  /// f₀, f₁, f₂ at Δ = 0, 1, 2, … source pixels; 0 beyond.
  private let tables: (even: [Double], odd: [Double], slope: [Double])
  /// Map pixels that are taken together: the correlation hardly changes over 1/32 of a window.
  package let cell: Int

  package init(window: Int, taper: Taper, step: Int, block: Int = 1) {
    let shape = taper.slopes(window) == nil ? Taper.hann : taper
    self.init(
      weights: shape.weights(window), slopes: shape.slopes(window) ?? [], step: step, block: block)
  }

  /// The overlap of Gaussians of a standard deviation in pixels: the errors of a geometric phase analysis.
  package init(deviation: Double, step: Int) {
    let reach = Int((4 * deviation).rounded(.up))
    let places = (-reach...reach).map { Double($0) / deviation }
    let weights = places.map { Double.exp(-0.5 * $0 * $0) }
    self.init(
      weights: weights, slopes: zip(places, weights).map { -$0 * $1 / deviation }, step: step, block: 1)
  }

  /// The overlap of windows of any weights.
  private init(weights: [Double], slopes: [Double], step: Int, block: Int) {
    let window = weights.count
    (self.step, self.block) = (step, block)
    cell = block * max(1, window / (32 * step * block))
    func products(_ a: [Double], _ b: [Double]) -> [Double] {
      (0..<window).map { lag in (0..<window - lag).reduce(0) { $0 + a[$1] * b[$1 + lag] } }
    }
    let (even, slope) = (products(weights, weights), products(slopes, slopes))
    let scale = (even[0] * slope[0]).squareRoot()
    tables = (
      Self.averaged(even.map { $0 / even[0] }, parity: 1, block, step),
      Self.averaged(products(weights, slopes).map { $0 / scale }, parity: -1, block, step),
      Self.averaged(slope.map { $0 / slope[0] }, parity: 1, block, step)
    )
  }

  /// The correlation of the sums over two rows of `block` pixels from that of pixels.
  private static func averaged(_ table: [Double], parity: Double, _ block: Int, _ step: Int) -> [Double] {
    guard block > 1 else { return table }
    return (0..<table.count + block * step).map { lag in
      var sum = 0.0
      // Where the table is not zero: -count < lag + m step < count.
      let first = max(1 - block, -((lag + table.count - 1) / step))
      let last = min(block - 1, (table.count - 1 + block * step - lag) / step - block)
      for m in first..<max(first, last + 1) {
        let place = lag + m * step
        sum += Double(block - abs(m)) * table[abs(place)] * (place < 0 ? parity : 1)
      }
      return sum
    }
  }

  /// The correlation of errors projected on a direction, rows down and columns to the right, of any length.
  package func along(row: Double, column: Double) -> ErrorCorrelation {
    along([(row, column)])
  }

  /// The correlation of sums of independent errors, each projected on a direction and as large as the direction is long.
  package func along(_ directions: [(row: Double, column: Double)]) -> ErrorCorrelation {
    let rows = directions.reduce(0) { $0 + $1.row * $1.row }
    let columns = directions.reduce(0) { $0 + $1.column * $1.column }
    let mixed = directions.reduce(0) { $0 + $1.row * $1.column }
    let variance = tables.even[0] * tables.slope[0] * (rows + columns)
    return correlation([rows / variance, columns / variance, -2 * mixed / variance])
  }

  /// The correlation of ``ErrorCorrelation/weights``.
  ///
  /// - Precondition: There are three.
  func correlation(_ weights: [Double]) -> ErrorCorrelation {
    ErrorCorrelation(
      rowWeight: weights[0], columnWeight: weights[1], mixedWeight: weights[2], tables: tables,
      spacing: cell * step, pixel: step)
  }
}

/// The correlation of errors along one direction; see ``WindowOverlap``.
package struct ErrorCorrelation {
  fileprivate let rowWeight, columnWeight, mixedWeight: Double
  fileprivate let tables: (even: [Double], odd: [Double], slope: [Double])
  /// Source pixels from one cell to the next.
  fileprivate let spacing: Int
  /// Source pixels from one map pixel to the next.
  fileprivate let pixel: Int

  /// What tells it from others of one overlap.
  var weights: [Double] { [rowWeight, columnWeight, mixedWeight] }

  /// ρ at a displacement in map pixels.
  package func callAsFunction(rows: Double, columns: Double) -> Double {
    let (r, c) = (rows * Double(pixel), columns * Double(pixel))
    let sign = (r < 0) == (c < 0) ? 1.0 : -1.0
    func at(_ table: [Double], _ distance: Double) -> Double {
      let place = abs(distance)
      guard place < Double(table.count) else { return 0 }
      let low = Int(place)
      let next = low + 1 < table.count ? table[low + 1] : 0
      return table[low] + (place - Double(low)) * (next - table[low])
    }
    return rowWeight * at(tables.slope, r) * at(tables.even, c)
      + columnWeight * at(tables.even, r) * at(tables.slope, c)
      + mixedWeight * sign * at(tables.odd, r) * at(tables.odd, c)
  }

  /// Σ Σ ρ(i - j) z_i z_j over a grid of cells: the variance of Σ z e, when e are errors of variance 1.
  ///
  /// - Parameter values: z, row after row.
  package func variance(of values: [Double], rows: Int, columns: Int) -> Double {
    let sum =
      rows + columns <= 64
      ? direct(values, rows, columns) : transformed(values, rows, columns)
    return max(0, sum)
  }

  /// A table at whole numbers of cells.
  private func sampled(_ table: [Double], count: Int) -> [Double] {
    (0..<count).map { $0 * spacing < table.count ? table[$0 * spacing] : 0 }
  }

  private func direct(_ z: [Double], _ rows: Int, _ columns: Int) -> Double {
    func term(_ p: [Double], _ q: [Double], parity: Double) -> Double {
      var total = 0.0
      var line = [Double](repeating: 0, count: columns)
      for r in 0..<rows {
        for c in 0..<columns {
          var sum = 0.0
          for other in 0..<columns {
            sum += z[r * columns + other] * q[abs(other - c)] * (other < c ? parity : 1)
          }
          line[c] = sum
        }
        for other in 0..<rows {
          let weight = p[abs(other - r)] * (r < other ? parity : 1)
          guard weight != 0 else { continue }
          var sum = 0.0
          for c in 0..<columns { sum += line[c] * z[other * columns + c] }
          total += weight * sum
        }
      }
      return total
    }
    let side = max(rows, columns)
    let (even, odd, slope) = (
      sampled(tables.even, count: side), sampled(tables.odd, count: side), sampled(tables.slope, count: side)
    )
    return rowWeight * term(slope, even, parity: 1) + columnWeight * term(even, slope, parity: 1)
      + mixedWeight * term(odd, odd, parity: -1)
  }

  /// The same through Fourier transforms: Σ |Z(k)|² times the transform of ρ.
  private func transformed(_ z: [Double], _ rows: Int, _ columns: Int) -> Double {
    func transforms(_ extent: Int) -> (even: [Double], odd: [Double], slope: [Double]) {
      let reach = min(extent, (tables.even.count - 1) / spacing + 1)
      let size = Self.convenientSize(extent + reach)
      let cosines = (0..<size).map { Double.cos(2 * .pi * Double($0) / Double(size)) }
      let sines = (0..<size).map { Double.sin(2 * .pi * Double($0) / Double(size)) }
      func transform(_ table: [Double], _ wave: [Double]) -> [Double] {
        let lags = sampled(table, count: reach)
        return (0..<size).map { k in
          var sum = 0.0
          for lag in 1..<max(reach, 1) { sum += lags[lag] * wave[k * lag % size] }
          return lags[0] * wave[0] + 2 * sum
        }
      }
      return (transform(tables.even, cosines), transform(tables.odd, sines), transform(tables.slope, cosines))
    }
    let (down, across) = (transforms(rows), transforms(columns))
    let (height, width) = (down.even.count, across.even.count)
    let transform = FourierTransform(rows: height, columns: width)
    return transform.forward { target in
      target.update(repeating: 0)
      for r in 0..<rows {
        for c in 0..<columns { target[r * width + c] = z[r * columns + c] }
      }
    } read: { half in
      var sum = 0.0
      for r in 0..<height {
        for c in 0..<transform.halfColumns {
          // Two odd tables' transforms are imaginary both: their product is minus that of the sines.
          let density =
            rowWeight * down.slope[r] * across.even[c] + columnWeight * down.even[r] * across.slope[c]
            - mixedWeight * down.odd[r] * across.odd[c]
          let twice = c == 0 || 2 * c == width ? 1.0 : 2.0
          sum += twice * density * half[r * transform.halfColumns + c].lengthSquared
        }
      }
      return sum / Double(height * width)
    }
  }

  /// The next number with no prime factor above 5.
  private static func convenientSize(_ least: Int) -> Int {
    (least...).first { size in
      var rest = size
      for factor in [2, 3, 5] { while rest % factor == 0 { rest /= factor } }
      return rest == 1
    } ?? least
  }
}
