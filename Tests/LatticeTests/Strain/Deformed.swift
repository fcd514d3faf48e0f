import Imaging
import Lattice
import Numerics

/// A deformation gradient F: local lattice vectors are F times those of the reference; x to the right, y UP.
struct Deformation: Sendable {
  var xx, xy, yx, yy: Double
  static let identity = Deformation(xx: 1, xy: 0, yx: 0, yy: 1)
  var determinant: Double { xx * yy - xy * yx }

  /// F⁻ᵀ g.
  func reciprocal(_ g: (x: Double, y: Double)) -> (x: Double, y: Double) {
    ((yy * g.x - yx * g.y) / determinant, (-xy * g.x + xx * g.y) / determinant)
  }
}

/// Lattice maps of known deformations, made without any image.
enum Deformed {
  static let window = 128
  static let pixelSize = 0.03
  /// FFT pixels for 1/nm.
  static let scale = Double(window) * pixelSize
  static let reference = reflections([20, 84, 145])

  static func reflections(_ angles: [Double]) -> [Reflection] {
    angles.enumerated().map { Reflection(spacing: 0.2 + 0.02 * Double($0), angle: $1, unit: .nanometres) }
  }

  /// The local reciprocal vectors of a deformation, 1/nm.
  static func vectors(_ deformation: Deformation, _ reference: [Reflection] = reference) -> [(
    x: Double, y: Double
  )?] {
    reference.map { deformation.reciprocal((x: $0.gx, y: $0.gy)) }
  }

  static func map(_ deformation: Deformation, _ angles: [Double] = [20, 84, 145]) -> LatticeMap {
    let reference = reflections(angles)
    return map(reference: reference) { _, _ in vectors(deformation, reference) }
  }

  static func map(_ deformation: (Int, Int) -> Deformation) -> LatticeMap {
    map { row, column in vectors(deformation(row, column)) }
  }

  /// - Parameter sigma: 1σ of each component, FFT pixels; nil for a map without uncertainties.
  static func map(
    rows: Int = 4, columns: Int = 4, reference: [Reflection] = reference, sigma: Double? = nil,
    _ vectors: (Int, Int) -> [(x: Double, y: Double)?]
  ) -> LatticeMap {
    let count = rows * columns
    var radii = reference.map { _ in [Float](repeating: .nan, count: count) }
    var angles = radii
    for row in 0..<rows {
      for column in 0..<columns {
        for (index, vector) in vectors(row, column).enumerated() {
          guard let vector else { continue }
          let place = row * columns + column
          radii[index][place] = Float((vector.x * vector.x + vector.y * vector.y).squareRoot() * scale)
          angles[index][place] = Float(Double.atan2(y: vector.y, x: vector.x) * 180 / .pi)
        }
      }
    }
    let calibration = Calibration(pixelSize: pixelSize, unit: .nanometres, source: .computed)
    let source = Image(rows: rows, columns: columns, value: 0, calibration: calibration)
    var options = RollingWindow()
    options.window = window
    func image(_ pixels: [Float]) -> Image {
      Image(rows: rows, columns: columns, pixels: pixels, calibration: calibration)
    }
    let maps = reference.indices.map { index in
      ReflectionMap(
        reflection: reference[index], window: window, sourceCalibration: calibration,
        radius: image(radii[index]), angle: image(angles[index]),
        amplitude: image(radii[index].map { $0 * 0 + 1 }),
        statuses: radii[index].map { $0.isNaN ? .weak : .ok },
        uncertainty: sigma.map { sigma in
          .init(
            radius: image(radii[index].map { $0 * 0 + Float(sigma) }),
            angle: image(radii[index].map { Float(sigma * 180 / .pi) / $0 }),
            snr: image(radii[index].map { $0 * 0 + 10 }))
        })
    }
    return LatticeMap(source: source, options: options, reflectionMaps: maps)
  }
}

/// Normal random numbers that are the same in every run.
struct TestNoise {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) / 0x1p53
  }

  mutating func normal() -> Double {
    (-2 * Double.log(uniform())).squareRoot() * Double.cos(2 * .pi * uniform())
  }
}
