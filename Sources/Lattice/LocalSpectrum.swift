import Imaging
import Numerics

/// The Fourier transform of one window of an image at a time, of which only some patches of log amplitude are kept, and
/// the powers around them.
///
/// The window whose map position is (row, column) holds image rows `row - N/2 ..< row - N/2 + N` (N/2 rounded down),
/// the same for columns. It is tapered, and not normalised. Outside the image it is 0; when the mean is removed, the
/// mean of the tapered part inside is subtracted there first: X(f) becomes X(f) - X(0) W(f)/W(0). An instance owns its
/// buffers and serves one thread at a time.
package final class LocalSpectrum {
  /// Side N of the window, pixels.
  package let window: Int
  /// The patches that ``load(_:row:column:)`` fills, in the shifted spectrum.
  package let patches: [SpectrumPatch]
  /// Whether all samples of the window that was loaded last are equal, so that there is nothing in its spectrum; known
  /// when the mean is removed.
  package private(set) var isFlat = false

  private let removesMean: Bool
  private let surroundings: PatchSurroundings
  private let taper: [Double]
  private let transform: FourierTransform
  /// The tapered window.
  private let samples: UnsafeMutableBufferPointer<Double>
  /// The log amplitudes of the patch that is lent.
  private let logAmplitudes: UnsafeMutableBufferPointer<Double>
  /// Two rows of complex sums, for ``modulus(row:column:)``.
  private let sums: UnsafeMutableBufferPointer<Double>

  /// - Precondition: `window` is positive and every patch lies inside the N × N spectrum.
  package init(window: Int, taper: Taper, patches: [SpectrumPatch], removesMean: Bool = false) {
    precondition(patches.allSatisfy { $0.isInside(window: window) })
    self.window = window
    self.patches = patches
    self.removesMean = removesMean
    surroundings = PatchSurroundings(of: patches, window: window)
    self.taper = taper.weights(window)
    transform = FourierTransform(rows: window, columns: window)
    samples = .allocate(capacity: window * window)
    samples.initialize(repeating: 0)
    logAmplitudes = .allocate(capacity: patches.map { $0.side * $0.side }.max() ?? 1)
    logAmplitudes.initialize(repeating: 0)
    sums = .allocate(capacity: 2 * window)
    sums.initialize(repeating: 0)
  }

  deinit {
    samples.deallocate()
    logAmplitudes.deallocate()
    sums.deallocate()
  }

  /// Cuts, tapers and transforms a window, and fills the patches.
  ///
  /// - Returns: Whether the window has a spectrum; false when one of its pixels is missing (NaN or infinite), and then
  ///   the patches are left as they were.
  package func load(_ image: borrowing Image, row: Int, column: Int) -> Bool {
    guard cut(image, row: row - window / 2, column: column - window / 2) else { return false }
    transformSamples()
    return true
  }

  /// Tapers and transforms a window given by its own N × N samples, in double precision, and fills the patches.
  ///
  /// - Precondition: All `window * window` samples are there, and finite.
  package func load(_ values: [Double]) {
    precondition(values.count == window * window)
    for row in 0..<window {
      for column in 0..<window {
        samples[row * window + column] = values[row * window + column] * (taper[row] * taper[column])
      }
    }
    if removesMean { removeMean(rows: 0..<window, columns: 0..<window) }
    transformSamples()
  }

  private func transformSamples() {
    transform.forward(
      fill: { target in _ = target.update(from: samples) },
      read: { half in
        for index in patches.indices {
          surroundings.fill(index, from: half, halfColumns: transform.halfColumns)
        }
      })
  }

  /// Lends the log amplitudes (natural logarithm of the modulus) of a patch, row after row, to be used up: they are
  /// computed anew each time.
  package func withPatch<R>(_ index: Int, _ body: (UnsafeMutableBufferPointer<Double>) -> R) -> R {
    let patch = patches[index]
    let values = UnsafeMutableBufferPointer(rebasing: logAmplitudes[0..<patch.side * patch.side])
    var next = 0
    for r in patch.firstRow..<(patch.firstRow + patch.side) {
      for c in patch.firstColumn..<(patch.firstColumn + patch.side) {
        values[next] = 0.5 * Double.log(surroundings.power(index, row: r, column: c))
        next += 1
      }
    }
    return body(values)
  }

  /// The row and column, in a patch, of its brightest bin; nil where all of its bins are 0.
  package func brightest(_ index: Int) -> (row: Int, column: Int)? {
    let patch = patches[index]
    var top = 0.0
    var place: (row: Int, column: Int)?
    for r in 0..<patch.side {
      for c in 0..<patch.side {
        let power = surroundings.power(index, row: patch.firstRow + r, column: patch.firstColumn + c)
        if power > top { (top, place) = (power, (r, c)) }
      }
    }
    return place
  }

  /// Lends the tapered window's N × N samples, row after row.
  package func withSamples<R>(_ body: (UnsafePointer<Double>) -> R?) -> R? {
    samples.baseAddress.flatMap { body(UnsafePointer($0)) }
  }

  /// The noise power per bin near a peak: see ``PatchSurroundings/noise(_:row:column:)``.
  package func noise(_ index: Int, row: Double, column: Double) -> Double {
    surroundings.noise(index, row: row, column: column)
  }

  /// The modulus of the tapered window's Fourier sum at a frequency between the bins:
  ///
  ///     |Σ w(r) w(c) f(r, c) exp(-2πi (row r + column c) / N)|
  ///
  /// - Parameters:
  ///   - row: Rows below zero frequency, FFT pixels; any fraction.
  ///   - column: Columns to the right of zero frequency.
  package func modulus(row: Double, column: Double) -> Double {
    guard let real = sums.baseAddress, let window = samples.baseAddress else { return .nan }
    let side = self.window
    let imaginary = real + side
    sums.update(repeating: 0)
    var rotor = Rotor(cyclesPerSample: row / Double(side))
    for r in 0..<side {
      let (cosine, sine) = (rotor.phasor.real, rotor.phasor.imaginary)
      let line = window + r * side
      for c in 0..<side {
        real[c] += line[c] * cosine
        imaginary[c] += line[c] * sine
      }
      rotor.advance()
    }
    rotor = Rotor(cyclesPerSample: column / Double(side))
    var sum = Complex<Double>.zero
    for c in 0..<side {
      sum += rotor.phasor * Complex(real[c], imaginary[c])
      rotor.advance()
    }
    return sum.length
  }

  /// Copies the window into `samples` under the taper.
  private func cut(_ image: borrowing Image, row top: Int, column left: Int) -> Bool {
    let side = window
    let (rows, columns) = (image.rows, image.columns)
    let inside = max(0, -left)..<max(0, -left, min(side, columns - left))
    guard let target = samples.baseAddress else { return false }
    let isWhole = image.pixels.withUnsafeBufferPointer { pixels in
      taper.withUnsafeBufferPointer { weights in
        guard let pixels = pixels.baseAddress, let weights = weights.baseAddress else { return false }
        for r in 0..<side {
          let line = target + r * side
          let source = (top + r) * columns + left
          guard top + r >= 0 && top + r < rows && !inside.isEmpty else {
            line.update(repeating: 0, count: side)
            continue
          }
          let weight = weights[r]
          line.update(repeating: 0, count: inside.lowerBound)
          let (values, factors) = (pixels + (source + inside.lowerBound), weights + inside.lowerBound)
          guard Self.taper(values, weight, factors, into: line + inside.lowerBound, inside.count) else {
            return false
          }
          (line + inside.upperBound).update(repeating: 0, count: side - inside.upperBound)
        }
        return true
      }
    }
    if isWhole && removesMean {
      removeMean(rows: max(0, -top)..<max(0, -top, min(side, rows - top)), columns: inside)
    }
    return isWhole
  }

  /// Multiplies pixels by their weights; false when one of them is missing.
  private static func taper(
    _ pixels: UnsafePointer<Float>, _ weight: Double, _ weights: UnsafePointer<Double>,
    into line: UnsafeMutablePointer<Double>, _ count: Int
  ) -> Bool {
    for c in 0..<count { line[c] = Double(pixels[c]) * (weight * weights[c]) }
    // All exponent bits set: infinite or NaN.
    var missing: UInt32 = 0
    for c in 0..<count { missing |= (pixels[c].bitPattern & 0x7F80_0000) &+ 0x0080_0000 }
    return missing & 0x8000_0000 == 0
  }

  /// Takes the tapered mean of a part of the window away from it.
  private func removeMean(rows: Range<Int>, columns: Range<Int>) {
    guard let base = samples.baseAddress else { return }
    let weight = taper[rows].reduce(0, +) * taper[columns].reduce(0, +)
    var sum = 0.0
    for r in rows { sum += Self.sum(base + r * window + columns.lowerBound, columns.count) }
    let mean = weight > 0 ? sum / weight : 0
    var energy = 0.0
    taper.withUnsafeBufferPointer { taper in
      guard let weights = taper.baseAddress else { return }
      for r in rows {
        energy += Self.subtract(
          mean * taper[r], times: weights + columns.lowerBound, from: base + r * window + columns.lowerBound,
          columns.count)
      }
    }
    // What the subtraction leaves of equal samples is rounding.
    isFlat = energy <= 1e-24 * mean * mean * weight
  }

  private typealias Four = SIMD4<Double>

  /// The sum of a row, by four partial sums: each addition waits for the one before.
  private static func sum(_ row: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
    let data = UnsafeRawPointer(row)
    var partial = Four.zero
    let whole = count / 4 * 4
    for i in stride(from: 0, to: whole, by: 4) {
      partial += data.loadUnaligned(fromByteOffset: i * 8, as: Four.self)
    }
    return (whole..<count).reduce(partial.sum()) { $0 + row[$1] }
  }

  /// Subtracts a multiple of a row from another, of which the sum of squares is returned.
  private static func subtract(
    _ level: Double, times weights: UnsafePointer<Double>, from row: UnsafeMutablePointer<Double>,
    _ count: Int
  ) -> Double {
    let (data, factors) = (UnsafeMutableRawPointer(row), UnsafeRawPointer(weights))
    var squares = Four.zero
    let whole = count / 4 * 4
    for i in stride(from: 0, to: whole, by: 4) {
      let sample =
        data.loadUnaligned(fromByteOffset: i * 8, as: Four.self)
        - level * factors.loadUnaligned(fromByteOffset: i * 8, as: Four.self)
      data.storeBytes(of: sample, toByteOffset: i * 8, as: Four.self)
      squares += sample * sample
    }
    var energy = squares.sum()
    for i in whole..<count {
      row[i] -= level * weights[i]
      energy += row[i] * row[i]
    }
    return energy
  }
}
