import Imaging
import Lattice
import Numerics
import Testing

struct GeometricPhaseTests {
  private static func options(_ resolution: Double, step: Int = 1) -> GeometricPhase {
    var options = GeometricPhase()
    (options.resolution, options.step) = (resolution, step)
    return options
  }

  /// Sines of 4 pixels per fringe along rows and columns, the rows' stretched.
  private static func sines(strain: Double, rows: Int = 256, columns: Int = 256) -> Image {
    Image(rows: rows, columns: columns) { row, column in
      let (x, y) = (Double(column) / (1 + strain), Double(row))
      return Float(1000 + 100 * Double.cos(.pi / 2 * x) + 100 * Double.cos(.pi / 2 * y + 1))
    }
  }

  private static let square = [
    Reflection(spacing: 4, angle: 0, unit: .pixels), Reflection(spacing: 4, angle: 90, unit: .pixels),
  ]

  @Test(arguments: [16.0, 24, 32])
  func `a sine of 4 pixels a fringe stretched by 0.01 % reads so to 1e-6`(resolution: Double) throws {
    let strain = try Self.sines(strain: 1e-4).geometricPhaseStrain(
      Self.options(resolution), reflections: Self.square, reference: .reflections(Self.square))
    let values = strain[.exx].pixels.filter { !$0.isNaN }
    let worst = values.map { abs(Double($0) - 1e-4) }.max() ?? .nan
    #expect(worst < 1e-6, "\(worst)")
    #expect(values.count == Int(256 - 4 * resolution) * Int(256 - 4 * resolution))
    #expect(strain[.eyy].pixels.allSatisfy { $0.isNaN || abs($0) < 1e-6 })
    #expect(strain[.exy].pixels.allSatisfy { $0.isNaN || abs($0) < 1e-6 })
    #expect(abs(strain.resolution - resolution) < 1e-12)
  }

  @Test(arguments: StrainDefinition.allCases)
  func `two per cent read as the definition says`(definition: StrainDefinition) throws {
    let strain = try Self.sines(strain: 0.02).geometricPhaseStrain(
      Self.options(20, step: 8), reflections: Self.square, reference: .reflections(Self.square),
      definition: definition)
    let expected: [StrainDefinition: Double] = [
      .spacing: 0.02, .reciprocal: 0.02 / 1.02, .green: 0.0202, .polar: 0.02,
    ]
    let value = try #require(expected[definition])
    #expect(abs(strain[.exx].mean() - value) < 2e-6, "\(strain[.exx].mean())")
  }

  @Test(arguments: [
    [0.02, 0, 0, -0.01], [0.01, 0.012, -0.004, 0.005], [0, -0.03, 0.03, 0], [0, 0.01, 0.01, 0],
  ])
  func `without noise a uniform distortion is found to 2e-5`(distortion: [Double]) throws {
    let lattice = DisplacedLattice(distortion)
    let strain = try lattice.image().geometricPhaseStrain(
      reflections: lattice.reflections, reference: .reflections(lattice.reflections))
    var deviation = Deviation()
    deviation.add(strain, truth: lattice.truth(resolution: 1))
    #expect(deviation.worst < 2e-5, "\(deviation.worst)")
    #expect(deviation.within.all > 100_000)
  }

  @Test(arguments: [(100.0, 20.0), (180, 20), (250, 32), (60, 10.7)])
  func `with noise 68 % lie within 1σ and 98.5 % within 3σ, and means as their σ says`(
    noise: Double, resolution: Double
  ) throws {
    let lattice = DisplacedLattice([0.01, 0.003, -0.002, -0.005])
    let truth = lattice.truth(resolution: 1)
    let middle = 128 * 256 + 128
    var deviation = Deviation()
    var (squares, count) = (0.0, 0.0)
    for seed in 1...20 as ClosedRange<UInt64> {
      let strain = try lattice.image(noise: noise, seed: seed).geometricPhaseStrain(
        Self.options(resolution, step: 4), reflections: lattice.reflections,
        reference: .reflections(lattice.reflections), threads: 2)
      deviation.add(strain, truth: truth)
      let mean = try strain.mean()
      for place in Deviation.components.indices {
        let pull = (mean.values[place] - truth[place][middle]) / mean.sigmas[place]
        squares += pull * pull
        count += 1
      }
    }
    #expect(deviation.within.all > 40_000)
    #expect((0.63...0.73).contains(deviation.shareWithinOne), "\(deviation.shareWithinOne)")
    #expect(deviation.shareWithinThree >= 0.985, "\(deviation.shareWithinThree)")
    let rms = (squares / count).squareRoot()
    #expect((0.75...1.35).contains(rms), "means: \(rms)")
  }

  @Test func `a region's regression is as sure as its σ says, and the rest is relative to it`() throws {
    let lattice = DisplacedLattice([0, 0, 0, 0])
    let region = Mask(
      rows: 256, columns: 256,
      inside: (0..<65536).map { (80..<150).contains($0 / 256) && (70..<190).contains($0 % 256) })
    var (pulls, gradients) = (0.0, 0.0)
    for seed in 1...30 as ClosedRange<UInt64> {
      let image = lattice.image(noise: 200, seed: seed)
      let strain = try image.geometricPhaseStrain(
        Self.options(24, step: 32), reflections: lattice.reflections, reference: .region(region))
      // Where nothing is strained, the given reflections are off by the reference's error alone.
      let mean = try strain.mean().sigmas[0]
      for (found, given) in zip(strain.reference, lattice.reflections) {
        let (x, y) = (found.gx - given.gx, found.gy - given.gy)
        pulls += (x * x + y * y) / 2 * given.spacing * given.spacing
      }
      gradients += mean * mean
    }
    let spread = (pulls / 90).squareRoot()
    // Three reflections at about 60° share a component's error: its variance is about two thirds of one's.
    let stated = (gradients / 30).squareRoot()
    #expect(spread < 1e-3 && spread > 1e-5, "\(spread) \(stated)")
  }

  @Test func `threads do not change a bit, whatever the extents`() throws {
    var lattice = DisplacedLattice([0.004, 0.002, 0, 0])
    lattice.size = 211
    let image = try lattice.image(noise: 100).cropped(row: 3, column: 0, rows: 167, columns: 211)
    let one = try image.geometricPhaseStrain(Self.options(12, step: 3), reflections: lattice.reflections)
    let three = try image.geometricPhaseStrain(
      Self.options(12, step: 3), reflections: lattice.reflections, threads: 3)
    #expect(one.rows == 56 && one.columns == 71)
    for component in StrainComponent.allCases {
      #expect(one[component].bits == three[component].bits)
      #expect(one.sigma(component).bits == three.sigma(component).bits)
    }
  }

  @Test func `borders and what is near a missing pixel have no value`() throws {
    var image = Self.sines(strain: 0)
    image[120, 130] = .nan
    var options = Self.options(16)
    options.margin = 20
    let strain = try image.geometricPhaseStrain(
      options, reflections: Self.square, reference: .reflections(Self.square))
    for row in 0..<256 {
      for column in 0..<256 {
        let isFar =
          (20..<236).contains(row) && (20..<236).contains(column)
          && (abs(row - 120) > 20 || abs(column - 130) > 20)
        #expect(strain[.exx][row, column].isNaN != isFar && strain.sigma(.exx)[row, column].isNaN != isFar)
      }
    }
    #expect(strain[.exx].pixels.allSatisfy { $0.isNaN || abs($0) < 1e-3 })
  }

  @Test func `pixels that are not square are no strain`() throws {
    let calibration = Calibration(pixelSizeX: 0.05, pixelSizeY: 0.06, unit: .nanometres, source: .script)
    let reflections = [
      Reflection(spacing: 0.24, angle: 20, unit: .nanometres),
      Reflection(spacing: 0.26, angle: 100, unit: .nanometres),
    ]
    // 1 % along x.
    let local = reflections.map { Reflection(gx: $0.gx / 1.01, gy: $0.gy, unit: .nanometres) }
    let image = Waves.image(rows: 220, columns: 256, local, calibration: calibration)
    let strain = try image.geometricPhaseStrain(
      reflections: reflections, reference: .reflections(reflections))
    #expect(abs(strain[.exx].mean() - 0.01) < 2e-6 && abs(strain[.eyy].mean()) < 2e-6)
    #expect(abs(strain[.exy].mean()) < 2e-6 && strain[.exx].standardDeviation() < 2e-6)
  }

  @Test func `a level added and a factor change nothing`() throws {
    let lattice = DisplacedLattice([0.01, 0, 0, 0])
    let image = lattice.image(noise: 50)
    let other = image.with(pixels: image.pixels.map { 0.01 * $0 + 500 })
    let one = try image.geometricPhaseStrain(reflections: lattice.reflections)
    let two = try other.geometricPhaseStrain(reflections: lattice.reflections)
    let worst =
      zip(one[.exx].pixels, two[.exx].pixels).filter { !$0.0.isNaN }.map { abs($0 - $1) }.max() ?? .nan
    #expect(worst < 5e-5, "\(worst)")
  }

  @Test func `noise alone has hardly a value`() throws {
    var random = TestNoise(seed: 3)
    let image = Image(rows: 256, columns: 256) { _, _ in Float(random.normal()) }
    let strain = try image.geometricPhaseStrain(
      Self.options(16), reflections: Self.square, reference: .reflections(Self.square))
    #expect(strain[.exx].validCount() < 200)
  }

  @Test func `what cannot be analysed is refused with the reason`() throws {
    let image = Self.sines(strain: 0)
    func problem(_ options: GeometricPhase, _ reflections: [Reflection]) -> GeometricPhaseError? {
      do { _ = try image.geometricPhaseStrain(options, reflections: reflections) } catch { return error }
      return nil
    }
    let (x, y) = (Self.square[0], Self.square[1])
    #expect(problem(.init(), [x]) == .strain(.tooFewReflections(1)))
    guard case .strain(.collinear)? = problem(.init(), [x, x]) else {
      return #expect(Bool(false), "parallel reflections were taken")
    }
    let nanometres = Reflection(spacing: 0.2, angle: 40, unit: .nanometres)
    #expect(problem(.init(), [x, nanometres]) == .unit(reflection: 1, is: .nanometres, image: .pixels))
    #expect(
      problem(.init(), [x, Reflection(spacing: 1.5, angle: 90, unit: .pixels)])
        == .outsideSpectrum(reflection: 1))
    guard case .tooFine(0, 3, let least, .pixels)? = problem(Self.options(3), [x, y]) else {
      return #expect(Bool(false), "a mask that reaches zero frequency was taken")
    }
    #expect(problem(Self.options(least * 1.001), [x, y]) == nil)
    #expect(problem(Self.options(70), [x, y]) == nil)
    var wide = Self.options(20)
    wide.margin = 128
    #expect(problem(wide, [x, y]) == .nothingInside(margin: 128, unit: .pixels))
    #expect(
      problem(Self.options(1e30), [x, y]) == .tooCoarse(resolution: 1e30, side: 256, unit: .pixels))
    #expect(problem(Self.options(-1), [x, y]) == .resolution(-1))
    #expect(problem(Self.options(16, step: 0), [x, y]) == .step(0))
    let mask = Mask(rows: 256, columns: 256, inside: [Bool](repeating: false, count: 65536))
    do {
      _ = try image.geometricPhaseStrain(reflections: Self.square, reference: .region(mask))
      #expect(Bool(false), "an empty reference was taken")
    } catch { #expect(error == .strain(.emptyReference(0))) }
    do {
      _ = try image.geometricPhaseStrain(reflections: Self.square, isCancelled: { true })
      #expect(Bool(false), "it was not cancelled")
    } catch { #expect(error == .cancelled) }
  }
}
