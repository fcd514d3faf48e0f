import Figures
import TestSupport
import Testing

struct ColorMapTests {
  static func lightness(_ map: ColorMap) -> [Double] {
    stride(from: 0, to: map.table.count, by: 8).map { Lab(map.table[$0]).lightness }
  }

  @Test(arguments: ColorMap.all.filter { $0.kind == .sequential })
  func `a sequential map rises in lightness all the way`(map: ColorMap) {
    let lightness = Self.lightness(map)
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
    #expect(lightness.last! - lightness.first! > 75)
  }

  @Test(arguments: ColorMap.all.filter { $0.kind == .diverging })
  func `the arms of a diverging map are equally light and fall from the middle`(map: ColorMap) {
    let lightness = Self.lightness(map)
    let middle = lightness.count / 2
    #expect(zip(lightness, lightness[...middle].dropFirst()).allSatisfy { $0 < $1 + 0.05 })
    #expect(zip(lightness, lightness.reversed()).allSatisfy { abs($0 - $1) < 2 })
    let centre = Lab(map.color(at: 0.5))
    #expect((centre.a * centre.a + centre.b * centre.b).squareRoot() < 3)
  }

  @Test func `a cyclic map ends where it began`() {
    #expect(ColorMap.twilight.color(at: 0) == ColorMap.twilight.color(at: 1))
  }

  @Test(arguments: [
    // Published colours: matplotlib 3.
    ("viridis", 0.0, 0x440154), ("viridis", 0.5, 0x21918C), ("viridis", 1.0, 0xFDE725),
    ("magma", 0.25, 0x51127C),
    ("cividis", 1.0, 0xFEE838), ("viridis_r", 0.0, 0xFDE725), ("gray", 0.2, 0x333333),
    ("coolwarm", 0.5, 0xDDDCDC), ("RdBu_r", 0.5, 0xF6F7F7), ("twilight", 0.25, 0x6276BA),
  ])
  func `a named map passes through the colours it is known for`(name: String, position: Double, hex: Int)
    throws
  {
    let color = try ColorMap.named(name).color(at: position)
    #expect(Lab(color).distance(to: Lab(RGB(UInt32(hex)))) < 1)
  }

  @Test func `gray is linear in the screen's levels`() {
    for level in 0...255 {
      #expect(abs(Int(ColorMap.gray.color(at: Double(level) / 255).green) - level) <= 1)
    }
  }

  @Test(arguments: ColorMap.all)
  func `no map comes near its colour of missing pixels`(map: ColorMap) {
    let missing = Lab(map.missing)
    #expect(map.table.allSatisfy { Lab($0).distance(to: missing) > 12 })
  }

  @Test(arguments: ColorMap.all)
  func `neighbouring steps differ by a level or two`(map: ColorMap) {
    for (a, b) in zip(map.table, map.table.dropFirst()) {
      #expect(abs(Int(a.red) - Int(b.red)) <= 3 && abs(Int(a.green) - Int(b.green)) <= 3)
      #expect(abs(Int(a.blue) - Int(b.blue)) <= 3)
    }
  }

  @Test func `places outside take the nearer end, and no place is missing`() {
    #expect(ColorMap.viridis.color(at: -.infinity) == ColorMap.viridis.color(at: 0))
    #expect(ColorMap.viridis.color(at: 7) == ColorMap.viridis.color(at: 1))
    #expect(ColorMap.viridis.color(at: .nan) == ColorMap.viridis.missing)
  }

  @Test func `an unknown name lists the known ones`() {
    let error = #expect(throws: FigureError.unknownColorMap("jet")) { try ColorMap.named("jet") }
    #expect(error?.description.contains("viridis") == true)
  }

  @Test func `a map of one's own passes through its colours`() {
    let colors = [RGB(0x102030), RGB(0xFF8000), RGB(0xFFFFFF)]
    let map = ColorMap(through: colors)
    #expect(map.kind == .sequential && map.table.count == ColorMap.steps + 1)
    for (index, color) in colors.enumerated() {
      let found = map.color(at: Double(index) / 2)
      #expect(abs(Int(found.red) - Int(color.red)) <= 1 && abs(Int(found.green) - Int(color.green)) <= 1)
      #expect(abs(Int(found.blue) - Int(color.blue)) <= 1)
    }
    #expect(ColorMap(through: [colors[0], colors[1], colors[0]]).kind == .cyclic)
    #expect(ColorMap(through: [colors[0], colors[0]]).kind == .sequential)
  }

  @Test(.enabled(if: Matplotlib.path != nil, Matplotlib.skip), arguments: ColorMap.all)
  func `a map is matplotlib's of the same name, as far as the eye can tell`(map: ColorMap) throws {
    let places = (0...256).map { Double($0) / 256 }
    let theirs = try Matplotlib.colors(of: map.name, at: places)
    let distances = zip(places, theirs).map { Lab(map.color(at: $0)).distance(to: Lab($1)) }
    // Both arms of a diverging map are made equally light here.
    let (mean, largest) = map.kind == .diverging ? (5.0, 7.5) : (1.0, 4.5)
    #expect(theirs.count == places.count)
    #expect(distances.reduce(0, +) / Double(distances.count) < mean)
    #expect(distances.max() ?? 0 < largest)
  }
}
