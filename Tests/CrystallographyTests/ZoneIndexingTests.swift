import Crystallography
import Numerics
import Testing

struct ZoneIndexingTests {
  static func turned(_ g: SIMD2<Double>, by degrees: Double, scale: Double = 1) -> SIMD2<Double> {
    let (c, s) = (Double.cos(degrees * .pi / 180), Double.sin(degrees * .pi / 180))
    return SIMD2(c * g.x - s * g.y, s * g.x + c * g.y) / scale
  }

  @Test(arguments: [
    ("Si", "110"), ("Si", "100"), ("Si", "111"), ("Si", "211"), ("Au", "110"), ("Au", "100"), ("Fe", "111"),
    ("SrTiO3", "110"), ("rutile", "001"), ("rutile", "111"), ("ZnO", "100"), ("ZnO", "001"),
    ("DyScO3", "110"),
    ("graphene", "001"),
  ])
  func `a pattern of a crystal is recognised, with its turn and scale`(name: String, axis: String) throws {
    let crystal = try CrystalTests.crystal(name)
    let zone = try #require(MillerIndices(axis))
    let pattern = try crystal.pattern(along: zone, from: 0.08)
    // The first, the first that is not parallel to it, and their neighbour.
    let first = pattern.spots[0]
    let others = pattern.spots.filter { abs($0.g.y) > 0.1 * abs($0.g.x) }
    let spots = [first] + others.prefix(2)
    let measured = spots.map { Self.turned($0.g, by: 33, scale: 1.03) }
    let best = try #require(try ZoneIndexing().candidates(for: measured, of: crystal).first)
    #expect(best.misfit < 1e-9 && best.matched == 3)
    #expect(abs(best.scale - 1.03) < 1e-9)
    #expect(best.axis == zone, "\(best.axis)")
    // The labels belong to the zone and lie where they were measured.
    let again = try crystal.pattern(along: best.axis, from: 0.08)
    for (g, indices) in zip(measured, best.indices) {
      let indices = try #require(indices)
      #expect(indices * best.axis == 0)
      let spot = try #require(again.spots.first { $0.indices == indices })
      let expected = Self.turned(spot.g, by: best.rotation, scale: best.scale)
      #expect(abs(g.x - expected.x) < 1e-9 && abs(g.y - expected.y) < 1e-9)
    }
  }

  @Test func `without a scale the axis is found from ratios and angles`() throws {
    let gold = try CrystalTests.crystal("Au")
    let pattern = try gold.pattern(along: MillerIndices(1, 1, 0), from: 0.12)
    let names = Set(["1-11", "1-1-1", "002"])
    let spots = pattern.spots.filter { names.contains("\($0.indices)") }
    try #require(spots.count == 3)
    var indexing = ZoneIndexing()
    indexing.scaleTolerance = nil
    // Pixels of 0.031 nm, each spot 1 % off.
    let measured = spots.enumerated().map {
      0.031 * (1 + 0.01 * Double($0.offset - 1)) * Self.turned($0.element.g, by: -70)
    }
    let best = try #require(try indexing.candidates(for: measured, of: gold).first)
    #expect(best.axis == MillerIndices(1, 1, 0))
    #expect(abs(1 / best.scale / 0.031 - 1) < 0.01)
    #expect(best.misfit > 0.003 && best.misfit < 0.012)
  }

  @Test func `a spot of another grain is left without a label`() throws {
    let gold = try CrystalTests.crystal("Au")
    let pattern = try gold.pattern(along: MillerIndices(1, 0, 0), from: 0.12)
    let foreign = Self.turned(pattern.spots[0].g, by: 20)
    let measured = pattern.spots.filter { $0.g.y >= 0 && $0.g.x > -1 }.prefix(2).map(\.g) + [foreign]
    let best = try #require(try ZoneIndexing().candidates(for: measured, of: gold).first)
    #expect(best.matched == 2 && best.indices[2] == nil && best.axis == MillerIndices(1, 0, 0))
  }

  @Test func `too few reflections and no match are errors that say so`() throws {
    let gold = try CrystalTests.crystal("Au")
    #expect(throws: CrystalError.tooFewReflections) {
      try ZoneIndexing().candidates(for: [SIMD2(4, 0), SIMD2(-8, 0.1)], of: gold)
    }
    #expect(throws: CrystalError.noZone("Au", tolerance: 0.05)) {
      try ZoneIndexing().candidates(for: [SIMD2(3, 0), SIMD2(0, 3)], of: gold)
    }
  }
}
