import Crystallography
import Numerics
import Testing

struct UnitCellTests {
  @Test func `a triclinic cell has the volume and spacings of the closed formulas`() throws {
    // Chalcanthite, CuSO4 · 5 H2O.
    let cell = try UnitCell(a: 0.6122, b: 1.0695, c: 0.5962, alpha: 97.58, beta: 107.17, gamma: 77.55)
    func cosine(_ degrees: Double) -> Double { Double.cos(degrees * .pi / 180) }
    let (ca, cb, cg) = (cosine(97.58), cosine(107.17), cosine(77.55))
    let root = (1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg).squareRoot()
    #expect(abs(cell.volume / (0.6122 * 1.0695 * 0.5962 * root) - 1) < 1e-12)
    // d(100) = V / (b c sin α)
    let spacing = cell.volume / (1.0695 * 0.5962 * Double.sin(97.58 * .pi / 180))
    #expect(abs(cell.spacing(MillerIndices(1, 0, 0)) / spacing - 1) < 1e-12)
    // Opposite planes are as far apart.
    #expect(cell.spacing(MillerIndices(1, -2, 3)) == cell.spacing(MillerIndices(-1, 2, -3)))
  }

  /// International Tables and every textbook.
  @Test(arguments: [
    ("111", "11-1", 70.5288), ("111", "100", 54.7356), ("111", "110", 35.2644), ("100", "110", 45),
    ("110", "101", 60), ("111", "111", 0), ("111", "-1-1-1", 180), ("210", "111", 39.2315),
    ("111", "1-11", 70.5288),
  ])
  func `angles between planes of a cubic crystal are the textbook's`(
    first: String, second: String, degrees: Double
  ) throws {
    let cell = try UnitCell(a: 0.4, b: 0.4, c: 0.4)
    let angle = try cell.angle(#require(MillerIndices(first)), #require(MillerIndices(second)))
    #expect(abs(angle - degrees) < 1e-4)
  }

  @Test func `angles of a hexagonal crystal`() throws {
    // Zinc oxide: between (001) and (101) the pyramid's slope, tan = c / (a sin 60°).
    let cell = try UnitCell(a: 0.324982, b: 0.324982, c: 0.520661, gamma: 120)
    let slope = Double.atan(0.520661 / (0.324982 * Double.sin(.pi / 3))) * 180 / .pi
    #expect(abs(cell.angle(MillerIndices(0, 0, 1), MillerIndices(1, 0, 1)) - slope) < 1e-9)
    #expect(abs(cell.angle(MillerIndices(1, 0, 0), MillerIndices(0, 1, 0)) - 60) < 1e-9)
  }

  @Test(arguments: [
    ("111", MillerIndices(1, 1, 1)), ("11-1", MillerIndices(1, 1, -1)), ("-2 0 10", MillerIndices(-2, 0, 10)),
    ("[1-10]", MillerIndices(1, -1, 0)), ("(002)", MillerIndices(0, 0, 2)),
  ])
  func `indices are read as they are written`(text: String, expected: MillerIndices) {
    #expect(MillerIndices(text) == expected)
  }

  @Test(arguments: ["", "11", "1111", "1-", "--111", "1 1", "a11", "1.5 1 1", "11٣", "99999 1 1", "[111)"])
  func `what is no three whole numbers is refused`(text: String) { #expect(MillerIndices(text) == nil) }
}
