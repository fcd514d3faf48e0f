import Imaging
import Numerics

/// The Fourier transform of one window of an image at a time, of which only some patches of log amplitude are kept.
///
/// The window whose map position is (row, column) holds image rows `row - N/2 ..< row - N/2 + N` (N/2 rounded down),
/// the same for columns; outside the image it is 0. It is tapered, and nothing is subtracted or normalised. An
/// instance owns its buffers and serves one thread at a time.
package final class LocalSpectrum {
  /// Side N of the window, pixels.
  package let window: Int
  /// The patches that ``load(_:row:column:)`` fills, in the shifted spectrum.
  package let patches: [SpectrumPatch]

  private let taper: [Double]
  private let transform: FourierTransform
  /// The tapered window.
  private let samples: UnsafeMutableBufferPointer<Double>
  /// The patches' log amplitudes, one after the other.
  private let logAmplitudes: UnsafeMutableBufferPointer<Double>
  private let offsets: [Int]
  /// Two rows of complex sums, for ``modulus(row:column:)``.
  private let sums: UnsafeMutableBufferPointer<Double>

  /// - Precondition: `window` is positive and every patch lies inside the N × N spectrum.
  package init(window: Int, taper: Taper, patches: [SpectrumPatch]) {
    precondition(patches.allSatisfy { $0.isInside(window: window) })
    self.window = window
    self.patches = patches
    self.taper = taper.weights(window)
    transform = FourierTransform(rows: window, columns: window)
    samples = .allocate(capacity: window * window)
    samples.initialize(repeating: 0)
    var offsets = [0]
    for patch in patches { offsets.append(offsets[offsets.count - 1] + patch.side * patch.side) }
    self.offsets = offsets
    logAmplitudes = .allocate(capacity: max(1, offsets[patches.count]))
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
    transformSamples()
  }

  private func transformSamples() {
    transform.forward(
      fill: { target in _ = target.update(from: samples) },
      read: { half in for index in patches.indices { read(half, index) } })
  }

  /// Lends the log amplitudes (natural logarithm of the modulus) of a patch, row after row, to be used up: another
  /// ``load(_:row:column:)`` writes them anew.
  package func withPatch<R>(_ index: Int, _ body: (UnsafeMutableBufferPointer<Double>) -> R) -> R {
    body(UnsafeMutableBufferPointer(rebasing: logAmplitudes[offsets[index]..<offsets[index + 1]]))
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
    return image.pixels.withUnsafeBufferPointer { pixels in
      taper.withUnsafeBufferPointer { weights in
        for r in 0..<side {
          let line = target + r * side
          let source = (top + r) * columns + left
          guard top + r >= 0 && top + r < rows && !inside.isEmpty else {
            line.update(repeating: 0, count: side)
            continue
          }
          let weight = weights[r]
          var missing: UInt32 = 0
          line.update(repeating: 0, count: inside.lowerBound)
          for c in inside {
            let value = pixels[source + c]
            // All exponent bits set: infinite or NaN.
            missing |= value.bitPattern & 0x7F80_0000 == 0x7F80_0000 ? 1 : 0
            line[c] = Double(value) * (weight * weights[c])
          }
          if missing != 0 { return false }
          (line + inside.upperBound).update(repeating: 0, count: side - inside.upperBound)
        }
        return true
      }
    }
  }

  private func read(_ half: UnsafeBufferPointer<Complex<Double>>, _ index: Int) {
    let patch = patches[index]
    let side = window
    var next = offsets[index]
    for r in patch.firstRow..<(patch.firstRow + patch.side) {
      for c in patch.firstColumn..<(patch.firstColumn + patch.side) {
        // From the shifted spectrum to FFTW's half of it; beyond the half the partner at (-r, -c) is as strong.
        var row = r - side / 2
        var column = c - side / 2
        if column < 0 { (row, column) = (-row, -column) }
        if row < 0 { row += side }
        let value = half[row * transform.halfColumns + column]
        logAmplitudes[next] = 0.5 * Double.log(value.real * value.real + value.imaginary * value.imaginary)
        next += 1
      }
    }
  }
}

/// A square of bins of the shifted N × N spectrum, whose zero frequency lies at (N/2, N/2), N/2 rounded down.
package struct SpectrumPatch: Hashable, Sendable {
  package let firstRow: Int
  package let firstColumn: Int
  package let side: Int

  package init(firstRow: Int, firstColumn: Int, side: Int) {
    self.firstRow = firstRow
    self.firstColumn = firstColumn
    self.side = side
  }

  /// The patch around a position in FFT pixels from zero frequency: its first row is trunc(N/2 + row) - side/2.
  package init(row: Double, column: Double, side: Int, window: Int) {
    // A position that was a whole number before it became a reflection stays that number.
    func first(_ position: Double) -> Int {
      let clamped = min(max(position, -1e6), 1e6)
      return window / 2 + Int((clamped + 1e-6).rounded(.down)) - side / 2
    }
    self.init(firstRow: first(row), firstColumn: first(column), side: side)
  }

  package func isInside(window: Int) -> Bool {
    firstRow >= 0 && firstColumn >= 0 && firstRow + side <= window && firstColumn + side <= window
  }
}

/// exp(-2πi f n) for n = 0, 1, 2, …, by rotation, restarted every 32 steps from the exact value.
private struct Rotor {
  var phasor = Complex<Double>.one
  private let cyclesPerSample: Double
  private let turn: Complex<Double>
  private var index = 0

  init(cyclesPerSample: Double) {
    self.cyclesPerSample = cyclesPerSample
    turn = Complex(length: 1, phase: -2 * .pi * cyclesPerSample)
  }

  mutating func advance() {
    index += 1
    phasor =
      index % 32 == 0 ? Complex(length: 1, phase: -2 * .pi * cyclesPerSample * Double(index)) : phasor * turn
  }
}
