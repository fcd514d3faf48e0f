import Imaging
import Lattice
import Numerics
import Simulation

/// Errors of an estimator over simulated images, windows wholly inside.
struct Accuracy {
  /// Errors of the radius, FFT pixels, and of the angle, degrees, with the σ given.
  private(set) var radius = [(error: Double, sigma: Double)]()
  private(set) var angle = [(error: Double, sigma: Double)]()
  /// Windows without a value, or more than 1 FFT pixel off.
  private(set) var lost = 0

  /// The reference path, and the fastest kernel that this machine has.
  static let arithmetics: [WindowArithmetic] =
    [.reference] + InstructionSet.available.suffix(1).map { .kernel($0, doublePrecision: nil) }

  /// - Parameter amplitude: Of the fringes, instead of the simulation's own.
  init(
    _ estimator: RollingWindow.Estimator, dose: Double, seeds: ClosedRange<UInt64> = 1...8,
    amplitude: Double? = nil,
    amorphous: Double = 0.04, arithmetic: WindowArithmetic = .reference
  ) throws {
    for seed in seeds {
      var simulation = ParticleSimulation()
      (simulation.size, simulation.seed, simulation.dose) = (320, seed, dose)
      (simulation.isFullFrame, simulation.grainRotation) = (true, 0)
      simulation.amorphous = dose.isFinite ? amorphous : 0
      if let amplitude {
        simulation.reflections = simulation.reflections.map {
          .init(spacing: $0.spacing, angle: $0.angle, amplitude: amplitude)
        }
      }
      let particle = try simulation.run()
      var options = RollingWindow()
      (options.estimator, options.step, options.edge) = (estimator, 32, .skip)
      let map = try RollingWindowPlan(
        image: particle.image, options: options, reflections: particle.truth.reflections,
        arithmetic: arithmetic
      ).run()
      for index in 0..<map.count { add(map, index, particle.truth, pixelSize: simulation.pixelSize) }
    }
  }

  private mutating func add(_ map: LatticeMap, _ index: Int, _ truth: GroundTruth, pixelSize: Double) {
    let planes = map[index]
    for row in 2...8 {
      for column in 2...8 {
        // The centre of the window lies half a pixel to the left of the map pixel; the strain is along x.
        func average(_ image: Image) -> Double {
          0.5 * (Double(image[32 * row, 32 * column]) + Double(image[32 * row, 32 * column - 1]))
        }
        let error = Double(planes.radius[row, column]) - 128 * pixelSize / average(truth.spacing[index])
        guard abs(error) < 1 else {
          lost += 1
          continue
        }
        radius.append((error, Double(planes.radiusSigma[row, column])))
        var turn = Double(planes.angle[row, column]) - average(truth.angle[index])
        turn -= 180 * (turn / 180).rounded()
        angle.append((turn, Double(planes.angleSigma[row, column])))
      }
    }
  }

  var bias: Double { radius.reduce(0) { $0 + $1.error } / Double(radius.count) }

  var scatter: Double {
    (radius.reduce(0) { $0 + ($1.error - bias) * ($1.error - bias) } / Double(radius.count)).squareRoot()
  }

  /// The fraction of radii and angles that lie within a number of their σ.
  func coverage(_ sigmas: Double) -> Double {
    let all = radius + angle
    return Double(all.filter { abs($0.error) <= sigmas * $0.sigma }.count) / Double(all.count)
  }
}
