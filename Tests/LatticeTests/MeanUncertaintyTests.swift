import Imaging
import Lattice
import Numerics
import Simulation
import Testing

/// The σ of means against their spread over images that differ in the noise only.
struct MeanUncertaintyTests {
  private struct Pull {
    var squares = 0.0
    var count = 0.0
    var rms: Double { (squares / count).squareRoot() }

    mutating func add(_ error: Double, _ sigma: Double) {
      squares += error * error / (sigma * sigma)
      count += 1
    }
  }

  @Test func `the σ of a mean is its spread over seeds, to a tenth`() throws {
    var pulls = [String: Pull]()
    for seed in 1...40 as ClosedRange<UInt64> {
      var simulation = ParticleSimulation()
      (simulation.size, simulation.seed, simulation.dose, simulation.strain) = (264, seed, 20, 0)
      (simulation.isFullFrame, simulation.grainRotation, simulation.amorphous) = (true, 0, 0)
      let particle = try simulation.run()
      var options = RollingWindow()
      (options.estimator, options.step, options.edge) = (.phase, 8, .skip)
      let map = try particle.image.roll(options, reflections: particle.truth.reflections)
      let blocks = try map.blockMean(4)
      func region(_ rows: Range<Int>, _ columns: Range<Int>) -> Mask {
        Mask(
          rows: map.rows, columns: map.columns,
          inside: (0..<map.rows * map.columns).map {
            rows.contains($0 / map.columns) && columns.contains($0 % map.columns)
          })
      }
      for (index, truth) in particle.truth.reflections.enumerated() {
        func add(_ name: String, _ mean: LatticeMean) {
          pulls[name + ", d", default: Pull()].add(mean.spacing - truth.spacing, mean.spacingSigma)
          pulls[name + ", angle", default: Pull()].add(mean.angle - truth.angle, mean.angleSigma)
        }
        add("all", try map.mean(index, in: region(8..<25, 8..<25)))
        add("a square", try map.mean(index, in: region(12..<20, 12..<20)))
        add("a row", try map.mean(index, in: region(16..<17, 8..<25)))
        add("a column", try map.mean(index, in: region(8..<25, 16..<17)))
        add("blocks", try blocks.mean(index, in: region(8..<24, 8..<24)))
        let (row, column) = (17, 17)
        pulls["a block, d", default: Pull()].add(
          Double(blocks[index].spacing[row, column]) - truth.spacing,
          Double(blocks[index].spacingSigma[row, column]))
        let line = try map.profile(
          index, from: Point(row: 128, column: 100), to: Point(row: 150, column: 160), width: 60)
        pulls["a profile, d", default: Pull()].add(line.spacing[3] - truth.spacing, line.spacingSigma[3])
      }
    }
    for (name, pull) in pulls { #expect(abs(pull.rms - 1) < 0.12, "\(name): \(pull.rms)") }
    #expect(pulls.count == 12)
  }
}
