import Imaging
import Lattice
import Testing

struct MapComparisonTests {
  private static let plain = Deformation(xx: 1.01, xy: 0.002, yx: 0, yy: 0.99)

  private func strain(
    _ deformation: Deformation = plain, sigma: Double = 0.01, axis: Double = 0,
    definition: StrainDefinition = .spacing
  ) throws -> StrainMap {
    try Deformed.map(rows: 6, columns: 8, sigma: sigma) { _, _ in Deformed.vectors(deformation) }
      .strain(reference: .reflections(Deformed.reference), definition: definition, axis: axis)
  }

  @Test func `a map agrees with itself, and joint σ is √2 of its own`() throws {
    let map = try strain()
    let comparison = try MapComparison(map, map)
    #expect(comparison.rows == 6 && comparison.columns == 8 && comparison.referenceDifference == 0)
    #expect(comparison.disagreement.count == 0)
    for (quantity, component) in zip(comparison.quantities, StrainComponent.allCases) {
      #expect(quantity.name == component.rawValue && quantity.count == 48)
      #expect(quantity.mean == 0 && quantity.pull == 0 && quantity.share == 0)
      #expect(abs(quantity.sigma[2, 2] / map.sigma(component)[2, 2] - Float(2).squareRoot()) < 1e-5)
    }
  }

  @Test func `a difference is counted in joint σ`() throws {
    let (one, other) = (try strain(), try strain(Deformation(xx: 1.02, xy: 0.002, yx: 0, yy: 0.99)))
    let joint = Double(try MapComparison(one, other).quantities[0].sigma[0, 0])
    let pull = 0.01 / joint
    let wide = try MapComparison(one, other, limit: 1.05 * pull)
    #expect(abs(wide.quantities[0].mean + 0.01) < 1e-6 && abs(wide.quantities[0].pull / pull - 1) < 1e-3)
    #expect(wide.disagreement.count == 0 && wide.quantities[0].share == 0)
    let narrow = try MapComparison(one, other, limit: 0.95 * pull)
    #expect(narrow.disagreement.count == 48 && narrow.quantities[0].share == 1)
    #expect(narrow.quantities[1].share == 0)
  }

  @Test func `maps of other steps are compared on the coarser one's grid`() throws {
    let lattice = DisplacedLattice { x, _ in
      (x * x / 256 * 0.02, 0)
    } distortion: { x, _ in
      [x / 128 * 0.02, 0, 0, 0]
    }
    let image = lattice.image()
    func strain(step: Int) throws -> StrainMap {
      var options = GeometricPhase()
      (options.resolution, options.step) = (20, step)
      return try image.geometricPhaseStrain(
        options, reflections: lattice.reflections, reference: .reflections(lattice.reflections))
    }
    let fine = try strain(step: 2)
    for step in [4, 5] {
      let comparison = try MapComparison(fine, strain(step: step))
      #expect(comparison.step == step && comparison.rows == 255 / step + 1)
      let exx = comparison.quantities[0]
      // Linear between the points of the fine map.
      #expect(exx.count > 1000 && exx.difference.pixels.allSatisfy { $0.isNaN || abs($0) < 2e-6 })
    }
  }

  @Test func `lattice maps are compared in spacing and angle`() throws {
    let one = Deformed.map(sigma: 0.01) { _, _ in Deformed.vectors(.identity) }
    let other = Deformed.map(sigma: 0.02) { _, _ in
      Deformed.vectors(Deformation(xx: 1.001, xy: 0, yx: 0, yy: 1.001))
    }
    let comparison = try MapComparison(one, other)
    #expect(comparison.quantities.map(\.name) == (1...3).flatMap { ["spacing_\($0)", "angle_\($0)"] })
    for index in 0..<3 {
      let spacing = Deformed.reference[index].spacing
      #expect(abs(comparison.quantities[2 * index].mean + 0.001 * spacing) < 1e-7)
      #expect(abs(comparison.quantities[2 * index + 1].mean) < 1e-4)
    }
  }

  @Test func `what is not the same is not compared`() throws {
    func problem(_ a: StrainMap, _ b: StrainMap, limit: Double = 3) -> ComparisonError? {
      do throws(ComparisonError) { _ = try MapComparison(a, b, limit: limit) } catch { return error }
      return nil
    }
    let map = try strain()
    #expect(try problem(map, strain(axis: 10)) == .axes(0, 10))
    #expect(try problem(map, strain(definition: .green)) == .definitions(.spacing, .green))
    #expect(problem(map, map, limit: 0) == .limit(0))
    let turned = try Deformed.map(.identity, [20, 84]).strain()
    guard case .reflections? = problem(map, turned) else {
      return #expect(Bool(false), "maps of other reflections were compared")
    }
    let large = try Deformed.map(rows: 7, columns: 8, sigma: 0.01) { _, _ in Deformed.vectors(Self.plain) }
      .strain(reference: .reflections(Deformed.reference))
    #expect(problem(map, large) == .sources(map.source.size, large.source.size))
  }
}
