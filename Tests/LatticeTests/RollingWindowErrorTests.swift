import Imaging
import Lattice
import Testing

struct RollingWindowErrorTests {
  private let image = Waves.image(rows: 160, columns: 160, Waves.pair)

  private func roll(
    _ reflections: [Reflection] = Waves.pair, _ change: (inout RollingWindow) -> Void
  ) throws(RollingWindowError) -> LatticeMap {
    var options = RollingWindow()
    options.step = 80
    change(&options)
    return try image.roll(options, reflections: reflections)
  }

  @Test func `options out of range are refused`() {
    #expect(throws: RollingWindowError.window(15)) { try roll { $0.window = 15 } }
    #expect(throws: RollingWindowError.window(1025)) { try roll { $0.window = 1025 } }
    #expect(throws: RollingWindowError.step(0)) { try roll { $0.step = 0 } }
    #expect(throws: RollingWindowError.patch(14)) { try roll { $0.patch = 14 } }
    #expect(throws: RollingWindowError.patch(33)) { try roll { $0.patch = 33 } }
    #expect(throws: RollingWindowError.clip(1.1)) { try roll { $0.clip = 1.1 } }
    #expect(throws: RollingWindowError.self) { try roll { $0.floor = .nan } }
    #expect(throws: RollingWindowError.noReflections) { try roll([]) { _ in } }
    #expect(throws: RollingWindowError.noDirection(reflection: 0)) {
      try roll([Reflection(gx: 0, gy: 0, unit: .nanometres)]) { _ in }
    }
    #expect(throws: RollingWindowError.noDirection(reflection: 1)) {
      try roll([Waves.pair[0], Reflection(gx: .nan, gy: 1, unit: .nanometres)]) { _ in }
    }
  }

  @Test func `a reflection in another unit than the image says what to set`() throws {
    let inPixels = [Reflection(spacing: 7, angle: 35, unit: .pixels)]
    let error = #expect(throws: RollingWindowError.self) { try roll(inPixels) { _ in } }
    #expect(error == .unit(reflection: 0, is: .pixels, image: .nanometres))
    #expect(error?.description == "reflection 1 is in px and the image in nm: give the reflection in nm")
  }

  @Test func `planes finer than two pixels point at the pixel size`() throws {
    let fine = [Waves.pair[0], Reflection(spacing: 0.045, angle: 0, unit: .nanometres)]
    let error = try #require(#expect(throws: RollingWindowError.self) { try roll(fine) { _ in } })
    #expect(error == .tooFine(reflection: 1, spacing: 1.5))
    #expect(error.description.contains("1.5 pixels apart") && error.description.contains("pixel size"))
  }

  @Test func `a patch beyond the border names a window that will do`() throws {
    let near = [Reflection(spacing: 0.068, angle: 0, unit: .nanometres)]
    let error = try #require(#expect(throws: RollingWindowError.self) { try roll(near) { $0.window = 96 } })
    guard case .patchOutside(0, 15, 96, let remedy) = error, let window = remedy else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains("use a window of \(window) or more"))
    _ = try roll(near) { $0.window = window }
    #expect(throws: RollingWindowError.self) { try roll(near) { $0.window = window - 2 } }
  }

  @Test func `a patch at the lobe of the mean warns and names a window that will do`() throws {
    let wide = [Reflection(spacing: 0.5, angle: 80, unit: .nanometres)]
    let map = try roll(wide) { $0.window = 96 }
    guard case .reachesZeroFrequency(0, let distance, 15, 96, let remedy) = map.warnings.first,
      let window = remedy
    else {
      Issue.record("\(map.warnings)")
      return
    }
    // 96 × 0.03 / 0.5 × sin 80°
    #expect(abs(distance - 5.672) < 1e-3)
    #expect(map.warnings[0].description.contains("use a window of \(window) or more"))
    #expect(try !roll(wide) { $0.window = window }.warnings.contains { $0.isAboutZeroFrequency })
    #expect(try roll(wide) { $0.window = window - 2 }.warnings.contains { $0.isAboutZeroFrequency })
    // A smaller patch helps too, as the message says.
    #expect(try roll(wide) { ($0.window, $0.patch) = (96, 5) }.warnings.isEmpty)
  }

  @Test func `a patch that holds a stronger reflection warns and names a window that will do`() throws {
    // 5.2 columns and 2.2 rows apart at window 64, away from the lobe of the mean.
    var pair = [
      Reflection(dx: 11, dy: -6, window: 64, calibration: image.calibration),
      Reflection(dx: 16.2, dy: -8.2, window: 64, calibration: image.calibration),
    ]
    func warnings(_ change: (inout RollingWindow) -> Void = { _ in }) throws -> [RollingWindowWarning] {
      var options = RollingWindow()
      (options.window, options.step) = (64, 40)
      change(&options)
      return try RollingWindowPlan(image: image, options: options, reflections: pair).warnings
    }
    let both = try warnings()
    try #require(both.count == 2)
    guard case .holdsOther(0, other: 1, let distance, 15, 64, let remedy?) = both[0] else {
      Issue.record("\(both)")
      return
    }
    #expect(abs(distance - 5.2) < 1e-9)
    #expect(both[0].description.contains("use a window of \(remedy) or more, or a smaller patch"))
    #expect(try warnings { $0.window = remedy }.isEmpty && !warnings { $0.window = remedy - 2 }.isEmpty)
    #expect(try warnings { $0.patch = 9 }.isEmpty && !warnings { $0.patch = 11 }.isEmpty)
    // The partner -g of another one counts as well, and one that is known to be weaker does not.
    pair[1] = Reflection(dx: -16.2, dy: 8.2, window: 64, calibration: image.calibration)
    #expect(try warnings().count == 2)
    (pair[0].snr, pair[1].snr) = (10, 20)
    guard case .holdsOther(0, other: 1, _, _, _, _)? = try warnings().first, try warnings().count == 1 else {
      Issue.record("\(try warnings())")
      return
    }
    // One that is given twice is no other.
    pair[1] = pair[0]
    #expect(try warnings().isEmpty)
  }

  @Test func `an image from 0 to 1 warns that the floor depends on the scale`() throws {
    let dim = image.with(pixels: image.pixels.map { 0.5 + ($0 - 1000) / 3e4 })
    var options = RollingWindow()
    (options.window, options.step) = (64, 20)
    let map = try dim.roll(options, reflections: Waves.pair)
    guard case .underFloor(let weak, let tried, 5) = map.warnings.first else {
      Issue.record("\(map.warnings)")
      return
    }
    #expect(weak == tried && tried == 128)
    #expect(map[0].statuses.allSatisfy { $0 == .weak } && map[0].radius.pixels.allSatisfy(\.isNaN))
    #expect(map.warnings[0].description.contains("logarithm"))
    options.floor = nil
    #expect(try dim.roll(options, reflections: Waves.pair).warnings.isEmpty)
  }

  @Test(arguments: RollingWindow.Estimator.allCases)
  func `peaks that mostly drown in noise warn once, in one line that says what to do`(
    estimator: RollingWindow.Estimator
  ) throws {
    let noise = Lattices.image(rows: 160, columns: 160, [], noise: 200, calibration: Waves.calibration)
    var options = RollingWindow()
    (options.window, options.step, options.estimator, options.minimumSNR) = (64, 20, estimator, 8)
    let map = try noise.roll(options, reflections: Waves.pair)
    guard estimator.isScaleFree else { return #expect(map.warnings.isEmpty) }
    let weak = (0..<2).reduce(0) { $0 + map[$1].statuses.count { $0 == .weak } }
    #expect(map.warnings == [.underSNR(weak: weak, tried: 128, minimum: 8)] && weak > 64)
    let text = map.warnings.map(\.description).joined()
    #expect(!text.contains("\n") && text.contains("lower min_snr") && text.contains("signal to noise of 8:"))
    options.minimumSNR = 0
    #expect(try noise.roll(options, reflections: Waves.pair).warnings.isEmpty)
    // Windows without a value for another reason were not tried.
    (options.minimumSNR, options.edge) = (8, .skip)
    let inside = try noise.roll(options, reflections: Waves.pair)
    let tried = (0..<2).reduce(0) { $0 + inside[$1].statuses.count { $0 != .edge } }
    guard case .underSNR(_, tried, 8) = inside.warnings.first else {
      Issue.record("\(inside.warnings)")
      return
    }
  }

  @Test func `a lattice in more than half of the windows does not warn`() throws {
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (64, 20, .phase)
    #expect(try image.roll(options, reflections: Waves.pair).warnings.isEmpty)
  }

  @Test func `a window larger than the image warns`() throws {
    let map = try roll { $0.window = 200 }
    #expect(map.warnings == [.windowExceedsImage(window: 200, size: image.size)])
  }

  @Test func `every message is one line`() {
    let errors: [RollingWindowError] = [
      .noReflections, .window(7), .step(0), .patch(4), .clip(2), .floor(.nan), .cancelled,
      .noDirection(reflection: 0), .tooFine(reflection: 0, spacing: 1.234),
      .patchOutside(reflection: 0, patch: 15, window: 64, remedy: nil),
      .unit(reflection: 2, is: .nanometres, image: .pixels),
    ]
    for error in errors { #expect(!error.description.isEmpty && !error.description.contains("\n")) }
  }
}

extension RollingWindowWarning {
  fileprivate var isAboutZeroFrequency: Bool {
    if case .reachesZeroFrequency = self { true } else { false }
  }
}
