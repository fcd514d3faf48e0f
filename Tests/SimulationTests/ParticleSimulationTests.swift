import Imaging
import Lattice
import Simulation
import TestSupport
import Testing

struct ParticleSimulationTests {
  @Test func `equal seeds give equal bytes and others do not`() throws {
    var simulation = ParticleSimulation()
    simulation.size = 64
    let first = try simulation.run().image.pixels
    #expect(try simulation.run().image.pixels == first)
    simulation.seed = 2
    #expect(try simulation.run().image.pixels != first)
  }

  @Test func `the image is calibrated and named`() throws {
    let image = try ParticleSimulation().run().image
    #expect(image.rows == 256 && image.columns == 256 && image.name == "simulation")
    #expect(image.calibration == Calibration(pixelSize: 0.0333441, unit: .nanometres, source: .computed))
  }

  @Test func `grey levels are whole electrons times the gain`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.gain, simulation.dose) = (64, 2.5, 40)
    let image = try simulation.run().image
    #expect(image.pixels.allSatisfy { ($0 / 2.5).rounded() * 2.5 == $0 })
  }

  @Test func `shot noise has the variance of the dose`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.isFullFrame, simulation.grainRotation) = (256, true, 0)
    (simulation.amorphous, simulation.absorption, simulation.gain, simulation.dose) = (0, 0.5, 1, 90)
    for index in simulation.reflections.indices { simulation.reflections[index].amplitude = 0 }
    let values = try simulation.run().image.pixels.map { Double($0) }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    #expect(abs(mean - 45) < 0.15)
    #expect(abs(variance / 45 - 1) < 0.03)
  }

  @Test func `without noise and grain the image is the sum of its waves`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.isFullFrame, simulation.grainRotation) = (48, true, 0)
    (simulation.dose, simulation.strain) = (.infinity, 0)
    simulation.reflections = [.init(spacing: 0.3, angle: 30, amplitude: 0.2)]
    let result = try simulation.run()
    // Three points of a cosine tell its next: v(x + 1) + v(x - 1) = 2 cos(2π g) v(x).
    let values = result.image.pixels.map { Double($0) / 4000 - 0.45 }
    let wave = Reflection(spacing: 0.3, angle: 30, unit: .nanometres)
    let across = 2 * Double.cos(2 * .pi * wave.gx * simulation.pixelSize)
    let down = 2 * Double.cos(2 * .pi * wave.gy * simulation.pixelSize)
    for row in 1..<47 {
      for column in 1..<47 {
        let i = row * 48 + column
        #expect(abs(values[i + 1] + values[i - 1] - across * values[i]) < 1e-6)
        #expect(abs(values[i + 48] + values[i - 48] - down * values[i]) < 1e-6)
      }
    }
    #expect(abs((values.max() ?? 0) - 0.2) < 1e-3)
    // Up the screen, not down the rows: at -30° nothing would be found.
    let found = try result.image.refine([wave], window: 48)
    #expect(abs(found[0].angle - 30) < 0.3)
  }

  @Test func `a measured window agrees with the truth at its centre`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.dose, simulation.grainRotation) = (512, .infinity, 0)
    let result = try simulation.run()
    let side = 64
    for column in [180, 256, 330] {
      let mask = Mask(
        rows: 512, columns: 512,
        inside: (0..<512 * 512).map { index in
          let (r, c) = (index / 512, index % 512)
          return (250..<250 + side).contains(r) && (column..<column + side).contains(c)
        })
      let found = try result.image.refine(result.truth.reflections, region: mask, window: side)
      for (index, reflection) in found.enumerated() {
        // The centre of the window lies between two pixels.
        let (a, b) = (column + side / 2 - 1, column + side / 2)
        let spacing = result.truth.spacing[index]
        let truth = Double(spacing[282, a] + spacing[282, b]) / 2
        #expect(abs(reflection.spacing / truth - 1) < 2e-4)
        #expect(abs(reflection.angle - Double(result.truth.angle[index][282, b])) < 0.02)
      }
    }
  }

  @Test func `an option out of range is named with what is allowed`() {
    func message(_ change: (inout ParticleSimulation) -> Void) -> String {
      var simulation = ParticleSimulation()
      simulation.size = 16
      change(&simulation)
      return (#expect(throws: SimulationError.self) { try simulation.run() })?.description ?? ""
    }
    #expect(message { $0.size = 8 } == "size must be 16…16384 pixels, but is 8")
    #expect(message { $0.size = 1 << 40 }.hasPrefix("size"))
    for bad in [0, -1, Double.nan, .infinity] {
      #expect(message { $0.pixelSize = bad }.hasPrefix("pixel_size"))
      #expect(message { $0.gain = bad }.hasPrefix("gain"))
      #expect(message { $0.fill = bad }.hasPrefix("fill"))
      #expect(message { $0.reflections[1].spacing = bad }.hasPrefix("reflections[2].spacing"))
    }
    for bad in [-0.6, 91, Double.nan, .infinity] {
      #expect(message { $0.strain = bad }.hasPrefix("strain"))
      #expect(message { $0.absorption = bad }.hasPrefix("absorption"))
      #expect(message { $0.amorphous = bad }.hasPrefix("amorphous"))
      #expect(message { $0.reflections[0].amplitude = bad }.hasPrefix("reflections[1].amplitude"))
    }
    #expect(message { $0.grainRotation = .nan }.hasPrefix("grain_rotation"))
    #expect(message { $0.reflections[0].angle = .infinity }.hasPrefix("reflections[1].angle"))
    #expect(message { $0.dose = 0 }.hasPrefix("dose"))
    #expect(message { $0.dose = 1e10 }.hasPrefix("dose"))
    #expect(message { $0.reflections = [] }.hasPrefix("reflections must be a list of 1…16"))
  }
}
