import Crystallography
import Imaging
import Lattice
import Numerics
import Simulation
import Testing

struct AtomicSimulationTests {
  static func simulation(_ name: String, _ axis: MillerIndices) throws -> AtomicSimulation {
    var simulation = AtomicSimulation(.crystal(try #require(try Crystal.named(name)), axis: axis))
    (simulation.size, simulation.pixelSize, simulation.thickness) = (256, 0.02, 1)
    return simulation
  }

  /// Twice the Hann-weighted mean of the image times a wave: the amplitude of a fringe, relative to the mean intensity.
  static func amplitude(_ image: Image, gx: Double, gy: Double) -> Double {
    let taper = Taper.hann.weights(image.rows)
    var (real, imaginary, weight, mean) = (0.0, 0.0, 0.0, 0.0)
    for row in 0..<image.rows {
      for column in 0..<image.columns {
        let w = taper[row] * taper[column]
        weight += w
        mean += w * Double(image[row, column])
      }
    }
    mean /= weight
    for row in 0..<image.rows {
      for column in 0..<image.columns {
        let w = taper[row] * taper[column] * (Double(image[row, column]) - mean)
        let turns = (gx * Double(column) - gy * Double(row)) * image.calibration.pixelSize
        real += w * Double.cos(2 * .pi * turns)
        imaginary += w * Double.sin(2 * .pi * turns)
      }
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / weight / 4000
  }

  @Test(arguments: [
    ("Au", MillerIndices(1, 0, 0)), ("Si", MillerIndices(1, 1, 0)), ("SrTiO3", MillerIndices(1, 0, 0)),
  ])
  func `the fringes of a weak phase are as strong as structure factor and transfer say`(
    name: String, axis: MillerIndices
  ) throws {
    var simulation = try Self.simulation(name, axis)
    simulation.model = .weakPhase
    simulation.thickness = 0.05
    let (image, truth) = try simulation.run()
    guard case .crystal(let crystal, _) = simulation.sample else { return }
    let strength = simulation.microscope.massRatio * simulation.microscope.wavelength
    #expect(truth.reflections.count >= 3)
    for reflection in truth.reflections {
      let label = try #require(reflection.label)
      let plane = try #require(MillerIndices(label))
      let k = 1 / reflection.spacing
      let thermal = Double.exp(-2 * .pi * .pi * 0.008 * 0.008 * k * k)
      let phase = strength * crystal.intensity(plane).squareRoot() * thermal * 0.05 / crystal.cell.volume
      let expected = 2 * phase * abs(simulation.microscope.phaseContrast(k))
      let found = Self.amplitude(image, gx: reflection.gx, gy: reflection.gy)
      #expect(abs(found - expected) < 2e-3 * expected + 2e-6, "\(plane): \(found), \(expected)")
    }
  }

  @Test func `what is extinct is not there for a weak phase`() throws {
    var simulation = try Self.simulation("Si", MillerIndices(1, 1, 0))
    (simulation.model, simulation.thickness) = (.weakPhase, 0.05)
    let (image, truth) = try simulation.run()
    let (a, b) = (truth.reflections[0], truth.reflections[1])
    // 1-11 - (-111) = 2-20 is there; their sum 002 is not.
    let (sum, difference) = ((a.gx + b.gx, a.gy + b.gy), (a.gx - b.gx, a.gy - b.gy))
    let amplitudes = [sum, difference].map { Self.amplitude(image, gx: $0.0, gy: $0.1) }.sorted()
    #expect(amplitudes[0] < 1e-3 * amplitudes[1])
  }

  @Test(arguments: AtomicSimulation.Model.allCases)
  func `strained atoms have the spacings of the truth`(model: AtomicSimulation.Model) throws {
    var simulation = try Self.simulation("Au", MillerIndices(1, 1, 0))
    simulation.rotation = 12
    (simulation.model, simulation.thickness) = (model, 0.3)
    let map = LinearMap(stretchXX: 1.02, yy: 0.99, xy: 0.005, rotation: 1)
    simulation.deformation = .uniform(map)
    let (image, truth) = try simulation.run()
    let local = zip(truth.spacing, truth.angle).prefix(3).map { spacing, angle in
      Reflection(spacing: Double(spacing[128, 128]), angle: Double(angle[128, 128]), unit: .nanometres)
    }
    let found = try image.refine(Array(local))
    for (found, local) in zip(found, local) {
      #expect(abs(found.spacing / local.spacing - 1) < 3e-5)
      #expect(abs(found.angle(to: local)) < 0.003)
    }
    #expect(abs(Double(truth.rotation[3, 200]) - 1) < 1e-5)
    #expect(abs(Double(truth.exx[9, 9]) - (map.xx - 1)) < 1e-7)
  }

  @Test func `a displacement field is followed, and its truth is its derivative`() throws {
    var simulation = try Self.simulation("Au", MillerIndices(1, 0, 0))
    // exx grows along x: ux = 0.005 x + 0.002 x² / 2 (nm), and y shears.
    simulation.deformation = .field { x, y in SIMD2(0.005 * x + 0.001 * x * x, 0.004 * x) }
    let (image, truth) = try simulation.run()
    let place = 60
    let x = (Double(place) - 127.5) * 0.02
    // F is the inverse of 1 - ∇u.
    let stretch = 1 / (1 - 0.005 - 0.002 * x)
    #expect(abs(Double(truth.exx[100, place]) - (stretch - 1)) < 1e-6)
    #expect(abs(Double(truth.exy[100, place]) - 0.002 * stretch) < 1e-6)
    let turn = Double.atan2(y: 0.004 * stretch, x: stretch + 1) * 180 / .pi
    #expect(abs(Double(truth.rotation[100, place]) - turn) < 1e-5)
    var options = RollingWindow()
    (options.window, options.step, options.estimator, options.patch, options.edge) = (
      96, 16, .phase, 7, .skip
    )
    let map = try image.roll(options, reflections: Array(truth.reflections.prefix(2)), threads: 2)
    let strain = try map.strain(reference: .reflections(map.reflections))
    let found = Double(strain[.exx][8, 5])
    // Windows stand half a pixel up and left; the field changes by 4e-5 a pixel.
    #expect(abs(found - Double(truth.exx[128, 80])) < 2e-4, "\(found)")
  }

  @Test func `a thin phase object is a weak one, to first order`() throws {
    var simulation = try Self.simulation("graphene", MillerIndices(0, 0, 1))
    simulation.size = 96
    let (whole, _) = try simulation.run()
    simulation.model = .weakPhase
    let (linear, truth) = try simulation.run()
    let contrast = linear.maximum() - linear.minimum()
    let difference = zip(whole.pixels, linear.pixels).map { Double(abs($0 - $1)) }.max() ?? 0
    #expect(contrast > 100 && difference < 0.1 * contrast && truth.largestPhase < 0.5)
    #expect(abs(whole.mean() / 4000 - 1) < 0.01)
  }

  @Test func `one atom is a dark, round spot where it was put`() throws {
    let gold = try #require(Element(symbol: "Au"))
    var simulation = AtomicSimulation(.atoms([.init(gold, x: 0.4, y: 0.2)]))
    (simulation.size, simulation.pixelSize) = (128, 0.02)
    let (image, truth) = try simulation.run()
    let darkest = image.pixels.indices.min { image.pixels[$0] < image.pixels[$1] } ?? 0
    // x = 0.4 nm is 20 pixels right of the middle, y = 0.2 nm ten pixels up.
    #expect(abs(Double(darkest % 128) - 83.5) <= 0.5 && abs(Double(darkest / 128) - 53.5) <= 0.5)
    #expect(truth.reflections.isEmpty && truth.particle.count == 0)
  }

  @Test func `electrons are counted, seeds repeat, and a film adds speckle`() throws {
    var simulation = try Self.simulation("Si", MillerIndices(1, 0, 0))
    (simulation.size, simulation.dose, simulation.gain, simulation.film) = (64, 50, 2, 2)
    let first = try simulation.run().image
    #expect(try simulation.run().image.pixels == first.pixels)
    simulation.seed = 2
    #expect(try simulation.run().image.pixels != first.pixels)
    #expect(abs(first.mean() / 100 - 1) < 0.05)
    simulation.dose = .infinity
    let clean = try simulation.run().image
    simulation.film = 0
    #expect(clean.standardDeviation() > 1.05 * (try simulation.run().image.standardDeviation()))
  }

  @Test func `options out of range are refused by name`() throws {
    var simulation = try Self.simulation("Si", MillerIndices(1, 0, 0))
    simulation.thickness = 1000
    #expect(throws: SimulationError.self) { try simulation.run() }
    simulation.thickness = 3
    simulation.microscope.voltage = 1
    #expect(throws: SimulationError.self) { try simulation.run() }
  }
}
