import Imaging
import Lattice
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What `image:roll` picks against the reference path, as `../shared/design/method.md` asks: a sample in every run of
/// the tests, 100,000 windows by `./dev agree`.
struct AgreementTests {
  /// Windows over all images.
  private static let count = getenv("FRINGE_AGREEMENT").flatMap { Int(String(cString: $0)) }

  @Test(
    .enabled(if: !Agreement.Subject.Name.available.isEmpty, SharedData.skip),
    arguments: Agreement.Subject.Name.available)
  func `windows at random places agree with the reference path`(name: Agreement.Subject.Name) throws {
    let total = Self.count ?? 3000
    let agreement = try Agreement(
      name.subject(), count: Int(Double(total) * name.share), tiles: Self.count == nil ? 6 : 1000)
    if Self.count != nil { Self.report(name.rawValue, agreement) }
    #expect(agreement.deviating == 0, "\(agreement.deviating) of \(agreement.wellPosed): \(agreement.worst)")
    #expect(agreement.keptDifference <= 2, "\(agreement.kept) of \(agreement.windows)")
    #expect(agreement.cheapRate >= 98, "\(agreement.cheap) of \(agreement.compared)")
    #expect(agreement.windows >= 300 && agreement.compared > agreement.windows / 2)
    if name.rawValue.hasPrefix("particle") { #expect(agreement.wellPosed > agreement.windows / 10) }
  }

  @Test(
    .enabled(if: Agreement.Subject.Name.available.contains(.particle512), SharedData.skip),
    arguments: InstructionSet.available, [RollingWindow.Estimator.gaussian, .phase])
  func `instruction sets agree to 1e-5 pixels in well-posed windows`(
    set: InstructionSet, estimator: RollingWindow.Estimator
  ) throws {
    let subject = try Agreement.Subject.Name.particle512.subject()
    var options = RollingWindow()
    options.estimator = estimator
    func plan(_ set: InstructionSet) throws -> RollingWindowPlan {
      try RollingWindowPlan(
        image: subject.image, options: options, reflections: subject.reflections,
        arithmetic: .kernel(set, doublePrecision: nil))
    }
    var random = SplitMix64(state: 4)
    let portable = try plan(.portable)
    let inside = InteriorWindows(portable, particle: subject.particle)
    let tiles = inside.tiles(atMost: 3, using: &random)
    let expected = try #require(portable.map(of: tiles))
    let map = try #require(try plan(set).map(of: tiles))
    let reference = ReferenceFit(portable)
    var compared = 0
    for turn in 0..<600 {
      let (row, column) = inside.place(in: tiles[turn % tiles.count], using: &random)
      guard inside.isInParticle(row: row, column: column) else { continue }
      reference.load(row: row, column: column)
      for index in 0..<3 where reference.fit(index).contrast >= 2.2 {
        compared += 1
        #expect(abs(map[index].radius[row, column] - expected[index].radius[row, column]) <= 1e-5)
      }
    }
    #expect(compared > 60)
  }

  private static func report(_ name: String, _ agreement: Agreement) {
    let kept = agreement.kept.map { "\($0.engine)/\($0.reference)" }.joined(separator: " ")
    print(
      "\(name): \(agreement.windows) windows; well-posed \(agreement.wellPosed) fits, max |Δq| \(agreement.worst) px, "
        + "\(agreement.deviating) over 1e-4, \(agreement.better) in a better minimum; kept \(kept) (\(agreement.keptDifference) points); "
        + "cost at most 1.001 times in \(agreement.cheapRate) % of \(agreement.compared)")
  }
}
