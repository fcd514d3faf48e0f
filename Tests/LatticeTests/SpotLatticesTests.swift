import Lattice
import Testing

struct SpotLatticesTests {
  static func spot(_ dx: Double, _ dy: Double, level: Double = 10) -> LatticeSpot {
    LatticeSpot(dx: dx, dy: dy, level: level, contrast: level - 4)
  }

  @Test func `sums and differences belong to the lattice of their pair`() {
    let lattices = SpotLattices([
      Self.spot(20, 3), Self.spot(-2, 18), Self.spot(18.1, 21.2, level: 9), Self.spot(22.3, -14.8, level: 8),
      Self.spot(40.2, 6.1, level: 8),
    ])
    #expect(lattices.pairs == [[Self.spot(20, 3), Self.spot(-2, 18)]])
  }

  @Test func `a turned lattice is a second one`() {
    let lattices = SpotLattices([
      Self.spot(20, 3), Self.spot(-2, 18), Self.spot(18, 21), Self.spot(17, 11, level: 9),
      Self.spot(-9.5, 15.5, level: 9), Self.spot(7.6, 26.3, level: 8),
    ])
    #expect(lattices.pairs.count == 2)
    #expect(Set(lattices.pairs[1]) == [Self.spot(17, 11, level: 9), Self.spot(-9.5, 15.5, level: 9)])
  }

  @Test func `a superlattice, a broadened spot and faint ones are no second lattice`() {
    let lattices = SpotLattices([
      Self.spot(20, 3), Self.spot(-2, 18), Self.spot(10.2, 1.4, level: 7), Self.spot(-1.1, 9.1, level: 7),
      Self.spot(21.5, 4.2, level: 9), Self.spot(-3.3, 17.1, level: 9), Self.spot(50, 7, level: 5),
      Self.spot(3, 44, level: 5),
    ])
    #expect(lattices.pairs.count == 1)
  }

  @Test func `spots in one direction span no lattice`() {
    #expect(SpotLattices([Self.spot(20, 3), Self.spot(30, 5), Self.spot(41, 6)]).pairs.isEmpty)
    #expect(SpotLattices([]).pairs.isEmpty)
  }

  @Test(arguments: [2.0, 3, 4, -2])
  func `a multiple is a harmonic, whatever is stronger`(order: Double) {
    let fundamental = Self.spot(12, 5, level: 8)
    let harmonic = Self.spot(12.1 * order, 5.05 * order, level: 10)
    #expect(harmonic.isHarmonic(among: [harmonic, fundamental]))
    #expect(!fundamental.isHarmonic(among: [harmonic, fundamental]))
    // Of a fundamental that is hardly there the harmonic is what counts.
    #expect(!harmonic.isHarmonic(among: [harmonic, Self.spot(12, 5, level: 5)]))
  }
}
