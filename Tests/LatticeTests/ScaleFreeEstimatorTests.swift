import Imaging
import Lattice
import Numerics
import Simulation
import Testing

struct ScaleFreeEstimatorTests {
  // The table of ../shared/design/method.md.
  @Test(arguments: [
    (RollingWindow.Estimator.phase, 0.0, 1e-4, 3e-4), (.parabola, 0.0078, 5e-4, 4e-3),
    (.gaussianAmplitude, 0.0016, 3e-4, 1e-3),
  ])
  func `without noise the bias is known`(
    estimator: RollingWindow.Estimator, bias: Double, tolerance: Double, scatter: Double
  ) throws {
    for arithmetic in estimator == .phase ? Accuracy.arithmetics : [.reference] {
      let accuracy = try Accuracy(estimator, dose: .infinity, seeds: 1...1, arithmetic: arithmetic)
      #expect(abs(accuracy.bias - bias) < tolerance && accuracy.scatter < scatter, "\(accuracy.bias)")
      #expect(accuracy.lost == 0)
    }
  }

  /// Scatter of one image of method.md's table, and of the mean over eight of ours: 0.0127, 0.0163, 0.0298.
  @Test(
    arguments: [(400.0, 0.0045, 0.0160), (40, 0.0141, 0.0210), (10, 0.0292, 0.0345)], Accuracy.arithmetics)
  func `the phase has no bias, and the scatter that its σ says`(
    expected: (dose: Double, white: Double, amorphous: Double), arithmetic: WindowArithmetic
  ) throws {
    let (dose, white, amorphous) = expected
    let clear = try Accuracy(.phase, dose: dose, amorphous: 0, arithmetic: arithmetic)
    #expect(
      abs(clear.bias) < 2e-3 && abs(clear.scatter / white - 1) < 0.15, "\(clear.bias) ± \(clear.scatter)")
    let real = try Accuracy(.phase, dose: dose, arithmetic: arithmetic)
    #expect(abs(real.bias) < 2e-3 && real.scatter < amorphous, "\(real.bias) ± \(real.scatter)")
    #expect(clear.lost == 0 && real.lost == 0)
  }

  @Test(arguments: Accuracy.arithmetics)
  func `the phase finds a weak lattice in amorphous noise`(arithmetic: WindowArithmetic) throws {
    // The mean over 8 images is uncertain by 4e-3, that over 200 by less than 1e-3.
    let isFast = arithmetic != .reference
    let accuracy = try Accuracy(
      .phase, dose: 40, seeds: 1...(isFast ? 200 : 8), amplitude: 0.02, arithmetic: arithmetic)
    #expect(
      abs(accuracy.bias) < (isFast ? 2e-3 : 0.01) && accuracy.scatter < 0.086,
      "\(accuracy.bias) ± \(accuracy.scatter)")
    #expect(accuracy.lost * 100 < accuracy.radius.count)
  }

  @Test(
    arguments: Accuracy.arithmetics.map { (RollingWindow.Estimator.phase, $0) } + [
      (.gaussianAmplitude, .reference)
    ],
    [400.0, 40, 10])
  func `68 % of the truth lies within 1σ and 95 % within 2σ`(
    way: (estimator: RollingWindow.Estimator, arithmetic: WindowArithmetic), dose: Double
  ) throws {
    let accuracy = try Accuracy(way.estimator, dose: dose, seeds: 1...16, arithmetic: way.arithmetic)
    #expect(abs(accuracy.coverage(1) - 0.68) <= 0.05, "\(accuracy.coverage(1))")
    #expect(abs(accuracy.coverage(2) - 0.95) <= 0.03, "\(accuracy.coverage(2))")
  }

  private static func noisy(_ change: (inout RollingWindow) -> Void = { _ in }) throws -> (
    Image, RollingWindow
  ) {
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (64, 16, .phase)
    change(&options)
    return (
      Lattices.image(rows: 160, columns: 192, Self.waves, noise: 200, calibration: Waves.calibration), options
    )
  }

  private static let waves = Waves.pair.map { (reflection: $0, amplitude: 150.0) }

  @Test(arguments: [RollingWindow.Estimator.phase, .parabola, .gaussianAmplitude], [1e-3, 1e4])
  func `the scale of the intensities does not matter`(estimator: RollingWindow.Estimator, factor: Float)
    throws
  {
    let (image, options) = try Self.noisy { $0.estimator = estimator }
    let map = try image.roll(options, reflections: Waves.pair)
    let other = try image.with(pixels: image.pixels.map { $0 * factor }).roll(
      options, reflections: Waves.pair)
    for index in 0..<2 {
      #expect(other[index].statuses == map[index].statuses)
      for (a, b) in zip(other[index].radius.pixels, map[index].radius.pixels) where !b.isNaN {
        #expect(abs(a - b) < 1e-4)
      }
      for (a, b) in zip(other[index].snr.pixels, map[index].snr.pixels) where !b.isNaN {
        #expect(abs(a / b - 1) < 1e-3)
      }
    }
    // By a power of two not even a bit changes.
    let twice = try image.with(pixels: image.pixels.map { $0 * 1024 }).roll(options, reflections: Waves.pair)
    #expect(twice[0].radius.bits == map[0].radius.bits && twice[1].angleSigma.bits == map[1].angleSigma.bits)
  }

  @Test func `ten times the mean on top does not move the phase`() throws {
    let (image, options) = try Self.noisy()
    // Whole numbers, so that single precision holds both.
    let base = image.with(pixels: image.pixels.map { $0.rounded() })
    let map = try base.roll(options, reflections: Waves.pair)
    let high = try base.with(pixels: base.pixels.map { $0 + 10_000 }).roll(options, reflections: Waves.pair)
    for index in 0..<2 {
      for (a, b) in zip(high[index].radius.pixels, map[index].radius.pixels) where !b.isNaN {
        #expect(abs(a - b) < 1e-5)
      }
    }
  }

  @Test(arguments: [RollingWindow.Estimator.phase, .parabola, .gaussianAmplitude])
  func `one thread and two give the same bytes`(estimator: RollingWindow.Estimator) throws {
    let (image, options) = try Self.noisy { ($0.estimator, $0.step) = (estimator, 7) }
    let one = try image.roll(options, reflections: Waves.pair, threads: 1)
    let two = try image.roll(options, reflections: Waves.pair, threads: 2)
    for index in 0..<2 {
      #expect(one[index].statuses == two[index].statuses)
      for plane in [\ReflectionMap.radius, \.angle, \.amplitude, \.radiusSigma, \.angleSigma, \.snr] {
        #expect(one[index][keyPath: plane].bits == two[index][keyPath: plane].bits)
      }
    }
  }

  @Test(arguments: [RollingWindow.Estimator.phase, .parabola, .gaussianAmplitude])
  func `where there is no lattice there is hardly a value`(estimator: RollingWindow.Estimator) throws {
    let (_, options) = try Self.noisy { $0.estimator = estimator }
    let noise = Lattices.image(rows: 256, columns: 256, [], noise: 200, calibration: Waves.calibration)
    let map = try noise.roll(options, reflections: Waves.pair)
    let values = map[0].radius.pixels.count { !$0.isNaN }
    #expect(values <= 256 / 10, "\(values) of 256")
    #expect(map[0].statuses.contains(.weak))
  }

  @Test(arguments: [RollingWindow.Estimator.phase, .parabola, .gaussianAmplitude])
  func `images with nothing in them have no value`(estimator: RollingWindow.Estimator) throws {
    let (_, options) = try Self.noisy { $0.estimator = estimator }
    let calibration = Waves.calibration
    var spike = Image(rows: 96, columns: 96, value: 5, calibration: calibration)
    spike[50, 47] = 1e6
    let images = [
      Image(rows: 96, columns: 96, value: 0, calibration: calibration),
      Image(rows: 96, columns: 96, value: 1234.5, calibration: calibration), spike,
      Image(rows: 96, columns: 96, value: 1e30, calibration: calibration),
    ]
    for image in images {
      let map = try image.roll(options, reflections: Waves.pair)
      #expect(map[0].radius.pixels.allSatisfy { $0.isNaN })
      #expect(map[0].statuses.allSatisfy { $0 == .weak || $0 == .notConverged })
    }
    let empty = Image(rows: 96, columns: 96, value: .nan, calibration: calibration)
    let nothing = try empty.roll(options, reflections: Waves.pair)
    #expect(nothing[1].statuses.allSatisfy { $0 == .missing })
  }

  @Test func `windows that leave the image see its mean there`() throws {
    let (image, options) = try Self.noisy { $0.estimator = .phase }
    let clear = Waves.image(rows: 160, columns: 192, [Waves.pair[0]])
    let map = try clear.roll(options, reflections: [Waves.pair[0]])
    // Half of the window, and the mean is no step.
    #expect(abs(map[0].spacing[0, 5] / Float(Waves.pair[0].spacing) - 1) < 5e-3)
    let high = image.with(pixels: image.pixels.map { $0.rounded() + 10_000 })
    let low = image.with(pixels: image.pixels.map { $0.rounded() })
    let (a, b) = (
      try high.roll(options, reflections: Waves.pair), try low.roll(options, reflections: Waves.pair)
    )
    #expect(abs(a[0].radius[0, 5] - b[0].radius[0, 5]) < 1e-5)
  }

  @Test func `the smallest signal to noise and the taper are checked`() throws {
    let image = Waves.image(rows: 96, columns: 96, Waves.pair)
    var (_, options) = try Self.noisy { $0.minimumSNR = -1 }
    #expect(throws: RollingWindowError.minimumSNR(-1)) { try image.roll(options, reflections: Waves.pair) }
    (options.minimumSNR, options.taper) = (3.5, .hamming)
    #expect(throws: RollingWindowError.taper(.hamming)) { try image.roll(options, reflections: Waves.pair) }
    options.taper = .blackman
    let map = try image.roll(options, reflections: Waves.pair)
    #expect(abs(map[0].spacing[3, 3] / Float(Waves.pair[0].spacing) - 1) < 1e-4)
    (options.minimumSNR, options.taper) = (1e30, .hann)
    #expect(try image.roll(options, reflections: Waves.pair)[0].statuses.contains(.weak))
  }
}
