import Imaging
import Lattice
import Simulation
import Synchronization
import Testing

struct GrainTests {
  static func waves(_ lattice: [(Double, Double)], turned: Double = 0) -> [(Reflection, Double)] {
    lattice.map { (Reflection(spacing: $0.0, angle: $0.1 + turned, unit: .pixels), 40) }
  }
  static let square: [(Double, Double)] = [(8, 15), (8, 105), (5.657, 60)]

  /// Two lattices that meet at a slanting line.
  static func bicrystal(_ left: [(Reflection, Double)], _ right: [(Reflection, Double)]) -> Image {
    let a = Lattices.image(rows: 320, columns: 320, left, noise: 60)
    let b = Lattices.image(rows: 320, columns: 320, right, noise: 60, seed: 2)
    return Image(rows: 320, columns: 320) { row, column in
      isLeft(row, column) ? a[row, column] : b[row, column]
    }
  }
  static func isLeft(_ row: Int, _ column: Int) -> Bool { column + row / 3 < 190 }

  @Test(arguments: [15.0, 30, 45]) func `a turned grain is told apart, pixel by pixel`(turn: Double) throws {
    let image = Self.bicrystal(Self.waves(Self.square), Self.waves(Self.square, turned: turn))
    var search = GrainSearch()
    search.window = 64
    let map = try image.grains(search, threads: 2)
    try #require(map.grains.count == 2)
    let left = try #require(map.grains.firstIndex { $0.reflections.contains { abs($0.angle - 15) < 1 } })
    for (index, grain) in map.grains.enumerated() {
      #expect(grain.reflections.count == 3)
      let own = index == left ? 0 : turn
      for reflection in grain.reflections {
        #expect(
          Self.square.contains { spacing, angle in
            let difference = (reflection.angle - angle - own).remainder(dividingBy: 180)
            return abs(reflection.spacing / spacing - 1) < 3e-3 && abs(difference) < 0.4
          })
      }
      #expect(grain.confidence > 0.7)
    }
    // Half a window from the border, where the nearest window counts.
    var (right, wrong, far) = (0, 0, 0)
    for row in 32..<288 {
      for column in 32..<288 {
        let isRight = map.labels[row, column] == Float((Self.isLeft(row, column) ? left : 1 - left) + 1)
        (right, wrong) = isRight ? (right + 1, wrong) : (right, wrong + 1)
        if !isRight, abs(column + row / 3 - 190) > 10 { far += 1 }
      }
    }
    #expect(Double(wrong) < 0.03 * Double(right) && far == 0)
    #expect(map.confidence[160, 40] > 0.8 && map.confidence[160, 137] < 0.3)
  }

  @Test func `planes that both grains share belong to both`() throws {
    // A twin: {111} across the boundary in common, the others mirrored.
    let common = (8.0, 90.0)
    let image = Self.bicrystal(
      Self.waves([common, (8, 19.47), (6.93, 144.7)]), Self.waves([common, (8, 160.53), (6.93, 35.3)]))
    var search = GrainSearch()
    search.window = 64
    let map = try image.grains(search, threads: 1)
    try #require(map.grains.count == 2)
    for grain in map.grains {
      #expect(grain.reflections.count == 3)
      #expect(grain.reflections.contains { abs($0.angle - 90) < 1 })
    }
  }

  @Test func `one crystal is one grain, and vacuum belongs to none`() throws {
    let crystal = Lattices.image(rows: 256, columns: 256, Self.waves(Self.square), noise: 60)
    let vacuum = Lattices.image(rows: 256, columns: 256, [], noise: 60, seed: 3)
    let image = Image(rows: 256, columns: 256) { row, column in
      column < 150 ? crystal[row, column] : vacuum[row, column]
    }
    var search = GrainSearch()
    search.window = 64
    let map = try image.grains(search, threads: 2)
    #expect(map.grains.count == 1)
    #expect(map.labels[128, 60] == 1 && map.labels[128, 210].isNaN && map.confidence[128, 210].isNaN)
    #expect(abs(Double(map.grains[0].mask.count) / 65536 - 150.0 / 256) < 0.08)
  }

  @Test func `the turned grain of a simulated particle is found where it is`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.grainRotation, simulation.strain) = (384, 14, 0)
    let particle = try simulation.run()
    var search = GrainSearch()
    search.window = 64
    let map = try particle.image.grains(search, threads: 2)
    try #require(map.grains.count == 2)
    // Windows at the rim of the particle show it from outside as well.
    let truth = particle.truth.grain
    let found = try map.grains[1].mask & particle.truth.particle
    let common = zip(truth.inside, found.inside).count { $0 && $1 }
    let union = zip(truth.inside, found.inside).count { $0 || $1 }
    #expect(Double(common) > 0.93 * Double(union), "\(common) of \(union)")
  }

  @Test func `the number of threads changes nothing`() throws {
    let image = Self.bicrystal(Self.waves(Self.square), Self.waves(Self.square, turned: 20))
    var search = GrainSearch()
    search.window = 64
    let (one, two) = (try image.grains(search, threads: 1), try image.grains(search, threads: 2))
    #expect(one.labels.pixels.map(\.bitPattern) == two.labels.pixels.map(\.bitPattern))
    #expect(one.confidence.pixels.map(\.bitPattern) == two.confidence.pixels.map(\.bitPattern))
    #expect(one.grains.map(\.reflections) == two.grains.map(\.reflections))
  }

  @Test(arguments: [0, 3, 40]) func `a cancelled search is an error`(after calls: Int) {
    let image = Self.bicrystal(Self.waves(Self.square), Self.waves(Self.square, turned: 20))
    var search = GrainSearch()
    search.window = 64
    let asked = Atomic(0)
    #expect(throws: GrainError.cancelled) {
      try image.grains(search) { asked.add(1, ordering: .relaxed).oldValue >= calls }
    }
  }

  @Test(arguments: [0, 1, 2]) func `noise, one set of fringes and missing pixels are refused with the reason`(
    case number: Int
  ) throws {
    let noise = Lattices.image(rows: 256, columns: 256, [], noise: 100)
    let fringes = Lattices.image(rows: 256, columns: 256, Self.waves([(8, 15)]), noise: 60)
    let image = [noise, fringes, Image(rows: 256, columns: 256, value: .nan)][number]
    do {
      let map = try image.grains()
      Issue.record("\(map.grains.count) grains")
    } catch {
      #expect("\(error)".hasPrefix("there is no lattice to follow: "))
    }
    #expect(throws: GrainError.self) { try Image(rows: 64, columns: 64, value: 1).grains() }
  }
}
