import Lattice
import Numerics

/// The speckle of an amorphous support: white noise passed through a band of spatial frequencies.
package enum AmorphousSupport {
  /// Noise of mean 0 and variance 1 with periods of about 0.18 to 0.8 nm, `side * side` values row after row.
  ///
  /// The band is exp(-(0.18 f)⁴) (1 - exp(-(0.8 f)⁴)) at f in 1/nm; 0 everywhere when no frequency of the image lies
  /// in it.
  ///
  /// - Parameter goOn: Is called at every row of the noise and of its spectrum, and throws when cancelled.
  package static func speckle(
    side: Int, pixelSize: Double, random: inout Xoshiro256, goOn: () throws -> Void
  ) rethrows -> [Double] {
    let white = try (0..<side * side).map { index in
      if index % side == 0 { try goOn() }
      return random.normal()
    }
    let transform = FourierTransform(rows: side, columns: side)
    let step = 1 / (Double(side) * pixelSize)
    let coefficients = try transform.forward { samples in
      for index in 0..<white.count { samples[index] = white[index] }
    } read: { half in
      try [Complex<Double>](unsafeUninitializedCapacity: half.count) { result, count in
        for row in 0..<side {
          try goOn()
          let fy = Double(row <= side / 2 ? row : row - side) * step
          for column in 0..<transform.halfColumns {
            let fx = Double(column) * step
            let index = row * transform.halfColumns + column
            let weight = band(squaredFrequency: fx * fx + fy * fy)
            result.initializeElement(at: index, to: half[index].multiplied(by: weight))
          }
        }
        count = half.count
      }
    }
    try goOn()
    return transform.inverse { half in
      for index in 0..<coefficients.count { half[index] = coefficients[index] }
    } read: { samples in
      standardised(samples)
    }
  }

  private static func band(squaredFrequency square: Double) -> Double {
    let (short, long) = (square * 0.18 * 0.18, square * 0.8 * 0.8)
    return Double.exp(-short * short) * -Double.expMinusOne(-long * long)
  }

  /// The values of an inverse transform, which is not normalised, shifted and scaled to mean 0 and variance 1; zeros
  /// where less than a millionth of the white noise's amplitude has passed.
  private static func standardised(_ values: UnsafeBufferPointer<Double>) -> [Double] {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let scale = deviation / count > 1e-6 ? 1 / deviation : 0
    return values.map { ($0 - mean) * scale }
  }
}
