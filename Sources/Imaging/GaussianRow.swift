import Numerics

/// Smooths rows of one length with a Gaussian, in double precision, the ends reflecting.
///
/// Up to a σ of 18 pixels the row is convolved with the sampled Gaussian, cut at 4 σ. Beyond, the work would grow with
/// σ, although the result has hardly any detail left. Then the row is smoothed with a Gaussian of two steps, read at
/// every step only, smoothed there, and brought back to all pixels by a cubic B-spline, which is itself a bell of
/// variance 1/3. The variances add up to σ². With 6 steps to a σ this is as far from the whole Gaussian as the cut at
/// 4 σ is (5e-5 of a micrograph's mean), and every weight is positive, as it should be in a mean.
struct GaussianRow {
  private let length: Int
  /// Pixels from one sample of the coarse row to the next; 1 for the plain convolution.
  private let step: Int
  /// The kernel on pixels, from one end to the other.
  private let fine: [Double]
  /// The kernel on samples of the coarse row.
  private let coarse: [Double]
  /// For each position of a pixel between two samples, the weights of the four samples around it.
  private let spline: [SIMD4<Double>]
  /// Which pixel of the row each pixel of the extended one is.
  private let origins: [Int32]
  private var extended: [Double]
  private var samples: [Double]
  private var result: [Double]

  /// - Precondition: `sigma` is positive and `length` is 1 or more.
  init(sigma: Double, length: Int) {
    // The reflected row repeats after 2 lengths: with a σ of as much, only its mean is left.
    let sigma = min(sigma, 2 * Double(length))
    let step = max(Int(sigma / 6), 1)
    self.length = length
    if step < 3 {
      self.step = 1
      (fine, coarse, spline) = (Self.kernel(sigma), [], [])
    } else {
      self.step = step
      fine = Self.kernel(2 * Double(step))
      let relative = sigma / Double(step)
      coarse = Self.kernel((relative * relative - 4 - 1.0 / 3).squareRoot())
      spline = (0..<step).map { Self.spline(Double($0) / Double(step)) }
    }
    // Samples of the coarse row: one before the first pixel, two after the last, and half a kernel more on both ends.
    let needed = self.step == 1 ? length : (length - 1) / step + 4
    let sampled = self.step == 1 ? length : needed + coarse.count - 1
    let count = (sampled - 1) * self.step + fine.count
    let before = fine.count / 2 + (self.step == 1 ? 0 : (1 + coarse.count / 2) * step)
    origins = (0..<count).map { Int32(Self.reflect($0 - before, length)) }
    // A vector may be read from the last element on.
    extended = [Double](repeating: 0, count: count + Self.lanes)
    samples = [Double](repeating: 0, count: sampled + Self.lanes)
    result = [Double](repeating: 0, count: needed + Self.lanes)
  }

  mutating func smooth(_ row: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>) {
    for (i, origin) in origins.enumerated() { extended[i] = Double(row[Int(origin)]) }
    if step == 1 {
      Self.convolve(extended, fine, count: length, into: &result)
      for i in 0..<length { target[i] = Float(result[i]) }
    } else {
      Self.sample(extended, fine, step: step, count: samples.count - Self.lanes, into: &samples)
      Self.convolve(samples, coarse, count: result.count - Self.lanes, into: &result)
      for i in 0..<length {
        let (first, phase) = i.quotientAndRemainder(dividingBy: step)
        let around = SIMD4(result[first], result[first + 1], result[first + 2], result[first + 3])
        target[i] = Float((around * spline[phase]).sum())
      }
    }
  }

  // MARK: - Kernels

  /// The Gaussian at whole numbers within 4 σ, with a sum of 1.
  private static func kernel(_ sigma: Double) -> [Double] {
    let radius = max(Int(4 * sigma + 0.5), 1)
    let weights = (-radius...radius).map { offset in
      let distance = Double(offset) / sigma
      return Double.exp(-0.5 * distance * distance)
    }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// The cubic B-spline at `t` between the second and the third of four samples.
  private static func spline(_ t: Double) -> SIMD4<Double> {
    let s = 1 - t
    return SIMD4(s * s * s, 4 - 3 * t * t * (2 - t), 4 - 3 * s * s * (2 - s), t * t * t) / 6
  }

  /// The index in `0..<length` of index `i` of the row that reflects at its ends.
  private static func reflect(_ i: Int, _ length: Int) -> Int {
    let period = 2 * length
    let remainder = ((i % period) + period) % period
    return min(remainder, period - 1 - remainder)
  }

  // MARK: - Sums

  private static let lanes = 8

  /// `count` sums of a symmetric kernel over consecutive stretches of `values`.
  private static func convolve(
    _ values: [Double], _ kernel: [Double], count: Int, into target: inout [Double]
  ) {
    let radius = kernel.count / 2
    values.withUnsafeBytes { values in
      kernel.withUnsafeBufferPointer { kernel in
        target.withUnsafeMutableBytes { target in
          for start in stride(from: 0, to: count, by: lanes) {
            let centre = start + radius
            var sum = vector(values, centre) * kernel[radius]
            for k in 0..<radius {
              let offset = radius - k
              sum += (vector(values, centre - offset) + vector(values, centre + offset)) * kernel[k]
            }
            target.storeBytes(of: sum, toByteOffset: start * 8, as: SIMD8<Double>.self)
          }
        }
      }
    }
  }

  /// `count` sums of a kernel over stretches of `values` that begin `step` apart.
  private static func sample(
    _ values: [Double], _ kernel: [Double], step: Int, count: Int, into target: inout [Double]
  ) {
    let taps = kernel.count
    let whole = taps / lanes * lanes
    values.withUnsafeBytes { values in
      kernel.withUnsafeBytes { kernel in
        for i in 0..<count {
          var sums = SIMD8<Double>.zero
          for k in stride(from: 0, to: whole, by: lanes) {
            sums += vector(values, i * step + k) * vector(kernel, k)
          }
          var sum = sums.sum()
          for k in whole..<taps { sum += number(values, i * step + k) * number(kernel, k) }
          target[i] = sum
        }
      }
    }
  }

  private static func vector(_ values: UnsafeRawBufferPointer, _ index: Int) -> SIMD8<Double> {
    values.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
  }

  private static func number(_ values: UnsafeRawBufferPointer, _ index: Int) -> Double {
    values.loadUnaligned(fromByteOffset: index * 8, as: Double.self)
  }
}
