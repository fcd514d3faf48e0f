import Imaging
import Lattice
import Testing

/// Images without a lattice, or with values that break arithmetic: no crash, and a status for every window.
struct HostileImageTests {
  enum Hostile: String, CaseIterable {
    case zero, constant, spike, missing, holes, infinities, huge, tiny, denormal

    func image(_ lattice: Image) -> Image {
      lattice.with(
        pixels: lattice.pixels.indices.map { index in
          let pixel = lattice.pixels[index]
          return switch self {
          case .zero: 0
          case .constant: 1234.5
          case .spike: index == 40 * lattice.columns + 51 ? 1e6 : 0
          case .missing: .nan
          case .holes: isHole(index) ? .nan : pixel
          case .infinities: isHole(index) ? (index % 2 == 0 ? .infinity : -.infinity) : pixel
          case .huge: pixel * 1e30
          case .tiny: pixel * 1e-30
          case .denormal: pixel * .leastNonzeroMagnitude
          }
        })
    }

    func isHole(_ index: Int) -> Bool { (self == .holes || self == .infinities) && index % 4001 == 1700 }
    /// Whether the lattice is still there for the scale-free estimators.
    var isScaled: Bool { self == .huge || self == .tiny }
  }

  /// How windows are evaluated: by each instruction set and precision, and by the reference path.
  enum Way: CustomTestStringConvertible, Sendable {
    case reference
    case kernel(InstructionSet, doublePrecision: Bool?)

    var arithmetic: WindowArithmetic {
      switch self {
      case .reference: .reference
      case .kernel(let set, let double): .kernel(set, doublePrecision: double)
      }
    }
    var testDescription: String { "\(self)" }
    var isReference: Bool { if case .reference = self { true } else { false } }

    static let all =
      [Way.reference]
      + InstructionSet.available.flatMap { set in
        [nil, false, true].map { Way.kernel(set, doublePrecision: $0) }
      }
  }

  private static let lattice = Waves.image(rows: 101, columns: 118, Waves.pair)

  @Test(arguments: Hostile.allCases, Way.all)
  func `every window has a status, and a value only when that says so`(hostile: Hostile, way: Way) throws {
    let image = hostile.image(Self.lattice)
    // The other two have the reference path only.
    let estimators = way.isReference ? RollingWindow.Estimator.allCases : [.gaussian, .phase]
    for estimator in estimators {
      for edge in RollingWindow.Edge.allCases {
        var options = RollingWindow()
        (options.window, options.step, options.estimator, options.edge) = (64, 4, estimator, edge)
        let plan = try RollingWindowPlan(
          image: image, options: options, reflections: Waves.pair, arithmetic: way.arithmetic)
        let map = try plan.run(threads: 1)
        for index in 0..<2 { check(map, index, plan, hostile, "\(estimator), \(edge)") }
      }
    }
  }

  private func check(
    _ map: LatticeMap, _ index: Int, _ plan: RollingWindowPlan, _ hostile: Hostile, _ way: Comment
  ) {
    let (planes, options) = (map[index], plan.options)
    var wrong = 0
    for row in 0..<map.rows {
      for column in 0..<map.columns {
        let status = planes.statuses[row * map.columns + column]
        let leaves = plan.leavesImage(row: row, column: column)
        let isMissing = isMissing(plan, row: row, column: column)
        let hasValue =
          status == .ok || status == .atBound || status == .edge && options.edge == .mark
        let (radius, angle) = (planes.radius[row, column], planes.angle[row, column])
        let isRight =
          hasValue
          ? radius.isFinite && radius >= 0 && abs(angle - Float(planes.reflection.angle)) <= 90.001
            && planes.amplitude[row, column] > 0 && planes.amplitude[row, column].isFinite
          : radius.isNaN && angle.isNaN && planes.amplitude[row, column].isNaN
            && planes.snr[row, column].isNaN && planes.radiusSigma[row, column].isNaN
        let isSkipped = leaves && options.edge == .skip
        let isExpected: Bool =
          if isSkipped {
            status == .edge
          } else if isMissing {
            status == .missing
          } else if hostile == .zero || hostile == .constant && options.estimator.isScaleFree {
            !hasValue && status != .missing
          } else if hostile.isScaled && options.estimator.isScaleFree && !leaves {
            status == .ok
          } else if (hostile == .tiny || hostile == .denormal) && options.estimator == .gaussian {
            status == .weak
          } else {
            status != .missing && status != .rejected
              && (status != .edge || leaves && options.edge == .mark)
          }
        wrong += isRight && isExpected ? 0 : 1
      }
    }
    #expect(wrong == 0, way)
  }

  private func isMissing(_ plan: RollingWindowPlan, row: Int, column: Int) -> Bool {
    let (image, options) = (plan.image, plan.options)
    let (top, left) = (row * options.step - options.window / 2, column * options.step - options.window / 2)
    for r in max(0, top)..<min(image.rows, top + options.window) {
      for c in max(0, left)..<min(image.columns, left + options.window) where !image[r, c].isFinite {
        return true
      }
    }
    return false
  }

  @Test(arguments: RollingWindow.Estimator.allCases.filter(\.isScaleFree), [1e30, 1e-30])
  func `a factor of 1e30 or 1e-30 does not move a position`(
    estimator: RollingWindow.Estimator, factor: Float
  ) throws {
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (64, 2, estimator)
    let map = try Self.lattice.roll(options, reflections: Waves.pair)
    let other = try Self.lattice.with(pixels: Self.lattice.pixels.map { $0 * factor })
      .roll(options, reflections: Waves.pair)
    let plan = try RollingWindowPlan(image: Self.lattice, options: options, reflections: Waves.pair)
    let inside = InteriorWindows(plan)
    for index in 0..<2 {
      for row in inside.rows {
        for column in inside.columns {
          let difference = other[index].radius[row, column] - map[index].radius[row, column]
          #expect(abs(difference) <= 1e-4 || map[index].radius[row, column].isNaN)
        }
      }
    }
  }
}
