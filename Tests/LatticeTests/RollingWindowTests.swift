import Imaging
import Lattice
import Numerics
import Synchronization
import Testing

struct RollingWindowTests {
  private static func options(_ window: Int = 64, step: Int = 16) -> RollingWindow {
    var options = RollingWindow()
    (options.window, options.step) = (window, step)
    return options
  }

  // The Gaussian on a logarithm is off by a few hundredths of an FFT pixel even without noise.
  @Test(arguments: [64, 65, 96, 127])
  func `the planes of two waves are measured, in even and odd windows`(window: Int) throws {
    let image = Waves.image(rows: 200, columns: 230, Waves.pair)
    let map = try image.roll(Self.options(window, step: 25), reflections: Waves.pair)
    #expect(map.rows == 8 && map.columns == 10 && map.count == 2 && map.warnings.isEmpty)
    #expect(abs(map[0].spacing.calibration.pixelSize - 0.75) < 1e-12)
    let weights = Taper.hann.weights(window).reduce(0, +)
    for (index, reflection) in Waves.pair.enumerated() {
      #expect(map[index].statuses[4 * 10 + 5] == .ok)
      #expect(abs(map[index].spacing[4, 5] / Float(reflection.spacing) - 1) < 5e-3)
      #expect(abs(map[index].angle[4, 5] - Float(reflection.angle)) < 0.2)
      #expect(abs(map[index].radius[4, 5] - Float(window) * 0.03 / Float(reflection.spacing)) < 0.06)
      #expect(abs(map[index].amplitude[4, 5] / Float(150 * weights * weights) - 1) < 2e-3)
    }
  }

  @Test func `directions stay within 90 degrees of the reflection's own and are not folded`() throws {
    // The partners at -g are the same planes; the wave itself lies 0.4° beyond 180.
    let wave = Reflection(spacing: 0.13, angle: 180.2, unit: .nanometres)
    let image = Waves.image(rows: 128, columns: 128, [wave])
    for angle in [179.8, -0.2] {
      let selected = Reflection(spacing: 0.13, angle: angle, unit: .nanometres)
      let map = try image.roll(Self.options(64, step: 64), reflections: [selected])
      #expect(abs(map[0].angle[1, 1] - 180.2) < 0.1, "\(angle)")
    }
    let selected = Reflection(spacing: 0.13, angle: 0.3, unit: .nanometres)
    let map = try image.roll(Self.options(64, step: 64), reflections: [selected])
    #expect(abs(map[0].angle[1, 1] - 0.2) < 0.1)
  }

  @Test func `oblong pixels are measured across the fringes`() throws {
    let calibration = Calibration(pixelSizeX: 0.03, pixelSizeY: 0.02, unit: .nanometres, source: .script)
    let image = Waves.image(rows: 128, columns: 128, Waves.pair, calibration: calibration)
    let map = try image.roll(Self.options(96, step: 64), reflections: Waves.pair)
    for (index, reflection) in Waves.pair.enumerated() {
      #expect(abs(map[index].spacing[1, 1] / Float(reflection.spacing) - 1) < 5e-3)
      #expect(abs(map[index].angle[1, 1] - Float(reflection.angle)) < 0.2)
    }
    #expect(try map.clean()[0].status[1, 1] == 0)
  }

  @Test func `one thread, two and three give the same bytes`() throws {
    let image = Waves.image(rows: 150, columns: 170, Waves.pair)
    var options = Self.options(48, step: 3)
    options.floor = nil
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

  @Test func `windows that leave the image are padded, marked or skipped`() throws {
    let image = Waves.image(rows: 128, columns: 96, Waves.pair)
    var options = Self.options(64, step: 16)
    let zero = try image.roll(options, reflections: Waves.pair)
    options.edge = .mark
    let mark = try image.roll(options, reflections: Waves.pair)
    options.edge = .skip
    let skip = try image.roll(options, reflections: Waves.pair)
    #expect(mark[0].radius.bits == zero[0].radius.bits)
    var inside = 0
    for row in 0..<8 {
      for column in 0..<6 {
        // Rows r - 32 ..< r + 32 of 128, columns likewise of 96.
        let within = (2...6).contains(row) && (2...4).contains(column)
        inside += within ? 1 : 0
        let hasValue = !zero[0].radius[row, column].isNaN
        #expect(zero[0].statuses[row * 6 + column] != .edge)
        #expect((mark[0].statuses[row * 6 + column] == .edge) == (!within && hasValue))
        #expect((skip[0].statuses[row * 6 + column] == .edge) == !within)
        #expect(skip[0].radius[row, column].isNaN == !within)
      }
    }
    #expect(inside == 15)
  }

  @Test func `windows with a missing pixel have the status missing and no value, all others are as before`()
    throws
  {
    var image = Waves.image(rows: 128, columns: 128, Waves.pair)
    let whole = try image.roll(Self.options(32, step: 8), reflections: Waves.pair)
    image[70, 60] = .nan
    let map = try image.roll(Self.options(32, step: 8), reflections: Waves.pair)
    for row in 0..<16 {
      for column in 0..<16 {
        let hit =
          (row * 8 - 16..<row * 8 + 16).contains(70) && (column * 8 - 16..<column * 8 + 16).contains(60)
        let pixel = row * 16 + column
        if hit {
          #expect(map[1].statuses[pixel] == .missing && map[1].amplitude.pixels[pixel].isNaN)
        } else {
          #expect(map[1].radius.bits[pixel] == whole[1].radius.bits[pixel])
          #expect(map[1].statuses[pixel] == whole[1].statuses[pixel])
        }
      }
    }
  }

  @Test func `progress rises to the number of windows`() throws {
    let image = Waves.image(rows: 64, columns: 64, Waves.pair)
    var reports = [Int]()
    _ = try image.roll(
      Self.options(32, step: 4), reflections: Waves.pair,
      progress: { done, total in
        #expect(total == 256)
        reports.append(done)
      })
    #expect(reports.last == 256 && reports == reports.sorted())
  }

  @Test func `a cancelled map is an error`() {
    let image = Waves.image(rows: 200, columns: 2000, Waves.pair)
    var options = Self.options(32, step: 1)
    // Every window is weak: tiles are finished at once.
    options.floor = 100
    let asked = Atomic(0)
    #expect(throws: RollingWindowError.cancelled) {
      try image.roll(
        options, reflections: Waves.pair,
        isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).newValue > 5 })
    }
    #expect(asked.load(ordering: .relaxed) < 20)
  }
}
