import Crystallography
import Imaging
import Lattice
import Numerics

extension AtomicSimulation {
  /// The most reflections of which the truth is told.
  private static let mostReflections = 6

  /// What is true at the centre of each pixel.
  ///
  /// - Parameter goOn: Throws when cancelled.
  func truth(largestPhase: Double, _ goOn: () throws -> Void) throws -> AtomicTruth {
    let calibration = Calibration(pixelSize: pixelSize, unit: .nanometres, source: .computed)
    let reflections = try nominal()
    let count = size * size
    var planes = [[Float]](
      repeating: [Float](repeating: .nan, count: count), count: 4 + 2 * reflections.count)
    var inside = [Bool](repeating: false, count: count)
    for row in 0..<size {
      try goOn()
      let y = (Double(size - 1) / 2 - Double(row)) * pixelSize
      for column in 0..<size {
        let x = (Double(column) - Double(size - 1) / 2) * pixelSize
        let index = row * size + column
        guard case .crystal = sample, let local = try gradient(atImage: x, y) else { continue }
        inside[index] = true
        let (F, rotation) = (local, Double.atan2(y: local.yx - local.xy, x: local.xx + local.yy))
        planes[0][index] = Float(F.xx - 1)
        planes[1][index] = Float(F.yy - 1)
        planes[2][index] = Float((F.xy + F.yx) / 2)
        planes[3][index] = Float(rotation * 180 / .pi)
        // g goes with the inverse transpose of F.
        let inverse = F.inverse
        for (place, reflection) in reflections.enumerated() {
          let g = Reflection(
            gx: inverse.xx * reflection.gx + inverse.yx * reflection.gy,
            gy: inverse.xy * reflection.gx + inverse.yy * reflection.gy, unit: .nanometres)
          planes[4 + 2 * place][index] = Float(g.spacing)
          planes[5 + 2 * place][index] = Float(g.angle)
        }
      }
    }
    func image(_ plane: Int, _ label: String) -> Image {
      Image(rows: size, columns: size, pixels: planes[plane], calibration: calibration, label: label)
    }
    return AtomicTruth(
      reflections: reflections,
      spacing: reflections.indices.map { image(4 + 2 * $0, "d (nm)") },
      angle: reflections.indices.map { image(5 + 2 * $0, "angle (°)") }, exx: image(0, "ε_xx"),
      eyy: image(1, "ε_yy"), exy: image(2, "ε_xy"), rotation: image(3, "rotation (°)"),
      particle: Mask(rows: size, columns: size, inside: inside, calibration: calibration),
      largestPhase: largestPhase)
  }

  /// The reflections without deformation: the widest spaced that the pixels and the microscope can show.
  private func nominal() throws -> [Reflection] {
    guard case .crystal(let crystal, let axis) = sample else { return [] }
    let smallest = max(crystal.smallestSpacing, 2 * pixelSize)
    var found: [Reflection] = []
    for spot in try crystal.pattern(along: axis, from: smallest).spots
    where found.count < Self.mostReflections {
      let length = (spot.g * spot.g).sum().squareRoot()
      guard microscope.envelope(length) > 0.05 else { continue }
      let own = Reflection(gx: spot.g.x, gy: spot.g.y, unit: .nanometres)
      let turned = Reflection(
        spacing: own.spacing, angle: own.direction + rotation, unit: .nanometres, label: "\(spot.indices)")
      let isPartner = found.contains { abs($0.gx + turned.gx) + abs($0.gy + turned.gy) < 1e-9 * length }
      if !isPartner { found.append(turned) }
    }
    return found
  }

  /// F at a place of the image; nil outside the crystal.
  private func gradient(atImage x: Double, _ y: Double) throws -> LinearMap? {
    switch deformation {
    case .uniform(let map):
      let origin = map.inverse(x: x, y: y)
      return isInside(origin.x, origin.y) ? map : nil
    case .field(let u):
      let origin = try SIMD2(x, y) - u(x, y)
      guard isInside(origin.x, origin.y) else { return nil }
      let h = 1e-4
      let across = try (u(x + h, y) - u(x - h, y)) / (2 * h)
      let up = try (u(x, y + h) - u(x, y - h)) / (2 * h)
      return LinearMap(xx: 1 - across.x, xy: -up.x, yx: -across.y, yy: 1 - up.y).inverse
    }
  }

  private func isInside(_ x: Double, _ y: Double) -> Bool {
    guard let radius else { return true }
    return x * x + y * y <= radius * radius
  }
}
