import Imaging
import Lattice
import Numerics
import Synchronization
import Testing

struct ReflectionSearchTests {
  static let nanometres = Calibration(pixelSizeX: 0.02, pixelSizeY: 0.025, unit: .nanometres, source: .script)
  static let first = Reflection(spacing: 0.30, angle: 20, unit: .nanometres)
  static let second = Reflection(spacing: 0.25, angle: 100, unit: .nanometres)

  static func crystal(rows: Int = 300, columns: Int = 260, noise: Double = 50) -> Image {
    Lattices.image(
      rows: rows, columns: columns, [(first, 40), (second, 25)], noise: noise, calibration: nanometres)
  }

  @Test func `both waves of a crystal are found, strongest first, on oblong pixels`() throws {
    let search = try Self.crystal().findReflections(count: 2)
    try #require(search.reflections.count == 2)
    for (found, truth) in zip(search.reflections, [Self.first, Self.second]) {
      #expect(abs(found.spacing / truth.spacing - 1) < 5e-4)
      #expect(abs(found.angle(to: truth)) < 0.05)
      #expect(found.unit == .nanometres)
      #expect((found.snr ?? 0) > 10)
    }
    #expect(search.shortfall == nil)
  }

  @Test(arguments: [0, 1, 5, 40])
  func `a search or refinement that is cancelled stops`(last: Int) throws {
    let image = Self.crystal()
    let asked = Atomic(0)
    let isCancelled: @Sendable () -> Bool = { asked.wrappingAdd(1, ordering: .relaxed).newValue > last }
    #expect(throws: ImageError.cancelled) { try image.findReflections(isCancelled: isCancelled) }
    #expect(asked.load(ordering: .relaxed) <= last + 20)
    asked.store(0, ordering: .relaxed)
    #expect(throws: RefinementError.image(.cancelled)) {
      try image.refine([Self.first, Self.second], window: 64, isCancelled: isCancelled)
    }
    #expect(asked.load(ordering: .relaxed) <= last + 20)
  }

  @Test func `a short list says why, with the figures`() throws {
    let search = try Self.crystal().findReflections(count: 5)
    let shortfall = try #require(search.shortfall)
    #expect(shortfall.found == 2 && shortfall.wanted == 5)
    let refused = try #require(shortfall.strongestRefused?.snr)
    #expect(refused < shortfall.requiredSNR)
    #expect(shortfall.description.hasPrefix("only 2 of 5 reflections found: the next peak"))
  }

  @Test(arguments: [(0.28, 0.4), (0.2, 0.28)])
  func `spacings outside the range are passed over`(low: Double, high: Double) throws {
    let search = try Self.crystal().findReflections(count: 2, minSpacing: low, maxSpacing: high)
    try #require(search.reflections.count == 1)
    #expect((low...high).contains(search.reflections[0].spacing))
  }

  @Test func `a harmonic and a neighbour within 5° drop out`() throws {
    let waves = [
      (Self.first, 40.0), (Reflection(spacing: 0.15, angle: 20, unit: .nanometres), 30.0),
      (Reflection(spacing: 0.22, angle: 23, unit: .nanometres), 35.0),
    ]
    let image = Lattices.image(rows: 256, columns: 256, waves, noise: 20, calibration: Self.nanometres)
    let search = try image.findReflections(count: 3)
    #expect(search.reflections.count == 1)
    #expect(search.shortfall?.collinear == 2)
  }

  @Test func `a fundamental comes before a stronger harmonic of it`() throws {
    let waves = [
      (Self.first, 20.0), (Reflection(spacing: 0.15, angle: 20, unit: .nanometres), 60.0),
      (Self.second, 25.0),
    ]
    let image = Lattices.image(rows: 256, columns: 256, waves, noise: 20, calibration: Self.nanometres)
    let search = try image.findReflections(count: 2)
    #expect(search.reflections.count == 2)
    for (found, truth) in zip(search.reflections, [Self.second, Self.first]) {
      #expect(abs(found.spacing / truth.spacing - 1) < 1e-3)
    }
    #expect(search.lattices.count == 1)
  }

  @Test func `two grains are two lattices, each with its pair`() throws {
    func waves(turned: Double) -> [(Reflection, Double)] {
      [(0.30, 20.0), (0.27, 96)].map { spacing, angle in
        (Reflection(spacing: spacing, angle: angle + turned, unit: .nanometres), 40)
      }
    }
    let calibration = Self.nanometres
    let left = Lattices.image(rows: 256, columns: 512, waves(turned: 0), noise: 50, calibration: calibration)
    let right = Lattices.image(
      rows: 256, columns: 512, waves(turned: 25), noise: 50, calibration: calibration)
    let image = Image(rows: 256, columns: 512, calibration: calibration) { row, column in
      column < 300 ? left[row, column] : right[row, column]
    }
    let search = try image.findReflections(count: 2, window: 256)
    try #require(search.lattices.count == 2)
    for (pair, turn) in zip(search.lattices, [0.0, 25]) {
      let angles = pair.map(\.angle).sorted()
      #expect(abs(angles[0] - 20 - turn) < 0.5 && abs(angles[1] - 96 - turn) < 0.5)
    }
    #expect(search.severalLattices.contains("2 lattices"))
  }

  @Test(arguments: [(0.0, 1.0), (179.0, -1.0), (90.5, 1.0), (89.5, 1.0), (150.0, -1.0), (110.0, 1.0)])
  func `of the two partners the one to the right or up is returned`(angle: Double, sign: Double) throws {
    let wave = Reflection(spacing: 8, angle: angle, unit: .pixels)
    let image = Lattices.image(rows: 128, columns: 128, [(wave, 50)], noise: 20)
    let found = try #require(try image.findReflections(count: 1).reflections.first)
    #expect(abs(found.gx - sign * wave.gx) < 1e-3 && abs(found.gy - sign * wave.gy) < 1e-3)
  }

  @Test(arguments: [(64, 64), (128, 128), (200, 64), (256, 128), (512, 512)])
  func `pure noise holds no lattice`(side: Int, window: Int) throws {
    for seed in 1...4 {
      let image = Lattices.image(rows: side, columns: side, [], noise: 300, seed: UInt64(seed))
      let search = try image.findReflections(window: window)
      #expect(search.reflections.isEmpty)
      #expect(search.shortfall?.description.hasPrefix("no reflection found: the strongest peak") == true)
    }
  }

  @Test(arguments: [64, 128, 256])
  func `uniform images, ramps, scan lines and edges hold no lattice`(window: Int) throws {
    var generator = SplitMix64(state: 5)
    let lines = (0..<512).map { _ in Double.random(in: -50...50, using: &generator) }
    func image(_ value: (Int, Int) -> Double, noise: Double = 20) -> Image {
      Image(rows: 512, columns: 512) { row, column in
        Float(1000 + value(row, column) + Double.random(in: -noise...noise, using: &generator))
      }
    }
    let images = [
      Image(rows: 512, columns: 512, value: 1234.567),
      image({ row, column in 10 * Double(row) + 3 * Double(column) }, noise: 0),
      image({ row, column in 10 * Double(row) + 3 * Double(column) }),
      image({ row, _ in lines[row] }), image({ _, column in lines[column] }, noise: 0),
      image({ row, column in lines[row] + lines[511 - column] }),
      image({ row, column in 10 * column + 3 * row > 3000 ? 1000 : 0 }),
    ]
    for image in images { #expect(try image.findReflections(window: window).reflections.isEmpty) }
  }

  @Test func `a spot on the axis of a streak is found`() throws {
    var generator = SplitMix64(state: 6)
    let lines = (0..<256).map { _ in Double.random(in: -10...10, using: &generator) }
    let image = Image(rows: 256, columns: 256) { row, column in
      let wave = 30 * Double.cos(2 * .pi * Double(row) / 9) + 30 * Double.cos(2 * .pi * Double(column) / 7)
      return Float(1000 + lines[row] + wave + Double.random(in: -20...20, using: &generator))
    }
    let search = try image.findReflections(count: 3)
    #expect(search.reflections.map { $0.spacing.rounded() }.sorted() == [7, 9])
  }

  @Test func `one window sees only its own lattice`() throws {
    let right = Reflection(spacing: 9, angle: 70, unit: .pixels)
    let left = Reflection(spacing: 7, angle: 10, unit: .pixels)
    let a = Lattices.image(rows: 256, columns: 512, [(left, 50)], noise: 20)
    let b = Lattices.image(rows: 256, columns: 512, [(right, 50)], noise: 20)
    let image = Image(rows: 256, columns: 512) { row, column in column < 256 ? a[row, column] : b[row, column]
    }
    let atRight = try image.findReflections(count: 2, in: .window(Point(row: 100, column: 400)))
    #expect(atRight.reflections.map { $0.spacing.rounded() } == [9])
    let mask = Mask(rows: 256, columns: 512, inside: (0..<256 * 512).map { $0 % 512 < 200 })
    let inLeft = try image.findReflections(count: 2, in: .inside(mask))
    #expect(inLeft.reflections.map { $0.spacing.rounded() } == [7])
  }

  @Test func `windows with missing pixels are left out`() throws {
    var image = Self.crystal(rows: 256, columns: 256)
    image[10, 10] = .nan
    image[20, 200] = .infinity
    let search = try image.findReflections(count: 2)
    #expect(search.reflections.count == 2)
    for row in stride(from: 0, to: 256, by: 32) {
      for column in stride(from: 0, to: 256, by: 32) { image[row, column] = .nan }
    }
    let blind = try image.findReflections(count: 2)
    #expect(blind.reflections.isEmpty && blind.shortfall?.allMissing == true)
    #expect(blind.shortfall?.description.contains("fill them first") == true)
  }

  @Test func `the brightness scale makes no difference`() throws {
    let image = Self.crystal()
    let scaled = image.with(pixels: image.pixels.map { $0 / 4096 })
    let (a, b) = try (image.findReflections().reflections, scaled.findReflections().reflections)
    #expect(a.count == 2 && b.count == 2)
    for (x, y) in zip(a, b) { #expect(abs(x.gx - y.gx) < 1e-9 && abs(x.gy - y.gy) < 1e-9) }
  }

  @Test func `arguments out of range are refused with the remedy`() throws {
    let image = Self.crystal(rows: 200, columns: 160)
    func message(_ body: () throws -> ReflectionSearch) -> String {
      (#expect(throws: ImageError.self) { try body() })?.description ?? ""
    }
    #expect(message { try image.findReflections(window: 256) }.contains("use a window of 160 or less"))
    #expect(message { try image.findReflections(window: 16) }.contains("32 pixels or more"))
    #expect(message { try image.findReflections(count: 0) }.contains("1 or more"))
    #expect(message { try image.findReflections(minSpacing: -1) }.contains("more than 0"))
    #expect(message { try image.findReflections(minSpacing: 2, maxSpacing: 1) }.contains("exchange"))
    #expect(
      message { try image.findReflections(in: .window(Point(row: 10, column: 80))) }.contains("outside"))
    #expect(
      message { try image.findReflections(in: .window(Point(row: .nan, column: 80))) }.contains("outside"))
    let small = Mask(rows: 200, columns: 160, inside: (0..<32000).map { $0 % 160 < 100 })
    #expect(message { try image.findReflections(in: .inside(small)) }.contains("smaller window"))
    let foreign = Mask(rows: 2, columns: 2, inside: [true, true, true, true])
    #expect(message { try image.findReflections(in: .inside(foreign)) }.contains("size"))
  }
}
