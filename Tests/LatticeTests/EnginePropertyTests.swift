import Imaging
import Lattice
import Numerics
import Testing

/// Windows, patches, steps, tapers and reflections of all kinds: the engine that `image:roll` picks, and every kernel,
/// against the reference path.
struct EnginePropertyTests {
  /// Waves at offsets from zero frequency in a spectrum of `window` pixels, on a mean, with a little noise.
  static func image(
    side: Int, _ offsets: [(row: Double, column: Double)], window: Int, mean: Double = 1000,
    amplitude: Double = 300, seed: UInt64 = 3
  ) -> Image {
    var random = SplitMix64(state: seed)
    return Image(rows: side, columns: side + 7) { r, c in
      var value = mean + Double.random(in: -0.1...0.1, using: &random) * amplitude
      for offset in offsets {
        let turns = (offset.row * Double(r) + offset.column * Double(c)) / Double(window)
        value += amplitude * Double.cos(2 * .pi * turns + offset.row)
      }
      return Float(value)
    }
  }

  static func reflections(_ offsets: [(row: Double, column: Double)], window: Int) -> [Reflection] {
    offsets.map { Reflection(dx: $0.column, dy: $0.row, window: window, calibration: .none) }
  }

  private static let ways: [(estimator: RollingWindow.Estimator, arithmetic: WindowArithmetic)] =
    InstructionSet.available.flatMap { set in
      [.gaussian, .phase].map { ($0, .kernel(set, doublePrecision: nil)) }
    }

  @Test(arguments: [
    (16, 5), (17, 5), (24, 7), (31, 9), (32, 11), (63, 13), (64, 15), (65, 31), (101, 21), (128, 31),
    (200, 5),
    (255, 17), (256, 15), (511, 15), (1023, 15), (1024, 31),
  ])
  func `windows from 16 to 1024 with patches from 5 to 31 agree`(window: Int, patch: Int) throws {
    // As far from zero frequency as the patch asks for, and not beyond the border.
    let distance = min(Double(patch / 2) + 4.3, Double(window / 2 - patch / 2) - 1.4)
    let offsets = [(row: distance, column: 1.3), (row: -2.4, column: distance)]
    let side = window + 40
    let image = Self.image(side: side, offsets, window: window)
    // Large windows take long: by the first and the last instruction set.
    let ways = window > 300 ? Self.ways.prefix(2) + Self.ways.suffix(2) : Self.ways
    for (estimator, arithmetic) in ways {
      var options = RollingWindow()
      (options.window, options.patch, options.estimator) = (window, patch, estimator)
      options.step = max(1, window / 64)
      let comparison = try EngineComparison(
        image, options, Self.reflections(offsets, window: window), arithmetic: arithmetic,
        count: window > 300 ? 4 : 30)
      #expect(comparison.worst <= 1e-4, "\(estimator), \(arithmetic): \(comparison.worst)")
      #expect(comparison.disputed == 0, "\(estimator), \(arithmetic)")
      // In a patch of half the spectrum no peak stands out by itself.
      #expect(comparison.compared > 0 || estimator == .gaussian && 2 * patch > window - 5, "\(arithmetic)")
    }
  }

  /// Whether a patch holds two of the waves.
  private static func share(_ offsets: [(row: Double, column: Double)], patch: Int) -> Bool {
    offsets.indices.contains { i in
      offsets[..<i].contains {
        max(abs($0.row - offsets[i].row), abs($0.column - offsets[i].column)) < Double(patch / 2) + 1
      }
    }
  }

  @Test func `options put together at random agree`() throws {
    var random = SplitMix64(state: 20)
    for turn in 0..<40 as Range<UInt64> {
      let window = Int.random(in: 24...160, using: &random)
      let patch = 2 * Int.random(in: 2...min(15, window / 6), using: &random) + 1
      var options = RollingWindow()
      (options.window, options.patch) = (window, patch)
      options.step = .random(in: 1...max(1, window / 6), using: &random)
      options.edge = RollingWindow.Edge.allCases.randomElement(using: &random) ?? .zero
      options.clip = Bool.random(using: &random) ? 0.85 : 0.7
      let (estimator, arithmetic) = try #require(Self.ways.randomElement(using: &random))
      options.estimator = estimator
      if estimator == .phase { options.taper = Bool.random(using: &random) ? .hann : .blackman }
      let farthest = Double(window / 2 - patch / 2) - 1.5
      let offsets = (0..<Int.random(in: 1...4, using: &random)).map { number in
        let angle = 0.4 + 0.8 * Double(number) + Double.random(in: -0.2...0.2, using: &random)
        let distance = min(farthest, Double(patch / 2) + .random(in: 4...12, using: &random))
        return (row: distance * .sin(angle), column: distance * .cos(angle))
      }
      let image = Self.image(side: window + 60, offsets, window: window, seed: turn)
      let comparison = try EngineComparison(
        image, options, Self.reflections(offsets, window: window), arithmetic: arithmetic, count: 20,
        seed: turn)
      // Neighbours in a patch are minima of their own, of which either way may find the one or the other.
      let isLonely = offsets.count == 1 || estimator == .phase && !Self.share(offsets, patch: patch)
      // Blackman's wide peak is made of as few sums as Hann's.
      let limit = options.taper == .blackman ? 2e-3 : 1e-4
      #expect(
        !isLonely || comparison.worst <= limit,
        "\(turn): \(comparison.worst), \(arithmetic), \(options), \(offsets)")
    }
  }

  @Test(arguments: [1, 2, 3, 7, 16], [RollingWindow.Estimator.gaussian, .phase])
  func `every one of up to 16 reflections is measured as if it were alone`(
    count: Int, estimator: RollingWindow.Estimator
  ) throws {
    let offsets = (0..<count).map { number in
      let angle = Double(number) * .pi / 16 + 0.1
      return (row: 44 * Double.sin(angle), column: 44 * Double.cos(angle))
    }
    let image = Self.image(side: 150, offsets, window: 128, amplitude: 100)
    var options = RollingWindow()
    (options.patch, options.estimator, options.step) = (7, estimator, 4)
    let reflections = Self.reflections(offsets, window: 128)
    let map = try image.roll(options, reflections: reflections)
    #expect(map.count == count)
    for index in Set([0, count / 2, count - 1]) {
      let alone = try image.roll(options, reflections: [reflections[index]])
      #expect(alone[0].radius.bits == map[index].radius.bits && alone[0].angle.bits == map[index].angle.bits)
      let middle = (map.rows / 2) * map.columns + map.columns / 2
      #expect(abs(map[index].radius.pixels[middle] - 44) < 0.1)
    }
  }

  // A mean of 1,000 and 100,000 times the contrast; waves along the axes, and patches across them.
  @Test(
    arguments: [1.0, 1e3, 1e5],
    [
      (18.3, 0.0), (0, 18.3), (18.3, 5.2), (18.3, -3.1), (18.3, 9.6), (5.2, 18.3), (-9.4, 18.3), (14.2, 13.7),
      (10.6, 0.4), (0.3, -10.8),
    ])
  func `a bright background and reflections near the axes lose no precision`(
    mean: Double, offset: (row: Double, column: Double)
  ) throws {
    let image = Self.image(side: 200, [offset], window: 128, mean: 300 * mean)
    for (estimator, arithmetic) in Self.ways {
      var options = RollingWindow()
      options.estimator = estimator
      let comparison = try EngineComparison(
        image, options, Self.reflections([offset], window: 128), arithmetic: arithmetic, count: 40)
      #expect(comparison.worst <= 1e-4, "\(estimator), \(arithmetic): \(comparison.worst)")
      #expect(comparison.disputed == 0, "\(estimator), \(arithmetic): \(comparison.disputed)")
      // So bright a mean drowns the lattice for the fit to the log amplitude, whatever the precision.
      let isDrowned = mean > 1e4 || mean > 1 && max(abs(offset.row), abs(offset.column)) < 13
      #expect(comparison.compared >= (estimator == .gaussian && isDrowned ? 0 : 20), "\(estimator)")
    }
  }
}
