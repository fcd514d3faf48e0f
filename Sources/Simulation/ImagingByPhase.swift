import Lattice
import Numerics

/// The image that a microscope makes of a phase.
struct ImagingByPhase {
  let phase: ProjectedPhase
  let microscope: Microscope

  private var side: Int { phase.side }
  private var columns: Int { side / 2 + 1 }

  /// 1 + the phase, each frequency times its contrast; and the largest phase.
  ///
  /// - Parameter goOn: Is called between transforms, and throws when cancelled.
  func weakPhase(_ goOn: () throws -> Void) rethrows -> (intensity: [Double], largest: Double) {
    let contrast = table { microscope.phaseContrast($0) }
    let transform = FourierTransform(rows: side, columns: side)
    try goOn()
    let largest = extreme(samples(of: phase.half, transform))
    try goOn()
    let image = samples(of: multiplied(phase.half, by: contrast), transform)
    return (image.map { 1 + $0 }, largest)
  }

  /// |exp(iφ) through exp(-iχ) E|².
  ///
  /// - Parameter goOn: Is called between transforms, and throws when cancelled.
  func phaseObject(_ goOn: () throws -> Void) rethrows -> (intensity: [Double], largest: Double) {
    let transform = FourierTransform(rows: side, columns: side)
    try goOn()
    let values = samples(of: phase.half, transform)
    try goOn()
    let cosine = spectrum(of: values.map { Double.cos($0) }, transform)
    try goOn()
    let sine = spectrum(of: values.map { Double.sin($0) }, transform)
    // (C + iS)(a - ib) = (Ca + Sb) + i(Sa - Cb), each term the transform of a real image.
    let a = table { Double.cos(microscope.aberration($0)) * microscope.envelope($0) }
    let b = table { Double.sin(microscope.aberration($0)) * microscope.envelope($0) }
    try goOn()
    let real = samples(of: sum(multiplied(cosine, by: a), multiplied(sine, by: b)), transform)
    try goOn()
    let imaginary = samples(
      of: sum(multiplied(sine, by: a), multiplied(cosine, by: b.map { -$0 })), transform)
    return (zip(real, imaginary).map { $0 * $0 + $1 * $1 }, extreme(values))
  }

  /// A function of the frequency's length, for each of the half spectrum.
  private func table(_ value: (Double) -> Double) -> [Double] {
    let step = 1 / (Double(side) * phase.pixelSize)
    var known: [Int: Double] = [:]
    var result: [Double] = []
    result.reserveCapacity(side * columns)
    for row in 0..<side {
      let v = row <= side / 2 ? row : row - side
      for u in 0..<columns {
        let square = u * u + v * v
        if let value = known[square] {
          result.append(value)
        } else {
          let computed = value(Double(square).squareRoot() * step)
          known[square] = computed
          result.append(computed)
        }
      }
    }
    return result
  }

  private func multiplied(_ half: [Complex<Double>], by factors: [Double]) -> [Complex<Double>] {
    zip(half, factors).map { $0.multiplied(by: $1) }
  }

  private func sum(_ a: [Complex<Double>], _ b: [Complex<Double>]) -> [Complex<Double>] {
    zip(a, b).map { $0 + $1 }
  }

  private func samples(of half: [Complex<Double>], _ transform: FourierTransform) -> [Double] {
    let scale = 1 / Double(side * side)
    return transform.inverse { target in
      for index in half.indices { target[index] = half[index] }
    } read: { values in
      values.map { $0 * scale }
    }
  }

  private func spectrum(of values: [Double], _ transform: FourierTransform) -> [Complex<Double>] {
    transform.forward { target in
      for index in values.indices { target[index] = values[index] }
    } read: {
      Array($0)
    }
  }

  private func extreme(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
}
