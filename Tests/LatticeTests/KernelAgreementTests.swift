import ImageFiles
import Imaging
import Lattice
import TestSupport
import Testing

/// Every kernel that this machine has, against one Fourier transform per window in double precision.
struct KernelAgreementTests {
  /// A kernel as tests name it.
  struct Kernel: CustomTestStringConvertible, Sendable {
    let set: InstructionSet
    let doublePrecision: Bool
    var arithmetic: WindowArithmetic { .kernel(set, doublePrecision: doublePrecision) }
    var testDescription: String { "\(set.rawValue), \(doublePrecision ? "double" : "single") precision" }

    static let all = InstructionSet.available.flatMap { set in
      [false, true].map { Kernel(set: set, doublePrecision: $0) }
    }
  }

  private static func roll(
    _ image: Image, _ options: RollingWindow, _ arithmetic: WindowArithmetic
  ) throws -> LatticeMap {
    try RollingWindowPlan(
      image: image, options: options, reflections: Waves.pair, arithmetic: arithmetic
    ).run()
  }

  /// Whether the window of a map pixel lies wholly inside the image.
  private static func isInside(_ map: LatticeMap, _ image: Image, _ options: RollingWindow, _ pixel: Int)
    -> Bool
  {
    let top = pixel / map.columns * options.step - options.window / 2
    let left = pixel % map.columns * options.step - options.window / 2
    return top >= 0 && left >= 0 && top + options.window <= image.rows
      && left + options.window <= image.columns
  }

  // Small steps carry spectra on, large ones sum them anew; so does a taper that is no sum of cosines.
  @Test(arguments: Kernel.all, [(64, 3, 15), (65, 5, 15), (64, 30, 15), (96, 7, 11), (63, 2, 5)])
  func `two waves are measured alike`(kernel: Kernel, shape: (window: Int, step: Int, patch: Int)) throws {
    let image = Waves.image(rows: 110, columns: 131, Waves.pair)
    var options = RollingWindow()
    (options.window, options.step, options.patch) = shape
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    for index in 0..<2 {
      var compared = 0
      for pixel in reference[index].statuses.indices
      where Self.isInside(map, image, options, pixel) && reference[index].statuses[pixel] == .ok {
        compared += 1
        #expect(map[index].statuses[pixel] == .ok)
        let (q, expected) = (map[index].radius.pixels[pixel], reference[index].radius.pixels[pixel])
        #expect(abs(q - expected) <= 2e-5, "\(pixel)")
        let (angle, direction) = (map[index].angle.pixels[pixel], reference[index].angle.pixels[pixel])
        #expect(abs(angle - direction) <= 2e-4, "\(pixel)")
        let ratio = map[index].amplitude.pixels[pixel] / reference[index].amplitude.pixels[pixel]
        #expect(abs(ratio - 1) <= (options.patch < 11 ? 2e-2 : 2e-3), "\(pixel)")
      }
      #expect(compared > 0)
    }
  }

  @Test(arguments: Kernel.all)
  func `signal to noise and uncertainty are those of the reference path`(kernel: Kernel) throws {
    let clean = Waves.image(rows: 120, columns: 130, Waves.pair)
    var random = SplitMix64(state: 5)
    let image = clean.with(pixels: clean.pixels.map { $0 + Float.random(in: -400...400, using: &random) })
    var options = RollingWindow()
    (options.window, options.step) = (64, 4)
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    for index in 0..<2 {
      var compared = 0
      for pixel in reference[index].statuses.indices
      where Self.isInside(map, image, options, pixel) && reference[index].statuses[pixel] == .ok {
        compared += 1
        let (snr, expected) = (map[index].snr.pixels[pixel], reference[index].snr.pixels[pixel])
        #expect(expected > 5 && abs(snr / expected - 1) < 0.03, "\(pixel): \(snr) and \(expected)")
        let ratio = map[index].radiusSigma.pixels[pixel] / reference[index].radiusSigma.pixels[pixel]
        #expect(abs(ratio - 1) < 0.03, "\(pixel): \(ratio)")
      }
      #expect(compared > 50)
    }
  }

  // Without a taper, the side lobes of the mean and of the waves are minima of their own, and fits differ.
  @Test(arguments: Kernel.all, [Taper.hann, .hamming, .blackman, .gaussian])
  func `every taper is served`(kernel: Kernel, taper: Taper) throws {
    let image = Waves.image(rows: 90, columns: 100, Waves.pair)
    var options = RollingWindow()
    (options.window, options.step, options.taper) = (64, 9, taper)
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    var (compared, agreeing) = (0, 0)
    for index in 0..<2 {
      for pixel in reference[index].statuses.indices
      where Self.isInside(map, image, options, pixel) && reference[index].statuses[pixel] == .ok {
        compared += 1
        agreeing +=
          abs(map[index].radius.pixels[pixel] - reference[index].radius.pixels[pixel]) <= 1e-4 ? 1 : 0
      }
    }
    let isSmooth = taper != .hamming
    #expect(compared > 10 && agreeing >= (isSmooth ? compared : compared / 4), "\(agreeing) of \(compared)")
  }

  // Side lobes are minima of their own: of two fits to the same spectrum, the one may come from above and stay in one.
  @Test(
    arguments: Kernel.all, [(Taper.hann, 0.9), (.hamming, 0.8), (.blackman, 0.9), (.rectangular, 0.2)])
  func `sums that run along are those summed anew`(kernel: Kernel, case: (taper: Taper, share: Double)) throws
  {
    let image = Waves.image(rows: 150, columns: 160, Waves.pair)
    var options = RollingWindow()
    (options.window, options.taper) = (64, `case`.taper)
    options.step = 4
    let running = try Self.roll(image, options, kernel.arithmetic)
    options.step = 16
    let anew = try Self.roll(image, options, kernel.arithmetic)
    for index in 0..<2 {
      var (compared, agreeing) = (0, 0)
      for row in 0..<anew.rows {
        for column in 0..<anew.columns where anew[index].statuses[row * anew.columns + column] == .ok {
          compared += 1
          let difference = running[index].radius[4 * row, 4 * column] - anew[index].radius[row, column]
          guard abs(difference) < 1e-4 else { continue }
          agreeing += 1
          let ratio = running[index].amplitude[4 * row, 4 * column] / anew[index].amplitude[row, column]
          #expect(abs(ratio - 1) < 1e-4)
        }
      }
      #expect(
        compared > 40 && Double(agreeing) >= `case`.share * Double(compared), "\(agreeing) of \(compared)")
    }
  }

  @Test(arguments: Kernel.all)
  func `images without a lattice have the statuses of the reference`(kernel: Kernel) throws {
    var options = RollingWindow()
    (options.window, options.step) = (32, 4)
    let zero = Image(rows: 80, columns: 90, calibration: Waves.calibration) { _, _ in 0 }
    let constant = zero.with(pixels: zero.pixels.map { _ in 1e4 })
    let nothing = zero.with(pixels: zero.pixels.map { _ in .nan })
    for image in [zero, nothing] {
      let map = try Self.roll(image, options, kernel.arithmetic)
      let reference = try Self.roll(image, options, .reference)
      #expect(map[0].statuses == reference[0].statuses && map[1].statuses == reference[1].statuses)
      #expect(!map[0].radius.pixels.contains { !$0.isNaN })
    }
    let map = try Self.roll(constant, options, kernel.arithmetic)
    let reference = try Self.roll(constant, options, .reference)
    for pixel in map[0].statuses.indices where Self.isInside(map, constant, options, pixel) {
      #expect(map[0].statuses[pixel] == reference[0].statuses[pixel])
    }
  }

  @Test(arguments: Kernel.all)
  func `windows with a missing pixel have no value and disturb no others`(kernel: Kernel) throws {
    var image = Waves.image(rows: 100, columns: 150, Waves.pair)
    var options = RollingWindow()
    (options.window, options.step) = (32, 3)
    let whole = try Self.roll(image, options, kernel.arithmetic)
    image[40, 50] = .nan
    image[70, 149] = .infinity
    image[0, 0] = -.infinity
    let map = try Self.roll(image, options, kernel.arithmetic)
    let reference = try Self.roll(image, options, .reference)
    for pixel in map[0].statuses.indices {
      #expect((map[0].statuses[pixel] == .missing) == (reference[0].statuses[pixel] == .missing))
      guard map[0].statuses[pixel] != .missing, Self.isInside(map, image, options, pixel) else { continue }
      #expect(abs(map[0].radius.pixels[pixel] - whole[0].radius.pixels[pixel]) <= 2e-5)
    }
  }

  @Test(arguments: Kernel.all)
  func `an image scaled by 1e30 overflows nothing`(kernel: Kernel) throws {
    let image = Waves.image(rows: 80, columns: 90, Waves.pair)
    var options = RollingWindow()
    (options.window, options.step, options.clip) = (64, 4, nil)
    options.floor = nil
    let plain = try Self.roll(image, options, kernel.arithmetic)
    let bright = try Self.roll(image.with(pixels: image.pixels.map { $0 * 1e30 }), options, kernel.arithmetic)
    for pixel in plain[0].statuses.indices where Self.isInside(plain, image, options, pixel) {
      #expect(bright[0].statuses[pixel] == plain[0].statuses[pixel])
      let difference = bright[0].radius.pixels[pixel] - plain[0].radius.pixels[pixel]
      #expect(difference.isNaN || abs(difference) <= 1e-4)
      #expect(bright[0].amplitude.pixels[pixel].isFinite)
    }
  }

  @Test func `one thread, two and three give the same bytes at every pixel`() throws {
    let image = Waves.image(rows: 150, columns: 170, Waves.pair)
    var options = RollingWindow()
    (options.window, options.floor) = (48, nil)
    let one = try image.roll(options, reflections: Waves.pair, threads: 1)
    for threads in [2, 3] {
      let other = try image.roll(options, reflections: Waves.pair, threads: threads)
      for index in 0..<2 {
        #expect(one[index].radius.bits == other[index].radius.bits)
        #expect(one[index].angle.bits == other[index].angle.bits)
        #expect(one[index].amplitude.bits == other[index].amplitude.bits)
        #expect(one[index].statuses == other[index].statuses)
      }
    }
  }
}
