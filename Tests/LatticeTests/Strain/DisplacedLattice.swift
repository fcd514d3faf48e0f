import Imaging
import Lattice
import Numerics

/// An image of waves in a displaced lattice, and the strain that a method with a known kernel should find in it.
///
/// A point r of the image shows what the undisplaced lattice has at r - u(r): a local reciprocal vector is exactly
/// g = (1 - ∇uᵀ) g₀. Lengths in pixels, x to the right and y UP from the centre of the image.
struct DisplacedLattice: Sendable {
  var size = 256
  /// The undisplaced lattice, px.
  var reflections = [
    Reflection(spacing: 4.6, angle: 16, unit: .pixels), Reflection(spacing: 5.3, angle: 73, unit: .pixels),
    Reflection(spacing: 4.9, angle: 131, unit: .pixels),
  ]
  var displacement: @Sendable (_ x: Double, _ y: Double) -> (x: Double, y: Double)
  /// ∂u_x/∂x, ∂u_x/∂y, ∂u_y/∂x, ∂u_y/∂y.
  var distortion: @Sendable (_ x: Double, _ y: Double) -> [Double]

  init(
    displacement: @escaping @Sendable (Double, Double) -> (x: Double, y: Double),
    distortion: @escaping @Sendable (Double, Double) -> [Double]
  ) { (self.displacement, self.distortion) = (displacement, distortion) }

  /// A uniform distortion.
  init(_ e: [Double]) {
    self.init { x, y in
      (e[0] * x + e[1] * y, e[2] * x + e[3] * y)
    } distortion: { _, _ in
      e
    }
  }

  func x(_ column: Int) -> Double { Double(column) - Double(size - 1) / 2 }
  func y(_ row: Int) -> Double { Double(size - 1) / 2 - Double(row) }

  func image(noise: Double = 0, seed: UInt64 = 1) -> Image {
    var random = TestNoise(seed: seed)
    return Image(rows: size, columns: size) { row, column in
      let (x, y) = (x(column), y(row))
      let u = displacement(x, y)
      var value = 1000.0
      for (index, g) in reflections.enumerated() {
        value += 100 * Double.cos(2 * .pi * (g.gx * (x - u.x) + g.gy * (y - u.y)) + Double(index))
      }
      return Float(value + (noise > 0 ? noise * random.normal() : 0))
    }
  }

  /// exx, eyy, exy and the rotation in degrees, definition "spacing", of the distortion's mean under weights along rows and
  /// along columns, at each pixel; NaN where they leave the image.
  ///
  /// - Parameter first: Where the first weight is, relative to the pixel.
  func truth(weights: [Double], first: Int) -> [[Double]] {
    let count = size * size
    var planes = [[Double]](repeating: [Double](repeating: 0, count: count), count: 4)
    for row in 0..<size {
      for column in 0..<size {
        let e = distortion(x(column), y(row))
        for plane in 0..<4 { planes[plane][row * size + column] = e[plane] }
      }
    }
    planes = planes.map { smoothed(smoothed($0, weights, first, stride: 1), weights, first, stride: size) }
    var result = planes
    for index in 0..<count {
      // M = 1 - ∇uᵀ, F = M⁻ᵀ = (1 - ∇u)⁻¹.
      let (a, b, c, d) = (1 - planes[0][index], -planes[1][index], -planes[2][index], 1 - planes[3][index])
      let determinant = a * d - b * c
      let F = (xx: d / determinant, xy: -b / determinant, yx: -c / determinant, yy: a / determinant)
      result[0][index] = F.xx - 1
      result[1][index] = F.yy - 1
      result[2][index] = (F.xy + F.yx) / 2
      result[3][index] = Double.atan2(y: F.yx - F.xy, x: F.xx + F.yy) * 180 / .pi
    }
    return result
  }

  private func smoothed(_ values: [Double], _ weights: [Double], _ first: Int, stride: Int) -> [Double] {
    let sum = weights.reduce(0, +)
    var result = [Double](repeating: .nan, count: values.count)
    for row in 0..<size {
      for column in 0..<size {
        let (own, start) = (stride == 1 ? column : row, row * size + column)
        guard own + first >= 0, own + first + weights.count <= size else { continue }
        var total = 0.0
        for (place, weight) in weights.enumerated() {
          total += weight * values[start + (first + place) * stride]
        }
        result[start] = total / sum
      }
    }
    return result
  }

  /// The truth for a geometric phase analysis.
  func truth(resolution: Double) -> [[Double]] {
    let s = resolution / 2.354_820_045
    let reach = Int(4 * s)
    return truth(
      weights: (-reach...reach).map { Double.exp(-0.5 * Double($0 * $0) / (s * s)) }, first: -reach)
  }

  /// The truth for a rolling Hann window and its phase gradient.
  func truth(window: Int) -> [[Double]] {
    truth(weights: Taper.hann.weights(window), first: -(window / 2))
  }
}

/// How far strain maps are from the truth.
struct Deviation {
  private(set) var within = (one: 0, three: 0, all: 0)
  private(set) var worst = 0.0
  private(set) var squares = 0.0

  static let components = [StrainComponent.exx, .eyy, .exy, .rotation]

  /// - Parameter includes: Which pixels of the source count.
  mutating func add(
    _ strain: StrainMap, truth: [[Double]], _ components: [StrainComponent] = components,
    where includes: (Int, Int) -> Bool = { _, _ in true }
  ) {
    for component in components {
      guard let place = Self.components.firstIndex(of: component) else { continue }
      let (values, sigmas) = (strain[component], strain.sigma(component))
      for row in 0..<strain.rows {
        for column in 0..<strain.columns where !values[row, column].isNaN {
          let (r, c) = (row * strain.step, column * strain.step)
          let expected = truth[place][r * strain.source.columns + c]
          guard expected.isFinite, includes(r, c) else { continue }
          let error = abs(Double(values[row, column]) - expected)
          // Radians, so that one limit serves all.
          worst = max(worst, component == .rotation ? error * .pi / 180 : error)
          let pull = error / Double(sigmas[row, column])
          squares += pull * pull
          within.all += 1
          if pull <= 1 { within.one += 1 }
          if pull <= 3 { within.three += 1 }
        }
      }
    }
  }

  var shareWithinOne: Double { Double(within.one) / Double(within.all) }
  var shareWithinThree: Double { Double(within.three) / Double(within.all) }
  var rms: Double { (squares / Double(within.all)).squareRoot() }
}
