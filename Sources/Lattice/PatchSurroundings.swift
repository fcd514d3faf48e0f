import Numerics

/// The powers |F|² of the bins in and around each patch of a window's spectrum, and the noise that they tell of.
///
/// The surroundings of a patch reach six bins from its centre at least, as far as the spectrum goes.
final class PatchSurroundings {
  /// The noise power is the mean over the bins 3 to 6 FFT pixels from the peak: beyond the lobe of the peak, which is
  /// two bins wide with a Hann taper, and near enough to see the noise that is there.
  static let ring = 3.0...6.0
  /// Bins nearer than this to zero frequency or to another reflection do not count as noise.
  private static let lobe = 3

  private let window: Int
  private let patches: [SpectrumPatch]
  /// Rows and columns of the shifted spectrum.
  private let areas: [(rows: Range<Int>, columns: Range<Int>, first: Int)]
  private let powers: UnsafeMutableBufferPointer<Double>
  private let isNoise: [Bool]

  init(of patches: [SpectrumPatch], window: Int) {
    self.window = window
    self.patches = patches
    var areas = [(rows: Range<Int>, columns: Range<Int>, first: Int)]()
    var isNoise = [Bool]()
    for (index, patch) in patches.enumerated() {
      let margin = max(0, Int(Self.ring.upperBound) - patch.side / 2)
      func reach(_ first: Int) -> Range<Int> {
        max(0, first - margin)..<min(window, first + patch.side + margin)
      }
      let (rows, columns) = (reach(patch.firstRow), reach(patch.firstColumn))
      areas.append((rows, columns, isNoise.count))
      let others = Self.lobes(of: patches, but: index, window: window)
      for r in rows {
        for c in columns {
          isNoise.append(
            !others.contains { other in
              let (y, x) = (r - window / 2 - other.row, c - window / 2 - other.column)
              return y * y + x * x <= Self.lobe * Self.lobe
            })
        }
      }
    }
    self.areas = areas
    self.isNoise = isNoise
    powers = .allocate(capacity: max(1, isNoise.count))
    powers.initialize(repeating: 0)
  }

  deinit { powers.deallocate() }

  /// Centres, from zero frequency, of what is no noise near a patch: zero frequency, the other patches' reflections
  /// and their partners.
  private static func lobes(
    of patches: [SpectrumPatch], but index: Int, window: Int
  ) -> [(row: Int, column: Int)] {
    let centres = patches.map { patch in
      (
        row: patch.firstRow + patch.side / 2 - window / 2,
        column: patch.firstColumn + patch.side / 2 - window / 2
      )
    }
    let own = centres[index]
    let others = centres.flatMap { [$0, (row: -$0.row, column: -$0.column)] }
    return [(row: 0, column: 0)]
      + others.filter { other in
        let (y, x) = (other.row - own.row, other.column - own.column)
        return y * y + x * x > lobe * lobe
      }
  }

  /// Reads the powers of a patch's surroundings from FFTW's half of the spectrum.
  func fill(_ index: Int, from half: UnsafeBufferPointer<Complex<Double>>, halfColumns: Int) {
    let area = areas[index]
    var next = area.first
    for r in area.rows {
      for c in area.columns {
        // From the shifted spectrum to FFTW's half of it; beyond the half the partner at (-r, -c) is as strong.
        var row = r - window / 2
        var column = c - window / 2
        if column < 0 { (row, column) = (-row, -column) }
        if row < 0 { row += window }
        let value = half[row * halfColumns + column]
        powers[next] = value.real * value.real + value.imaginary * value.imaginary
        next += 1
      }
    }
  }

  /// Which bins of a patch itself count as noise, row after row.
  func isNoise(inPatch index: Int) -> [Bool] {
    let (area, patch) = (areas[index], patches[index])
    return (patch.firstRow..<patch.firstRow + patch.side).flatMap { row in
      (patch.firstColumn..<patch.firstColumn + patch.side).map { column in
        isNoise[
          area.first + (row - area.rows.lowerBound) * area.columns.count + column - area.columns.lowerBound]
      }
    }
  }

  /// Which bins count as noise in a square around a patch's centre, row after row; those outside the spectrum do not.
  func isNoise(inPatch index: Int, reach: Int) -> [Bool] {
    let (area, patch) = (areas[index], patches[index])
    let (row, column) = (patch.firstRow + patch.side / 2, patch.firstColumn + patch.side / 2)
    return (row - reach...row + reach).flatMap { r in
      (column - reach...column + reach).map { c in
        area.rows.contains(r) && area.columns.contains(c)
          && isNoise[
            area.first + (r - area.rows.lowerBound) * area.columns.count + c - area.columns.lowerBound]
      }
    }
  }

  /// The power of a bin of the shifted spectrum.
  func power(_ index: Int, row: Int, column: Int) -> Double {
    let area = areas[index]
    return powers[
      area.first + (row - area.rows.lowerBound) * area.columns.count + column - area.columns.lowerBound]
  }

  /// The noise power per bin: the mean power of the bins in the ring around a peak that belong to no other.
  ///
  /// - Parameters:
  ///   - row: Rows below zero frequency, FFT pixels.
  ///   - column: Columns to the right of zero frequency.
  /// - Returns: |F|² of noise; NaN where the ring holds no bin.
  func noise(_ index: Int, row: Double, column: Double) -> Double {
    let area = areas[index]
    let (near, far) = (
      Self.ring.lowerBound * Self.ring.lowerBound, Self.ring.upperBound * Self.ring.upperBound
    )
    var (sum, count, next) = (0.0, 0.0, area.first)
    for r in area.rows {
      let y = Double(r - window / 2) - row
      for c in area.columns {
        let x = Double(c - window / 2) - column
        let distance = y * y + x * x
        if distance >= near && distance <= far && isNoise[next] {
          sum += powers[next]
          count += 1
        }
        next += 1
      }
    }
    return count > 0 ? sum / count : .nan
  }
}
