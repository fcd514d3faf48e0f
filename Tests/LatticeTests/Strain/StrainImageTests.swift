import Imaging
import Lattice
import Numerics
import Simulation
import Testing

/// Strain of simulated images against what was put in.
struct StrainImageTests {
  /// Waves of known reflections, with normal noise.
  private func image(_ deformation: Deformation, noise: Double = 0, seed: UInt64 = 1) -> Image {
    let local = Deformed.vectors(deformation).compactMap(\.self)
    var random = TestNoise(seed: seed)
    let calibration = Calibration(pixelSize: Deformed.pixelSize, unit: .nanometres, source: .computed)
    return Image(rows: 256, columns: 256, calibration: calibration) { row, column in
      let (x, y) = (Double(column) * Deformed.pixelSize, -Double(row) * Deformed.pixelSize)
      let value = local.enumerated().reduce(1000.0) { sum, wave in
        sum + 100 * Double.cos(2 * .pi * (wave.element.x * x + wave.element.y * y) + Double(wave.offset))
      }
      return Float(value + (noise > 0 ? noise * random.normal() : 0))
    }
  }

  private func strain(_ image: Image, definition: StrainDefinition = .spacing) throws -> StrainMap {
    var options = RollingWindow()
    (options.estimator, options.step, options.edge) = (.phase, 16, .skip)
    return try image.roll(options, reflections: Deformed.reference, threads: 2)
      .strain(reference: .reflections(Deformed.reference), definition: definition)
  }

  @Test(arguments: [
    Deformation(xx: 1.02, xy: 0, yx: 0, yy: 0.99), Deformation(xx: 1.005, xy: 0.01, yx: -0.004, yy: 1.01),
  ])
  func `without noise a uniform strain is found to 2e-5`(deformation: Deformation) throws {
    let strain = try strain(image(deformation))
    let expected: [(StrainComponent, Double)] = [
      (.exx, deformation.xx - 1), (.eyy, deformation.yy - 1), (.exy, (deformation.xy + deformation.yx) / 2),
    ]
    #expect(try strain.mean().count == 81)
    for (component, value) in expected {
      let worst = strain[component].pixels.filter { !$0.isNaN }.map { abs(Double($0) - value) }.max() ?? .nan
      #expect(worst <= 2e-5, "\(component): \(worst)")
    }
  }

  @Test func `with noise 68 % lie within 1σ and 98.5 % within 3σ, and means as their σ says`() throws {
    let deformation = Deformation(xx: 1.01, xy: 0.003, yx: -0.002, yy: 0.995)
    let truth: [StrainComponent: Double] = [.exx: 0.01, .eyy: -0.005, .exy: 0.0005]
    var within = (one: 0, three: 0, all: 0)
    var pulls: [StrainComponent: (squares: Double, count: Double)] = [:]
    for seed in 1...40 as ClosedRange<UInt64> {
      let strain = try strain(image(deformation, noise: 300, seed: seed))
      let mean = try strain.mean()
      for (component, value) in truth {
        for (found, sigma) in zip(strain[component].pixels, strain.sigma(component).pixels) where !found.isNaN
        {
          let pull = abs(Double(found) - value) / Double(sigma)
          within.all += 1
          if pull <= 1 { within.one += 1 }
          if pull <= 3 { within.three += 1 }
        }
        let place = StrainComponent.allCases.firstIndex(of: component) ?? 0
        let pull = (mean.values[place] - value) / mean.sigmas[place]
        pulls[component, default: (0, 0)].squares += pull * pull
        pulls[component, default: (0, 0)].count += 1
      }
    }
    let all = Double(within.all)
    #expect(within.all > 9000)
    #expect((0.63...0.73).contains(Double(within.one) / all), "\(Double(within.one) / all)")
    #expect(Double(within.three) / all >= 0.985, "\(Double(within.three) / all)")
    for (component, pull) in pulls {
      let rms = (pull.squares / pull.count).squareRoot()
      #expect((0.75...1.25).contains(rms), "\(component): \(rms)")
    }
  }

  @Test func `a mirrored image has the mirrored strain`() throws {
    let original = image(Deformation(xx: 1.02, xy: 0.01, yx: -0.006, yy: 1))
    let one = try strain(original).mean().values
    // Left and right exchanged: x becomes -x.
    let flipped = original.flipped(.x)
    var options = RollingWindow()
    (options.estimator, options.step, options.edge) = (.phase, 16, .skip)
    let mirrored = Deformed.reference.map {
      Reflection(spacing: $0.spacing, angle: 180 - $0.angle, unit: .nanometres)
    }
    let other = try flipped.roll(options, reflections: mirrored).strain(reference: .reflections(mirrored))
      .mean().values
    for (place, sign) in [(0, 1.0), (1, 1.0), (2, -1.0), (3, -1.0), (4, 1.0)] {
      #expect(abs(one[place] - sign * other[place]) < 2e-5 * (place == 3 ? 60 : 1), "\(place)")
    }
  }

  @Test func `the strain of a simulated particle is that of its truth`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.isFullFrame, simulation.grainRotation) = (384, true, 0)
    let particle = try simulation.run()
    var options = RollingWindow()
    (options.estimator, options.step, options.edge) = (.phase, 8, .skip)
    let map = try particle.image.roll(options, reflections: particle.truth.reflections, threads: 2)
    let strain = try map.strain(reference: .reflections(particle.truth.reflections))
    // The truth's own spacings and angles as a map, sampled where the windows are.
    var (close, all, worst) = (0, 0, 0.0)
    for row in 8..<strain.rows - 8 {
      for column in 8..<strain.columns - 8 where !strain[.exx][row, column].isNaN {
        let local = particle.truth.reflections.indices.map { index in
          Reflection(
            spacing: Double(particle.truth.spacing[index][row * 8, column * 8]),
            angle: Double(particle.truth.angle[index][row * 8, column * 8]), unit: .nanometres)
        }
        let (a, b) = (particle.truth.reflections[0], particle.truth.reflections[1])
        func solve(_ value: (Reflection) -> Double) -> (x: Double, y: Double) {
          let determinant = a.gx * b.gy - a.gy * b.gx
          return (
            (value(local[0]) * b.gy - value(local[1]) * a.gy) / determinant,
            (a.gx * value(local[1]) - b.gx * value(local[0])) / determinant
          )
        }
        let (x, y) = (solve(\.gx), solve(\.gy))
        // M's rows are x and y; F is its inverse transposed.
        let exx = y.y / (x.x * y.y - x.y * y.x) - 1
        let error = abs(Double(strain[.exx][row, column]) - exx)
        worst = max(worst, error)
        if error <= 3 * Double(strain.sigma(.exx)[row, column]) { close += 1 }
        all += 1
      }
    }
    #expect(all > 500)
    #expect(Double(close) / Double(all) >= 0.985, "\(close) of \(all), worst \(worst)")
  }
}
