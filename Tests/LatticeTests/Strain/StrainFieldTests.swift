import Imaging
import Lattice
import Numerics
import Testing

/// Both ways to strain on fields that vary, each against the field's mean under its own kernel.
struct StrainFieldTests {
  /// A field, and which of its pixels are far enough from where it is not continuous.
  struct Field: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let lattice: DisplacedLattice
    /// From the nearest discontinuity, px.
    var distance: @Sendable (_ x: Double, _ y: Double) -> Double = { _, _ in .infinity }
  }

  static let fields = [
    Field(testDescription: "uniform", lattice: DisplacedLattice([0.01, 0.004, -0.002, -0.006])),
    Field(testDescription: "rotation", lattice: DisplacedLattice([0.0005, 0.03, -0.03, 0.0005])),
    Field(testDescription: "shear", lattice: DisplacedLattice([0, 0.02, 0, 0])),
    Field(
      testDescription: "gradient",
      lattice: DisplacedLattice { x, y in
        // exx from -1 % to 1 % across the image.
        (x * x / 256 * 0.01, 0)
      } distortion: { x, _ in
        [x / 128 * 0.01, 0, 0, 0]
      }),
    Field(
      testDescription: "step",
      lattice: DisplacedLattice { x, y in
        (0.02 * max(0, x), 0)
      } distortion: { x, _ in
        [x > 0 ? 0.02 : 0, 0, 0, 0]
      },
      distance: { x, _ in abs(x) }),
    Field(
      testDescription: "dislocation", lattice: dislocation, distance: { x, y in (x * x + y * y).squareRoot() }
    ),
    Field(
      testDescription: "turned grain", lattice: turnedGrain, distance: { x, _ in abs(x) }),
  ]

  /// An edge dislocation in the middle, Burgers vector along x (J. P. Hirth, J. Lothe, Theory of Dislocations, 1982,
  /// eq. 3-45), with ν = 0.3.
  static let dislocation: DisplacedLattice = {
    // Each g · b is a whole number: no fringe is cut.
    let b = 5.0
    let nu = 0.3
    let k = 1 / (2 * (1 - nu))
    var lattice = DisplacedLattice { x, y in
      let r2 = x * x + y * y
      return (
        b / (2 * .pi) * (Double.atan2(y: y, x: x) + k * x * y / r2),
        -b / (2 * .pi) * ((1 - 2 * nu) * k / 2 * Double.log(r2) + k / 2 * (x * x - y * y) / r2)
      )
    } distortion: { x, y in
      let r2 = x * x + y * y
      let (c, r4) = (b / (2 * .pi), r2 * r2)
      return [
        c * (-y / r2 + k * y * (y * y - x * x) / r4), c * (x / r2 + k * x * (x * x - y * y) / r4),
        -c * ((1 - 2 * nu) * k * x / r2 + k * 2 * x * y * y / r4),
        -c * ((1 - 2 * nu) * k * y / r2 - k * 2 * x * x * y / r4),
      ]
    }
    lattice.reflections = [
      Reflection(gx: 0.2, gy: 0.05, unit: .pixels), Reflection(gx: 0, gy: 0.21, unit: .pixels),
      Reflection(gx: -0.2, gy: 0.12, unit: .pixels),
    ]
    return lattice
  }()

  /// The right half is turned by 2°.
  static let turnedGrain: DisplacedLattice = {
    // r₀ = R⁻¹ r, u = r - R⁻¹ r.
    let (c, s) = (Double.cos(2 * .pi / 180), Double.sin(2 * .pi / 180))
    return DisplacedLattice { x, y in
      x > 0 ? (x - c * x - s * y, y + s * x - c * y) : (0, 0)
    } distortion: { x, _ in
      x > 0 ? [1 - c, -s, s, 1 - c] : [0, 0, 0, 0]
    }
  }()

  static let window = 48

  private func includes(_ field: Field) -> (Int, Int) -> Bool {
    { field.distance(field.lattice.x($1), field.lattice.y($0)) >= Double(Self.window) }
  }

  @Test(arguments: fields)
  func `the rolling window finds a field's mean under its taper, within 3σ`(field: Field) throws {
    let lattice = field.lattice
    let truth = lattice.truth(window: Self.window)
    var options = RollingWindow()
    (options.window, options.estimator, options.step, options.edge) = (Self.window, .phase, 4, .skip)
    // Other spots are 10 FFT pixels away.
    options.patch = 9
    var deviation = Deviation()
    for seed in 1...8 as ClosedRange<UInt64> {
      let strain = try lattice.image(noise: 100, seed: seed)
        .roll(options, reflections: lattice.reflections, threads: 2)
        .strain(reference: .reflections(lattice.reflections), threads: 2)
      deviation.add(strain, truth: truth, where: includes(field))
    }
    #expect(deviation.within.all > 15_000)
    #expect(deviation.shareWithinThree >= 0.985, "\(deviation.shareWithinThree)")
    #expect((0.62...0.74).contains(deviation.shareWithinOne), "\(deviation.shareWithinOne)")
  }

  @Test(arguments: fields)
  func `a geometric phase analysis finds a field's mean under its Gaussian, within 3σ`(field: Field) throws {
    let lattice = field.lattice
    var options = GeometricPhase()
    (options.resolution, options.step, options.margin) = (Double(Self.window) / 2, 4, Double(Self.window))
    let truth = lattice.truth(resolution: Double(Self.window) / 2)
    var deviation = Deviation()
    for seed in 1...8 as ClosedRange<UInt64> {
      let strain = try lattice.image(noise: 100, seed: seed).geometricPhaseStrain(
        options, reflections: lattice.reflections, reference: .reflections(lattice.reflections), threads: 2)
      deviation.add(strain, truth: truth, where: includes(field))
    }
    #expect(deviation.within.all > 15_000)
    #expect(deviation.shareWithinThree >= 0.985, "\(deviation.shareWithinThree)")
    #expect((0.60...0.74).contains(deviation.shareWithinOne), "\(deviation.shareWithinOne)")
  }

  @Test(arguments: fields.prefix(3))
  func `without noise a uniform field is found to 2e-5`(field: Field) throws {
    let lattice = field.lattice
    var options = RollingWindow()
    (options.window, options.estimator, options.step, options.edge) = (96, .phase, 4, .skip)
    let strain = try lattice.image().roll(options, reflections: lattice.reflections, threads: 2)
      .strain(reference: .reflections(lattice.reflections))
    var deviation = Deviation()
    deviation.add(strain, truth: lattice.truth(resolution: 1))
    #expect(deviation.within.all > 4000)
    #expect(deviation.worst < 2e-5, "\(deviation.worst)")
  }

  @Test func `turned and mirrored images have turned and mirrored strain`() throws {
    let lattice = Self.fields[0].lattice
    let image = lattice.image()
    func means(_ image: Image, _ reflections: [Reflection]) throws -> [Double] {
      try image.geometricPhaseStrain(reflections: reflections, reference: .reflections(reflections)).mean()
        .values
    }
    let own = try means(image, lattice.reflections)
    // A quarter turn counter-clockwise: x takes y's place.
    let turned = try means(
      image.transposed().flipped(.y),
      lattice.reflections.map { Reflection(spacing: $0.spacing, angle: $0.angle + 90, unit: .pixels) })
    let mirrored = try means(
      image.flipped(.x),
      lattice.reflections.map { Reflection(spacing: $0.spacing, angle: 180 - $0.angle, unit: .pixels) })
    for (place, (from, sign)) in [(1, 1.0), (0, 1), (2, -1), (3, 1), (4, 1)].enumerated() {
      #expect(abs(turned[place] - sign * own[from]) < (place == 3 ? 1e-3 : 1e-5), "turned: \(place)")
    }
    for (place, sign) in [1.0, 1, -1, -1, 1].enumerated() {
      #expect(abs(mirrored[place] - sign * own[place]) < (place == 3 ? 1e-3 : 1e-5), "mirrored: \(place)")
    }
  }

  @Test func `both ways agree within their joint σ`() throws {
    let lattice = Self.fields[3].lattice
    var window = RollingWindow()
    (window.window, window.estimator, window.step, window.edge) = (Self.window, .phase, 4, .skip)
    window.patch = 9
    var phase = GeometricPhase()
    (phase.resolution, phase.step) = (Double(Self.window - 1) / 2, 4)
    var (within, all) = (0, 0)
    for seed in 1...4 as ClosedRange<UInt64> {
      let image = lattice.image(noise: 100, seed: seed)
      let reference = StrainReference.reflections(lattice.reflections)
      let one = try image.roll(window, reflections: lattice.reflections, threads: 2).strain(
        reference: reference)
      let two = try image.geometricPhaseStrain(phase, reflections: lattice.reflections, reference: reference)
      for component in Deviation.components {
        for index in one[component].pixels.indices
        where !one[component].pixels[index].isNaN && !two[component].pixels[index].isNaN {
          let (a, b) = (one.sigma(component).pixels[index], two.sigma(component).pixels[index])
          all += 1
          if abs(one[component].pixels[index] - two[component].pixels[index]) <= 3
            * (a * a + b * b).squareRoot()
          {
            within += 1
          }
        }
      }
    }
    #expect(all > 5000 && Double(within) >= 0.985 * Double(all), "\(within) of \(all)")
  }
}
