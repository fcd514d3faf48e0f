import Imaging
import Lattice
import Numerics
import Simulation
import Testing

/// Every phase kernel that this machine has, against sums over each window anew in double precision.
struct PhaseKernelTests {
  typealias Kernel = KernelAgreementTests.Kernel

  private static func roll(
    _ image: Image, _ options: RollingWindow, _ arithmetic: WindowArithmetic,
    _ reflections: [Reflection] = Waves.pair
  ) throws -> LatticeMap {
    try RollingWindowPlan(
      image: image, options: options, reflections: reflections, arithmetic: arithmetic
    ).run()
  }

  private static func options(window: Int, step: Int, patch: Int = 15) -> RollingWindow {
    var options = RollingWindow()
    (options.estimator, options.window, options.step, options.patch) = (.phase, window, step, patch)
    return options
  }

  /// Differences of radius and amplitude where both have a value.
  private struct Difference {
    var radius = 0.0
    var angle = 0.0
    var amplitude = 0.0
    var compared = 0
    /// Pixels where only one has a value.
    var unmatched = 0

    init(_ map: LatticeMap, _ reference: LatticeMap, where isIncluded: (Int) -> Bool) {
      for index in 0..<reference.count {
        let (a, b) = (map[index], reference[index])
        for pixel in b.statuses.indices where isIncluded(pixel) {
          guard !a.radius.pixels[pixel].isNaN && !b.radius.pixels[pixel].isNaN else {
            unmatched += a.radius.pixels[pixel].isNaN == b.radius.pixels[pixel].isNaN ? 0 : 1
            continue
          }
          compared += 1
          radius = max(radius, abs(Double(a.radius.pixels[pixel] - b.radius.pixels[pixel])))
          angle = max(angle, abs(Double(a.angle.pixels[pixel] - b.angle.pixels[pixel])))
          amplitude = max(
            amplitude, abs(Double(a.amplitude.pixels[pixel] / b.amplitude.pixels[pixel]) - 1))
        }
      }
    }
  }

  private static func isInside(_ image: Image, _ options: RollingWindow, _ pixel: Int) -> Bool {
    let columns = options.mapExtent(image.columns)
    func fits(_ position: Int, _ extent: Int) -> Bool {
      position >= options.window / 2 && position - options.window / 2 + options.window <= extent
    }
    return fits(pixel / columns * options.step, image.rows)
      && fits(pixel % columns * options.step, image.columns)
  }

  @Test(
    arguments: Kernel.all,
    [(64, 1, 15), (64, 3, 15), (65, 5, 13), (96, 7, 11), (63, 2, 5), (64, 40, 15), (31, 1, 7), (128, 4, 31)])
  func `two waves are measured alike`(kernel: Kernel, shape: (window: Int, step: Int, patch: Int)) throws {
    let image = Waves.image(rows: 150, columns: 171, Waves.pair)
    let options = Self.options(window: shape.window, step: shape.step, patch: shape.patch)
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    let inside = Difference(map, reference) { Self.isInside(image, options, $0) }
    #expect(inside.radius < 1e-4 && inside.angle < 1e-3 && inside.amplitude < 1e-3, "\(inside)")
    #expect(inside.compared > 0 && inside.unmatched == 0)
    let edge = Difference(map, reference) { !Self.isInside(image, options, $0) }
    #expect(edge.radius < 2e-2 && edge.amplitude < 1e-2, "\(edge)")
    #expect(edge.unmatched * 50 <= edge.compared)
  }

  /// Differences from the reference in units of its σ, where the signal stands out of the noise, in rising order.
  private static func pulls(_ kernel: Kernel, dose: Double, isFullFrame: Bool) throws -> [Double] {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.dose, simulation.seed) = (256, dose, 3)
    simulation.isFullFrame = isFullFrame
    if isFullFrame { simulation.grainRotation = 0 }
    let particle = try simulation.run()
    let options = Self.options(window: 128, step: 8)
    let reflections = particle.truth.reflections
    let map = try Self.roll(particle.image, options, kernel.arithmetic, reflections)
    let reference = try Self.roll(particle.image, options, .reference, reflections)
    var pulls = [Double]()
    for index in 0..<3 {
      for pixel in reference[index].statuses.indices
      where Self.isInside(particle.image, options, pixel) && reference[index].snr.pixels[pixel] > 8 {
        let sigma = reference[index].radiusSigma.pixels[pixel]
        let pull =
          Double(map[index].radius.pixels[pixel] - reference[index].radius.pixels[pixel]) / Double(sigma)
        pulls.append(abs(pull))
        guard isFullFrame else { continue }
        #expect(abs(map[index].snr.pixels[pixel] / reference[index].snr.pixels[pixel] - 1) < 0.08)
        #expect(abs(map[index].radiusSigma.pixels[pixel] / sigma - 1) < 0.08)
      }
    }
    return pulls.sorted { $0.isNaN || $0 < $1 }
  }

  @Test(arguments: Kernel.all, [40.0, 400])
  func `noise moves both alike, and says so`(kernel: Kernel, dose: Double) throws {
    let lattice = try Self.pulls(kernel, dose: dose, isFullFrame: true)
    #expect(
      lattice.count > 800 && lattice[lattice.count / 2] < 3e-3 && lattice[lattice.count * 95 / 100] < 0.015)
    // Where the particle ends within the window, or another grain begins, passes converge slowly.
    let particle = try Self.pulls(kernel, dose: dose, isFullFrame: false)
    #expect(
      particle.count > 800 && particle[particle.count / 2] < 0.01 && particle[particle.count * 95 / 100] < 0.2
    )
  }

  @Test(arguments: Kernel.all)
  func `single and double precision, and all instruction sets, agree to 1e-5`(kernel: Kernel) throws {
    let clean = Waves.image(rows: 140, columns: 190, Waves.pair)
    var random = SplitMix64(state: 5)
    let image = clean.with(pixels: clean.pixels.map { $0 + Float.random(in: -400...400, using: &random) })
    let options = Self.options(window: 64, step: 1)
    let map = try Self.roll(image, options, kernel.arithmetic)
    let other = try Self.roll(image, options, .kernel(.portable, doublePrecision: true))
    let difference = Difference(map, other) {
      Self.isInside(image, options, $0) && other[0].snr.pixels[$0] > 15 && other[1].snr.pixels[$0] > 15
    }
    #expect(difference.radius < 1e-5 && difference.unmatched == 0, "\(difference)")
    #expect(difference.compared > 10_000)
  }

  @Test(arguments: Kernel.all, RollingWindow.Edge.allCases)
  func `every status is the reference's`(kernel: Kernel, edge: RollingWindow.Edge) throws {
    var image = Waves.image(rows: 120, columns: 150, Waves.pair)
    image[60, 50] = .nan
    image[100, 149] = .infinity
    var options = Self.options(window: 32, step: 3)
    options.edge = edge
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    for index in 0..<2 {
      let different = map[index].statuses.indices.count {
        map[index].statuses[$0] != reference[index].statuses[$0]
      }
      // Where a window's two halves of the taper are cut, noise and peak are hard to tell.
      #expect(different <= 4, "\(different)")
      for status in [WindowStatus.missing, .edge] {
        #expect(
          map[index].statuses.count { $0 == status } == reference[index].statuses.count { $0 == status })
      }
    }
    #expect(map[0].statuses.contains(.missing) && map[0].statuses.contains(.ok))
  }

  @Test(arguments: Kernel.all)
  func `a missing pixel disturbs no window beside it`(kernel: Kernel) throws {
    var image = Waves.image(rows: 120, columns: 150, Waves.pair)
    let options = Self.options(window: 64, step: 1)
    let whole = try Self.roll(image, options, kernel.arithmetic)
    image[60, 75] = .nan
    let map = try Self.roll(image, options, kernel.arithmetic)
    for pixel in map[0].statuses.indices
    where map[0].statuses[pixel] != .missing && Self.isInside(image, options, pixel) {
      #expect(abs(map[0].radius.pixels[pixel] - whole[0].radius.pixels[pixel]) <= 1e-5)
    }
    #expect(map[0].statuses.count { $0 == .missing } == 64 * 64)
  }

  @Test(arguments: Kernel.all)
  func `two lattices side by side are both followed`(kernel: Kernel) throws {
    let turned = Waves.pair.map { Reflection(spacing: $0.spacing, angle: $0.angle + 8, unit: .nanometres) }
    let (left, right) = (
      Waves.image(rows: 130, columns: 300, Waves.pair), Waves.image(rows: 130, columns: 300, turned)
    )
    var image = left
    for row in 0..<130 { for column in 150..<300 { image[row, column] = right[row, column] } }
    let options = Self.options(window: 64, step: 2)
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    // Where both lattices are in the window, either may win.
    let difference = Difference(map, reference) {
      Self.isInside(image, options, $0) && !(54...96).contains($0 % map.columns)
    }
    #expect(difference.radius < 1e-3 && difference.unmatched == 0 && difference.compared > 2000)
    #expect(abs(map[0].angle[32, 30] - 35) < 0.05 && abs(map[0].angle[32, 120] - 43) < 0.05)
  }

  @Test(arguments: Kernel.all)
  func `Blackman's taper is served`(kernel: Kernel) throws {
    let image = Waves.image(rows: 130, columns: 140, Waves.pair)
    var options = Self.options(window: 64, step: 3)
    options.taper = .blackman
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    let inside = Difference(map, reference) { Self.isInside(image, options, $0) }
    #expect(inside.radius < 1e-4 && inside.amplitude < 1e-3 && inside.compared > 500, "\(inside)")
  }

  @Test(arguments: Kernel.all)
  func `an image scaled by 1e30, and a pixel of 1e30, overflow nothing`(kernel: Kernel) throws {
    var image = Waves.image(rows: 150, columns: 160, Waves.pair)
    let options = Self.options(window: 64, step: 2)
    let plain = try Self.roll(image, options, kernel.arithmetic)
    let bright = try Self.roll(image.with(pixels: image.pixels.map { $0 * 1e30 }), options, kernel.arithmetic)
    let difference = Difference(bright, plain) { Self.isInside(image, options, $0) }
    #expect(difference.radius < 1e-4 && difference.compared > 1000 && difference.unmatched == 0)
    image[10, 10] = 1e30
    let spike = try Self.roll(image, options, .kernel(kernel.set, doublePrecision: nil))
    #expect(spike[0].statuses.count == plain[0].statuses.count)
  }

  @Test func `one thread, two and three give the same bytes at every pixel`() throws {
    let image = Lattices.image(
      rows: 150, columns: 310, Waves.pair.map { ($0, 200.0) }, noise: 300, calibration: Waves.calibration)
    let options = Self.options(window: 48, step: 1)
    let one = try image.roll(options, reflections: Waves.pair, threads: 1)
    for threads in [2, 3] {
      let other = try image.roll(options, reflections: Waves.pair, threads: threads)
      for index in 0..<2 {
        #expect(one[index].radius.bits == other[index].radius.bits)
        #expect(one[index].angleSigma.bits == other[index].angleSigma.bits)
        #expect(one[index].amplitude.bits == other[index].amplitude.bits)
        #expect(one[index].statuses == other[index].statuses)
      }
    }
  }
}
