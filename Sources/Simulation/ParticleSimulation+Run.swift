import Imaging
import Lattice
import Numerics

extension ParticleSimulation {
  /// Makes the image and its truth.
  ///
  /// - Parameter isCancelled: Is asked at every row.
  /// - Throws: ``SimulationError`` when an option is out of its range; `CancellationError`.
  public func run(isCancelled: () -> Bool = { false }) throws -> SimulatedParticle {
    try validate()
    func goOn() throws { if isCancelled() { throw CancellationError() } }
    let calibration = Calibration(pixelSize: pixelSize, unit: .nanometres, source: .computed)
    var image = Image(
      rows: size, columns: size, pixels: try counts(of: intensity(goOn), goOn), calibration: calibration,
      name: "simulation")
    image.label = "intensity"
    return SimulatedParticle(image: image, truth: try truth(calibration, goOn))
  }

  /// The streams of random numbers; one seed feeds them all.
  private enum Stream {
    static let phases: UInt64 = 0
    static let support: UInt64 = 1
    static let electrons: UInt64 = 2
  }

  private var side: Double { Double(size) * pixelSize }

  private var shape: ParticleShape {
    ParticleShape(side: side, pixelSize: pixelSize, fill: isFullFrame ? nil : fill)
  }

  var lattice: StrainedLattice { StrainedLattice(gradient: strain / side) }

  /// Reciprocal vectors where there is no strain, of a grain turned by `rotation` degrees.
  private func nominal(rotation: Double) -> [Reflection] {
    reflections.map { Reflection(spacing: $0.spacing, angle: $0.angle + rotation, unit: .nanometres) }
  }

  /// Distance of a row or column from the centre of the frame, nm, to the right or DOWN.
  func position(_ index: Int) -> Double {
    (Double(index) - Double(size - 1) / 2) * pixelSize
  }

  // MARK: - Intensity

  /// The expected intensity at each pixel, at least 0.02.
  private func intensity(_ goOn: () throws -> Void) throws -> [Double] {
    var random = Xoshiro256(seed: seed, stream: Stream.phases)
    let phases = reflections.map { _ in random.uniform() }
    let (main, turned) = (nominal(rotation: 0), nominal(rotation: grainRotation))
    let (shape, lattice) = (shape, lattice)

    /// Σ A cos 2π(G · X + φ) of one grain; nothing where its weight is below what single precision can hold.
    func fringes(_ grain: [Reflection], weight: Double, x: Double, y: Double) -> Double {
      guard weight > 1e-12 else { return 0 }
      var sum = 0.0
      for index in grain.indices {
        let turns = lattice.turns(grain[index], x: x, y: y) + phases[index]
        sum += reflections[index].amplitude * Double.cos(2 * .pi * turns)
      }
      return weight * sum
    }

    var result = try speckle(goOn)
    for row in 0..<size {
      try goOn()
      let y = -position(row)
      for column in 0..<size {
        let x = position(column)
        let thickness = shape.thickness(x: x, y: y)
        let share = grainRotation == 0 ? 0 : shape.grainWeight(x: x, y: y)
        let index = row * size + column
        let u = displacement.map { (x: $0.x[index], y: $0.y[index]) } ?? (x: 0, y: 0)
        let crystal =
          fringes(main, weight: thickness * (1 - share), x: x - u.x, y: y - u.y)
          + fringes(turned, weight: thickness * share, x: x - u.x, y: y - u.y)
        result[index] = max(0.02, 1 - absorption * thickness + crystal + result[index])
      }
    }
    return result
  }

  /// What the support adds to the intensity.
  private func speckle(_ goOn: () throws -> Void) throws -> [Double] {
    let strength = amorphous ?? (dose.isFinite ? 0.04 : 0)
    guard strength > 0 else { return [Double](repeating: 0, count: size * size) }
    var random = Xoshiro256(seed: seed, stream: Stream.support)
    let speckle = try AmorphousSupport.speckle(
      side: size, pixelSize: pixelSize, random: &random, goOn: goOn)
    return speckle.map { $0 * strength }
  }

  /// Grey levels of an expected intensity: counted electrons times the gain.
  private func counts(of intensity: [Double], _ goOn: () throws -> Void) throws -> [Float] {
    guard dose.isFinite else { return intensity.map { Float($0 * 400 * gain) } }
    var random = Xoshiro256(seed: seed, stream: Stream.electrons)
    return try intensity.enumerated().map { index, value in
      if index % size == 0 { try goOn() }
      return Float(random.poisson(mean: dose * value) * gain)
    }
  }

  // MARK: - Truth

  private func truth(_ calibration: Calibration, _ goOn: () throws -> Void) throws -> GroundTruth {
    let shape = shape
    var particle = [Bool](repeating: false, count: size * size)
    var grain = particle
    for row in 0..<size {
      try goOn()
      let y = -position(row)
      for column in 0..<size {
        let x = position(column)
        let index = row * size + column
        particle[index] = shape.thickness(x: x, y: y) > 0.5
        grain[index] = particle[index] && grainRotation != 0 && shape.depthInGrain(x: x, y: y) > 0
      }
    }
    func maps(_ label: String, _ value: (Reflection) -> Double) throws -> [Image] {
      try zip(nominal(rotation: 0), nominal(rotation: grainRotation)).map { main, turned in
        // Without a displacement strain changes along x only: one value a column and grain.
        let columns = (0..<size).map { column in
          let x = position(column)
          return (
            main: Float(value(lattice.local(main, x: x))), turned: Float(value(lattice.local(turned, x: x)))
          )
        }
        var image = try Image(rows: size, columns: size, calibration: calibration) { row, column in
          if column == 0 { try goOn() }
          let index = row * size + column
          guard particle[index] else { return Float.nan }
          guard displacement != nil else {
            return grain[index] ? columns[column].turned : columns[column].main
          }
          let own = grain[index] ? turned : main
          let J = placement(row: row, column: column, x: position(column))
          let local = Reflection(
            gx: J.xx * own.gx + J.yx * own.gy, gy: J.xy * own.gx + J.yy * own.gy, unit: own.unit)
          return Float(value(local))
        }
        image.label = label
        return image
      }
    }
    return GroundTruth(
      spacing: try maps("d (nm)", \.spacing), angle: try maps("angle (°)", \.angle),
      strain: try strainTruth(particle, calibration, goOn),
      particle: Mask(rows: size, columns: size, inside: particle, calibration: calibration),
      grain: Mask(rows: size, columns: size, inside: grain, calibration: calibration),
      reflections: nominal(rotation: 0),
      tooFine: try tooFinePlanes(
        [nominal(rotation: 0), nominal(rotation: grainRotation)], particle, grain, goOn))
  }
}
