import Imaging
import Lattice
import Testing

struct StorageTests {
  private static let image = Lattices.image(
    rows: 70, columns: 90, Waves.pair.map { (reflection: $0, amplitude: 150.0) }, noise: 200,
    calibration: Waves.calibration)
  private static let options = {
    var options = RollingWindow()
    (options.window, options.step) = (48, 3)
    return options
  }()

  @Test(arguments: RollingWindow.Estimator.allCases)
  func `a map restored from its planes is the very same`(estimator: RollingWindow.Estimator) throws {
    var options = Self.options
    options.estimator = estimator
    let plan = try RollingWindowPlan(image: Self.image, options: options, reflections: Waves.pair)
    let map = try plan.run()
    let restored = try #require(plan.map(restoring: map.stored))
    #expect(restored.reflections == map.reflections && restored.warnings == map.warnings)
    for (one, other) in zip(map.reflectionMaps, restored.reflectionMaps) {
      #expect(one.statuses == other.statuses && (one.uncertainty == nil) == (other.uncertainty == nil))
      for plane in [
        \ReflectionMap.radius, \.angle, \.amplitude, \.radiusSigma, \.angleSigma, \.snr, \.spacing,
      ] {
        let (a, b) = (one[keyPath: plane], other[keyPath: plane])
        #expect(a.bits == b.bits && a.calibration == b.calibration && a.name == b.name && a.label == b.label)
      }
    }
  }

  @Test func `planes that do not fit are refused`() throws {
    let plan = try RollingWindowPlan(image: Self.image, options: Self.options, reflections: Waves.pair)
    let whole = try plan.run().stored
    #expect(plan.map(restoring: whole) != nil)
    var other = whole
    other.planes[0].removeLast()
    #expect(plan.map(restoring: other) == nil)
    other = whole
    other.statuses[1][5] = 99
    #expect(plan.map(restoring: other) == nil)
    other = whole
    other.planes.removeLast()
    #expect(plan.map(restoring: other) == nil)
    other = whole
    other.planes[1] = []
    #expect(plan.map(restoring: other) == nil)
  }

  @Test func `every option, reflection and pixel size is an ingredient`() throws {
    func ingredients(
      _ image: Image = Self.image, _ reflections: [Reflection] = Waves.pair,
      _ change: (inout RollingWindow) -> Void = { _ in }
    ) throws -> [String] {
      var options = Self.options
      change(&options)
      return try RollingWindowPlan(image: image, options: options, reflections: reflections).ingredients
    }
    var finer = Self.image
    finer.calibration.pixelSizeX *= 1.001
    var turned = Waves.pair
    turned[1].gx = turned[1].gx.nextUp
    let variants: [[String]] = [
      try ingredients(), try ingredients { $0.window = 50 }, try ingredients { $0.step = 2 },
      try ingredients { $0.taper = .blackman }, try ingredients { $0.estimator = .phase },
      try ingredients { $0.patch = 13 }, try ingredients { $0.clip = nil },
      try ingredients { $0.clip = 0.85.nextUp }, try ingredients { $0.floor = 4 },
      try ingredients { $0.minimumSNR = 3 }, try ingredients { $0.edge = .mark },
      try ingredients(finer), try ingredients(Self.image, Waves.pair.reversed()),
      try ingredients(Self.image, turned), try ingredients(Self.image, [Waves.pair[0]]),
      try ingredients(Self.image.transposed()),
    ]
    #expect(Set(variants).count == variants.count)
    // No option is forgotten, were there ever more of them.
    #expect(Mirror(reflecting: Self.options).children.count == 9)
    var named = Self.image
    named.name = "another"
    #expect(try ingredients(named) == ingredients())
  }

  @Test func `a search comes back from its numbers`() throws {
    let unit = Waves.pair[0].unit
    let image = Lattices.image(
      rows: 128, columns: 128, Waves.pair.map { (reflection: $0, amplitude: 150.0) }, noise: 200,
      calibration: Waves.calibration)
    for count in 1...4 {
      let search = try image.findReflections(count: count, window: 64)
      #expect((search.shortfall == nil) == (count <= 2))
      #expect(ReflectionSearch(numbers: search.numbers, unit: unit) == search)
    }
    let refused: [Double] = [1, 2, 3, 1, 17.5, 0, 1, 3, 2, 5, 4.25, 1, 1, 6, 7, 0, 0]
    let search = try #require(ReflectionSearch(numbers: refused, unit: unit))
    #expect(search.reflections == [Reflection(gx: 2, gy: 3, unit: unit, snr: 17.5)])
    #expect(search.shortfall?.strongestRefused == Reflection(gx: 6, gy: 7, unit: unit))
    #expect(search.shortfall?.wanted == 3 && search.shortfall?.collinear == 5 && search.numbers == refused)
    for numbers in [[], [-1], [2, 1], [0.5, 1, 1, 1, 1], [0, .nan, 1, 1, 1, 1, 1]] as [[Double]] {
      #expect(ReflectionSearch(numbers: numbers, unit: .nanometres) == nil)
    }
  }
}
