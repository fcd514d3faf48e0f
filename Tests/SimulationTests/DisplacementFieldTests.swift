import Imaging
import Lattice
import Simulation
import Testing

struct DisplacementFieldTests {
  private func simulation(_ body: (Double, Double) -> (x: Double, y: Double)) -> ParticleSimulation {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.isFullFrame, simulation.grainRotation) = (160, true, 0)
    (simulation.strain, simulation.dose) = (0, .infinity)
    simulation.displacement = DisplacementField(size: 160, pixelSize: simulation.pixelSize, body)
    return simulation
  }

  @Test func `no displacement changes nothing`() throws {
    var plain = ParticleSimulation()
    (plain.size, plain.seed) = (128, 4)
    var displaced = plain
    displaced.displacement = DisplacementField(size: 128, pixelSize: plain.pixelSize) { _, _ in (0, 0) }
    let (one, two) = (try plain.run(), try displaced.run())
    #expect(one.image.pixels == two.image.pixels)
    for (a, b) in zip(one.truth.spacing, two.truth.spacing) {
      #expect(
        zip(a.pixels, b.pixels).allSatisfy { $0 == $1 || abs($0 - $1) < 1e-7 || ($0.isNaN && $1.isNaN) })
    }
  }

  @Test func `the truth of a uniform distortion is its strain, spacing and angle`() throws {
    let particle = try simulation { x, y in (0.01 * x - 0.004 * y, 0.006 * x - 0.02 * y) }.run()
    // F = (1 - ∇u)⁻¹.
    let (a, b, c, d) = (0.99, 0.004, -0.006, 1.02)
    let determinant = a * d - b * c
    let truth = particle.truth
    #expect(abs(Double(truth.strain.exx[80, 80]) - (d / determinant - 1)) < 1e-6)
    #expect(abs(Double(truth.strain.eyy[80, 80]) - (a / determinant - 1)) < 1e-6)
    #expect(abs(Double(truth.strain.exy[80, 80]) + (b + c) / 2 / determinant) < 1e-6)
    #expect(truth.strain.exx.standardDeviation() < 1e-6)
    for (index, g) in truth.reflections.enumerated() {
      let local = Reflection(gx: a * g.gx + c * g.gy, gy: b * g.gx + d * g.gy, unit: .nanometres)
      #expect(abs(Double(truth.spacing[index][10, 150]) - local.spacing) < 1e-6)
      #expect(abs(Double(truth.angle[index][10, 150]) - local.angle) < 1e-3)
    }
  }

  @Test func `the image shows what the truth says`() throws {
    let particle = try simulation { x, y in (0.015 * x + 0.01 * y, -0.005 * x) }.run()
    let strain = try particle.image.geometricPhaseStrain(
      reflections: particle.truth.reflections, reference: .reflections(particle.truth.reflections))
    #expect(abs(strain[.exx].median() - Double(particle.truth.strain.exx[80, 80])) < 1e-4)
    #expect(abs(strain[.exy].median() - Double(particle.truth.strain.exy[80, 80])) < 1e-4)
    #expect(abs(strain[.rotation].median() - Double(particle.truth.strain.rotation[80, 80])) < 1e-2)
  }

  @Test func `a field of another size, or not finite, is refused`() {
    var other = simulation { _, _ in (0, 0) }
    other.size = 128
    #expect(throws: SimulationError.self) { try other.run() }
    #expect(throws: SimulationError.self) { try simulation { x, _ in (1 / (x - x), 0) }.run() }
  }
}
