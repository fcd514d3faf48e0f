import Crystallography
import Numerics
import Simulation
import Testing

struct ProjectedPhaseTests {
  @Test func `atoms between pixels have the spectrum of the formula`() throws {
    let (gold, carbon) = (try #require(Element(symbol: "Au")), try #require(Element(symbol: "C")))
    let columns = [
      AtomColumn(element: gold, x: 0.1237, y: -0.3391, count: 2.5),
      AtomColumn(element: carbon, x: -0.5, y: 0.21, count: 1),
    ]
    let (side, size) = (96, 0.03)
    var phase = ProjectedPhase(side: side, pixelSize: size)
    phase.add(columns, vibration: 0.007, strength: 0.0031) {}
    let middle = Double(side - 1) / 2
    for (v, u) in [(0, 0), (3, 5), (-7, 2), (20, 0), (-30, 31), (1, 47), (-46, 10)] {
      var expected = Complex<Double>.zero
      let k = Double(u * u + v * v).squareRoot() / (Double(side) * size)
      for column in columns {
        let (across, down) = (middle + column.x / size, middle - column.y / size)
        let turns = (Double(u) * across + Double(v) * down) / Double(side)
        let thermal = Double.exp(-2 * .pi * .pi * 0.007 * 0.007 * k * k)
        let amount = column.count * 0.0031 * column.element.scatteringFactor(k) * thermal / (size * size)
        expected =
          expected + Complex(amount * Double.cos(2 * .pi * turns), -amount * Double.sin(2 * .pi * turns))
      }
      let found = phase.half[(v < 0 ? v + side : v) * (side / 2 + 1) + u]
      let difference = found - expected
      #expect(difference.length < 1e-6 * phase.half[0].length, "\(v), \(u)")
    }
  }

  @Test(arguments: [
    ("Au", "110"), ("Si", "110"), ("SrTiO3", "100"), ("rutile", "001"), ("ZnO", "100"), ("Fe", "111"),
  ])
  func `columns hold as many atoms as the crystal has`(name: String, axis: String) throws {
    let crystal = try #require(try Crystal.named(name))
    let zone = try #require(MillerIndices(axis))
    let columns = try crystal.columns(along: zone, rotation: 17, thickness: 4, within: 8)
    let total = columns.reduce(0) { $0 + $1.count }
    let expected = Double(crystal.atoms.count) / crystal.cell.volume * 4 * .pi * 64
    #expect(abs(total / expected - 1) < 0.01)
    #expect(columns.allSatisfy { $0.x * $0.x + $0.y * $0.y <= 64 })
  }

  @Test func `dumbbells of silicon are 0.136 nm long`() throws {
    let silicon = try #require(try Crystal.named("Si"))
    let columns = try silicon.columns(along: MillerIndices(1, 1, 0), rotation: 0, thickness: 1, within: 2)
    let near = columns.filter { $0.x * $0.x + $0.y * $0.y < 0.5 }
    for column in near {
      let distances = columns.map { other in
        ((other.x - column.x) * (other.x - column.x) + (other.y - column.y) * (other.y - column.y))
          .squareRoot()
      }
      let nearest = distances.filter { $0 > 1e-6 }.min() ?? 0
      #expect(abs(nearest - 0.5431020511 / 4) < 1e-6)
    }
  }
}
