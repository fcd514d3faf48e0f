import Imaging
import Lattice
import Simulation
import Testing

/// A map's windows evaluated again, against what the map keeps.
struct WindowReviewerTests {
  private static func options(_ estimator: RollingWindow.Estimator, step: Int, window: Int = 64)
    -> RollingWindow
  {
    var options = RollingWindow()
    (options.estimator, options.window, options.step) = (estimator, window, step)
    return options
  }

  /// Two waves under noise, with missing pixels in a corner and nothing in another.
  private static let image: Image = {
    let clean = Waves.image(rows: 150, columns: 170, Waves.pair)
    var random = SplitMix64(state: 7)
    var image = clean.with(pixels: clean.pixels.map { $0 + Float.random(in: -150...150, using: &random) })
    image[8, 160] = .nan
    for row in 90..<150 { for column in 0..<70 { image[row, column] = 1000 } }
    return image
  }()

  private static func planes(_ map: ReflectionMap) -> [Image] {
    [map.radius, map.angle, map.amplitude, map.radiusSigma, map.angleSigma, map.snr, map.spacing]
  }

  @Test(arguments: RollingWindow.Estimator.allCases, RollingWindow.Edge.allCases)
  func `every value of a map is found again, to the last bit where windows are transformed one by one`(
    estimator: RollingWindow.Estimator, edge: RollingWindow.Edge
  ) throws {
    var options = Self.options(estimator, step: 16)
    (options.edge, options.floor) = (edge, 8.5)
    let map = try RollingWindowPlan(
      image: Self.image, options: options, reflections: Waves.pair, arithmetic: .reference
    ).run()
    let reviewer = try WindowReviewer(map)
    for row in 0..<map.rows {
      for column in 0..<map.columns {
        let review = reviewer.review(row: row, column: column)
        for (planes, own) in zip(map.reflectionMaps, review.reflections) {
          #expect(own.status == planes.statuses[row * map.columns + column])
          for (image, value) in zip(Self.planes(planes), Self.planes(own.planes)) {
            let stored = image[row, column]
            #expect(stored.bitPattern == value.pixels[0].bitPattern || stored.isNaN && value.pixels[0].isNaN)
          }
          #expect((own.doubt == nil) || own.status != .ok)
        }
      }
    }
    #expect(Set(map[0].statuses).count > 1)
  }

  @Test(arguments: [RollingWindow.Estimator.gaussian, .phase])
  func `maps of running sums are found again to the engines' tolerance`(
    estimator: RollingWindow.Estimator
  ) throws {
    let image = Waves.image(rows: 150, columns: 171, Waves.pair)
    let map = try image.roll(Self.options(estimator, step: 2), reflections: Waves.pair)
    let reviewer = try WindowReviewer(map)
    for row in stride(from: 16, to: map.rows - 16, by: 5) {
      for column in stride(from: 16, to: map.columns - 16, by: 5) {
        let review = reviewer.review(row: row, column: column)
        for (planes, own) in zip(map.reflectionMaps, review.reflections) {
          #expect(abs(own.planes.radius.pixels[0] - planes.radius[row, column]) < 1e-4)
          #expect(abs(own.planes.angle.pixels[0] - planes.angle[row, column]) < 1e-3)
        }
      }
    }
  }

  @Test(arguments: RollingWindow.Estimator.allCases)
  func `what was fitted to a lone wave leaves little of it`(estimator: RollingWindow.Estimator) throws {
    let image = Waves.image(rows: 150, columns: 171, [Waves.pair[0]])
    let map = try image.roll(Self.options(estimator, step: 8), reflections: [Waves.pair[0]])
    let reviewer = try WindowReviewer(map)
    // Whole, and half outside the image.
    for row in [9, 0] {
      let found = reviewer.review(row: row, column: 10)
      #expect(found.leavesImage == (row == 0))
      let patch = try #require(found.reflections[0].patch)
      let residual = try #require(patch.residual)
      #expect(patch.data.count == 225 && residual.count == 225)
      let range = (patch.data.max() ?? 0) - (patch.data.min() ?? 0)
      let largest = residual.map(abs).max() ?? .infinity
      // A Gaussian is not the taper's transform, and half a window's peak is no longer round.
      let share = estimator == .phase || estimator == .parabola ? 0.03 : 0.35
      if row > 0 || estimator == .phase { #expect(largest < share * range, "\(largest / range)") }
      #expect(patch.quantity == (estimator == .gaussian ? .logAmplitude : .amplitude))
      let offset = Waves.pair[0].offset(window: 64, calibration: Waves.calibration)
      if row > 0 {
        #expect(abs(Double(patch.firstRow) + patch.row - offset.dy) < 0.05)
        #expect(abs(Double(patch.firstColumn) + patch.column - offset.dx) < 0.05)
      }
    }
  }

  @Test func `doubts have the numbers that decided`() throws {
    var options = Self.options(.gaussian, step: 8)
    options.floor = 99
    let weak = try WindowReviewer(Self.image.roll(options, reflections: Waves.pair))
    guard case .underFloor(let top, 99)? = weak.review(row: 5, column: 12).reflections[0].doubt else {
      Issue.record("the floor is not blamed")
      return
    }
    #expect((8..<16).contains(top))
    let scaleFree = try WindowReviewer(
      Self.image.roll(Self.options(.phase, step: 8), reflections: Waves.pair))
    #expect(scaleFree.review(row: 18, column: 0).reflections[0].doubt == .flatWindow)
    #expect(scaleFree.review(row: 4, column: 18).reflections[0].doubt == .missingPixels(1))
    #expect(scaleFree.review(row: 4, column: 18).missingPixels == 1)
    #expect(scaleFree.review(row: 4, column: 18).reflections[0].patch == nil)
  }

  @Test func `a map knows what was selected`() throws {
    let map = try Self.image.roll(Self.options(.phase, step: 16), reflections: Waves.pair)
    let mask = Mask(
      rows: map.rows, columns: map.columns, inside: (0..<map.rows * map.columns).map { $0 % 2 == 0 })
    #expect(map.selections.isEmpty)
    let kept = try map.clean(radius: 0.1, angle: 1).where(mask).blockMean(2).select([1])
    #expect(kept.selections == [.clean(radius: 0.1, angle: 1), .region])
  }
}
