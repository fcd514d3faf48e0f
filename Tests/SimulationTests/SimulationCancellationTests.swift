import Crystallography
import Simulation
import Testing

/// Simulations stop soon once they are cancelled.
@Suite struct SimulationCancellationTests {
  /// Cancels a simulation at its first question, in the middle and at its last.
  private func check(_ run: (() -> Bool) throws -> Void) throws {
    var questions = 0
    try run {
      questions += 1
      return false
    }
    #expect(questions > 100)
    for last in [0, 1, questions / 3, questions / 2, questions - 1] {
      var asked = 0
      #expect(throws: CancellationError.self) {
        try run {
          asked += 1
          return asked > last
        }
      }
      #expect(asked == last + 1)
    }
  }

  @Test func `a particle`() throws {
    var simulation = ParticleSimulation()
    simulation.size = 64
    try check { _ = try simulation.run(isCancelled: $0) }
  }

  @Test func `atoms on a film`() throws {
    var simulation = try AtomicSimulationTests.simulation("Au", MillerIndices(1, 1, 0))
    (simulation.size, simulation.film) = (64, 1)
    try check { _ = try simulation.run(isCancelled: $0) }
  }
}
