import Crystallography
import Imaging
import Numerics
import Simulation
import Testing

struct TooFinePlanesTests {
  /// Planes 0.1 nm apart across x, 2.5 pixels of 0.04 nm.
  private func particle(
    strain: Double = 0, _ displacement: ((_ x: Double, _ y: Double) -> (x: Double, y: Double))? = nil
  ) throws -> TooFinePlanes? {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.pixelSize, simulation.strain) = (64, 0.04, strain)
    simulation.reflections = [
      .init(spacing: 0.3, angle: 90, amplitude: 0.1), .init(spacing: 0.1, angle: 0, amplitude: 0.1),
    ]
    (simulation.grainRotation, simulation.isFullFrame) = (0, true)
    simulation.displacement = displacement.map { DisplacementField(size: 64, pixelSize: 0.04, $0) }
    return try simulation.run().truth.tooFine
  }

  @Test func `strain and displacement that the pixels can show pass`() throws {
    #expect(try particle() == nil)
    #expect(try particle(strain: 0.3) == nil)
    #expect(try particle { x, _ in (-0.2 * x, 0) } == nil)
  }

  @Test func `a uniform compression below two pixels is told with its spacing`() throws {
    // r - u = 1.5 r: planes 0.1 / 1.5 nm apart.
    let found = try #require(try particle { x, _ in (-0.5 * x, 0) })
    #expect(found.reflection == 1 && abs(found.spacing - 0.1 / 1.5) < 1e-9 && found.share == 1)
  }

  @Test func `of a gradient that part counts where it is too much`() throws {
    // 1 + e falls to 0.75 at the left edge; it is less than 0.8 in the leftmost tenth.
    let found = try #require(try particle(strain: 0.5))
    #expect(found.reflection == 1 && abs(found.spacing - 0.1 * (1 - 0.25 * 63 / 64)) < 1e-9)
    #expect(abs(found.share - 0.1) < 0.02)
  }

  @Test func `a jump by a plane, as behind a dislocation, is not strain`() throws {
    #expect(try particle { x, y in (0.1 * Double.atan2(y: y, x: x) / (2 * .pi), 0) } == nil)
  }

  @Test func `of atoms what truth tells counts`() throws {
    let gold = try #require(try Crystal.named("Au"))
    var simulation = AtomicSimulation(.crystal(gold, axis: MillerIndices(1, 1, 0)))
    (simulation.size, simulation.pixelSize) = (64, 0.05)
    #expect(try simulation.run().truth.tooFine == nil)
    simulation.deformation = .uniform(LinearMap(stretchXX: 0.6, yy: 0.6, xy: 0, rotation: 0))
    let found = try #require(try simulation.run().truth.tooFine)
    #expect(found.share == 1 && found.spacing < 0.1 && found.spacing > 0.06)
  }
}
