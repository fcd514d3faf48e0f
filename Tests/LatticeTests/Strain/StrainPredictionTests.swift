import Imaging
import Lattice
import Simulation
import Testing

struct StrainPredictionTests {
  private static let reflections = [
    Reflection(spacing: 0.2355, angle: 20, unit: .nanometres),
    Reflection(spacing: 0.2355, angle: 90.53, unit: .nanometres),
  ]

  /// A crystal that fills the frame and absorbs nothing: fringes of a tenth of the mean intensity.
  private static func image(dose: Double, seed: UInt64) throws -> Image {
    var simulation = ParticleSimulation()
    simulation.reflections = reflections.map { .init(spacing: $0.spacing, angle: $0.angle, amplitude: 0.1) }
    (simulation.size, simulation.isFullFrame, simulation.grainRotation) = (256, true, 0)
    (simulation.strain, simulation.absorption, simulation.amorphous) = (0, 0, 0)
    (simulation.dose, simulation.seed) = (dose, seed)
    return try simulation.run().image
  }

  /// Root mean squares of the errors of exx, eyy, exy and the rotation of maps whose truth is 0.
  private static func spread(_ maps: [StrainMap]) -> [Double] {
    StrainComponent.allCases.map { component in
      let values = maps.flatMap { $0[component].pixels }.filter { !$0.isNaN }.map(Double.init)
      return (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }
  }

  @Test(arguments: [(100.0, 64), (400, 64), (100, 96)])
  func `a window's σ are those of simulated images`(dose: Double, window: Int) throws {
    let prediction = try StrainPrediction(
      reflections: Self.reflections, kernel: .window(window, .hann), noise: .dose(dose, contrast: 0.1),
      pixelSize: 0.0333441)
    var options = RollingWindow()
    (options.window, options.estimator, options.step, options.edge) = (window, .phase, 16, .skip)
    let maps = try (1...16 as ClosedRange<UInt64>).map { seed in
      try Self.image(dose: dose, seed: seed).roll(options, reflections: Self.reflections, threads: 2)
    }
    let strains = try maps.map { try $0.strain(reference: .reflections(Self.reflections)) }
    for (found, expected) in zip(Self.spread(strains), prediction.strainSigmas) {
      #expect((0.88...1.12).contains(found / expected), "\(found) \(expected)")
    }
    let snr = maps[0][0].snr.median()
    #expect((0.85...1.15).contains(snr / prediction.snr), "\(snr) \(prediction.snr)")
    #expect((0.85...1.15).contains(maps[0][0].spacingSigma.median() / prediction.spacingSigmas[0]))
    #expect((0.85...1.15).contains(maps[0][0].angleSigma.median() / prediction.angleSigmas[0]))
    #expect(abs(prediction.resolution - strains[0].resolution) < 1e-12)
    #expect(abs(prediction.condition - strains[0].condition) < 1e-2)
  }

  @Test(arguments: [(100.0, 1.0), (400, 0.7)])
  func `a phase analysis' σ are those of simulated images`(dose: Double, resolution: Double) throws {
    let prediction = try StrainPrediction(
      reflections: Self.reflections, kernel: .gaussian(resolution: resolution),
      noise: .dose(dose, contrast: 0.1), pixelSize: 0.0333441)
    var options = GeometricPhase()
    (options.resolution, options.step) = (resolution, 8)
    let strains = try (1...16 as ClosedRange<UInt64>).map { seed in
      try Self.image(dose: dose, seed: seed).geometricPhaseStrain(
        options, reflections: Self.reflections, reference: .reflections(Self.reflections), threads: 2)
    }
    for (found, expected) in zip(Self.spread(strains), prediction.strainSigmas) {
      #expect((0.88...1.12).contains(found / expected), "\(found) \(expected)")
    }
    let stated = strains[0].sigma(.exx).median()
    #expect((0.85...1.15).contains(stated / prediction.strainSigmas[0]), "\(stated)")
  }

  @Test func `one over √6 snr FFT pixels, as the method says`() throws {
    let prediction = try StrainPrediction(
      reflections: [Reflection(spacing: 4, angle: 0, unit: .pixels)], kernel: .window(512, .hann),
      noise: .snr(20), pixelSize: 1)
    // q = 128 px: σ(d)/d = σ(q)/q.
    let expected = 4 / 128.0 / (6.0.squareRoot() * 20)
    #expect(abs(prediction.spacingSigmas[0] / expected - 1) < 0.01)
    #expect(prediction.strainSigmas.allSatisfy(\.isNaN) && prediction.condition.isNaN)
    #expect(abs(prediction.resolution - 255.5) < 0.01)
  }

  @Test func `what says nothing is refused`() {
    func problem(
      _ reflections: [Reflection], _ kernel: StrainPrediction.Kernel, _ noise: StrainPrediction.Noise
    ) -> PredictionError? {
      do throws(PredictionError) {
        _ = try StrainPrediction(reflections: reflections, kernel: kernel, noise: noise, pixelSize: 0.03)
      } catch { return error }
      return nil
    }
    let pair = Self.reflections
    #expect(problem([], .window(64, .hann), .snr(10)) == .noReflections)
    #expect(problem(pair, .window(64, .hamming), .snr(10)) == .taper(.hamming))
    #expect(problem(pair, .gaussian(resolution: 0), .snr(10)) == .value("resolution", 0))
    #expect(problem(pair, .window(64, .hann), .dose(-1, contrast: 0.1)) == .value("dose", -1))
  }
}
