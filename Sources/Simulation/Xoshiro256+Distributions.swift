import Numerics

extension Xoshiro256 {
  /// A number between 0 and 1, both excluded.
  package mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A normal deviate of mean 0 and variance 1, by Marsaglia's polar method.
  package mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let square = u * u + v * v
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * Double.log(square) / square).squareRoot()
      spareNormal = v * factor
      return u * factor
    }
  }

  /// A Poisson deviate, exact for any mean of 0 or more.
  ///
  /// Below 10 by multiplication of uniform numbers (Knuth), else by Hörmann's transformed rejection PTRS
  /// (Insurance: Mathematics and Economics 12, 39, 1993).
  package mutating func poisson(mean: Double) -> Double {
    mean < 10 ? poissonByMultiplication(mean) : poissonByRejection(mean)
  }

  private mutating func poissonByMultiplication(_ mean: Double) -> Double {
    let limit = Double.exp(-mean)
    var count = 0.0
    var product = uniform()
    while product > limit {
      count += 1
      product *= uniform()
    }
    return count
  }

  private mutating func poissonByRejection(_ mean: Double) -> Double {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let accepted = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let edge = 0.5 - abs(u)
      let count = ((2 * a / edge + b) * u + mean + 0.43).rounded(.down)
      if edge >= 0.07, v <= accepted { return count }
      if count < 0 || (edge < 0.013 && v > edge) { continue }
      let density = count * Double.log(mean) - mean - Double.logGamma(count + 1)
      if Double.log(v * inverseAlpha / (a / (edge * edge) + b)) <= density { return count }
    }
  }
}
