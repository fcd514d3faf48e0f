import Imaging
import Numerics

/// A grid of windows wholly inside an image, and what each shows of given families of reflections.
struct GrainWindows: Sendable {
  let side: Int
  /// First rows and first columns of the windows.
  let rowStarts, columnStarts: [Int]

  init(of image: Image, side: Int, step: Int) {
    self.side = side
    func starts(_ extent: Int) -> [Int] {
      let free = extent - side
      let intervals = (free + step - 1) / step
      return intervals == 0 ? [0] : (0...intervals).map { ($0 * free + intervals / 2) / intervals }
    }
    (rowStarts, columnStarts) = (starts(image.rows), starts(image.columns))
  }

  var count: Int { rowStarts.count * columnStarts.count }

  /// The power of each family's peak and of the noise around it, window after window; 0 for a window with a missing pixel.
  struct Powers: Sendable {
    var peak: [[Float]]
    var noise: [[Float]]
  }

  /// - Parameters:
  ///   - families: Positions in FFT pixels.
  ///   - isCancelled: Is asked before every row of windows.
  /// - Returns: nil when cancelled.
  func powers(
    of families: [LatticeSpot], in image: Image, threads: Int, isCancelled: @escaping @Sendable () -> Bool
  ) -> Powers? {
    let (rows, columns) = (rowStarts.count, columnStarts.count)
    var isDone = true
    let planes = PixelPlanes.fill(count: 2 * families.count, pixels: count) { target in
      isDone = Workers.run(count: rows, threads: threads, isCancelled: isCancelled, progress: { _ in }) {
        queue in
        let spectrum = WindowPowerSpectrum(side: side)
        queue.forEach { row in
          for column in 0..<columns {
            let isWhole = spectrum.load(image, row: rowStarts[row], column: columnStarts[column])
            for (index, family) in families.enumerated() {
              let found = isWhole ? spectrum.peak(near: family) : (peak: 0, noise: 0)
              target.set(2 * index, row * columns + column, Float(found.peak))
              target.set(2 * index + 1, row * columns + column, Float(found.noise))
            }
          }
        }
      }
    }
    guard isDone else { return nil }
    return Powers(
      peak: families.indices.map { planes[2 * $0] }, noise: families.indices.map { planes[2 * $0 + 1] })
  }
}

/// The power spectrum of one Hann window after the other, on one thread.
final class WindowPowerSpectrum {
  private let side: Int
  private let taper: [Double]
  private let transform: FourierTransform
  private var half: [Double]
  private let ring: [(dy: Int, dx: Int)]

  init(side: Int) {
    self.side = side
    taper = Taper.hann.weights(side)
    transform = FourierTransform(rows: side, columns: side)
    half = [Double](repeating: 0, count: side * (side / 2 + 1))
    var ring: [(dy: Int, dx: Int)] = []
    for dy in -8...8 {
      for dx in -8...8 where (16...64).contains(dy * dy + dx * dx) && (dy + dx) % 2 == 0 {
        ring.append((dy, dx))
      }
    }
    self.ring = ring
  }

  /// Transforms the window with its first pixel at a row and column; false when it holds a missing pixel.
  func load(_ image: Image, row: Int, column: Int) -> Bool {
    let mean = SearchWindows.weightedMean(image, row: row, column: column, taper: taper)
    guard mean.isFinite else { return false }
    image.pixels.withUnsafeBufferPointer { pixels in
      transform.forward { samples in
        for i in 0..<side {
          let start = (row + i) * image.columns + column
          for j in 0..<side {
            samples[i * side + j] = taper[i] * taper[j] * (Double(pixels[start + j]) - mean)
          }
        }
      } read: { coefficients in
        for index in half.indices { half[index] = coefficients[index].lengthSquared }
      }
    }
    return true
  }

  /// The power of the highest local maximum within 1.5 pixels of a position, 0 when there is none (the flank of another
  /// spot is no maximum); and the mean power of the noise around it: the median of a ring over ln 2, as noise is
  /// distributed.
  func peak(near spot: LatticeSpot) -> (peak: Double, noise: Double) {
    let (row, column) = (Int(spot.dy.rounded()), Int(spot.dx.rounded()))
    var peak = 0.0
    for dy in -2...2 {
      for dx in -2...2 {
        let (y, x) = (Double(row + dy) - spot.dy, Double(column + dx) - spot.dx)
        guard y * y + x * x <= 2.25 else { continue }
        let value = power(row + dy, column + dx)
        if value > peak, isMaximum(value, row + dy, column + dx) { peak = value }
      }
    }
    var around = ring.map { power(row + $0.dy, column + $0.dx) }
    around.sort()
    return (peak, around[around.count / 2] / 0.6931471805599453)
  }

  private func isMaximum(_ value: Double, _ dy: Int, _ dx: Int) -> Bool {
    for v in -1...1 {
      for u in -1...1 where power(dy + v, dx + u) > value { return false }
    }
    return true
  }

  private func power(_ dy: Int, _ dx: Int) -> Double {
    let wrapped = dx - side * Int((Double(dx) / Double(side)).rounded())
    let (a, b) = wrapped >= 0 ? (dy, wrapped) : (-dy, -wrapped)
    let row = a % side
    return half[(row < 0 ? row + side : row) * (side / 2 + 1) + b]
  }
}
