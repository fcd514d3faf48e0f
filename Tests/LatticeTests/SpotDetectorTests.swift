import Imaging
import Lattice
import Testing

struct SpotDetectorTests {
  static func detector(_ image: Image, side: Int) throws -> SpotDetector {
    SpotDetector(MeanPower(of: image, over: try SearchWindows(of: image, side: side, in: .wholeImage)))
  }

  @Test func `a wave is one compact spot far over the threshold`() throws {
    let wave = Reflection(dx: 20, dy: -9, window: 128, calibration: .none)
    let image = Lattices.image(rows: 256, columns: 256, [(wave, 40)], noise: 40)
    let detector = try Self.detector(image, side: 128)
    let spots = detector.spots()
    #expect(spots[0].dx == 20 && spots[0].dy == -9)
    #expect(spots[0].contrast > detector.threshold + 3 && spots[0].compactness > detector.threshold + 3)
    #expect(spots[1].contrast < 2)
    #expect(zip(spots, spots.dropFirst()).allSatisfy { $0.contrast >= $1.contrast })
  }

  @Test func `a streak is high over the ring and not over its own axis`() throws {
    var generator = SplitMix64(state: 11)
    let lines = (0..<256).map { _ in Double.random(in: -50...50, using: &generator) }
    let image = Image(rows: 256, columns: 256) { row, _ in
      Float(1000 + lines[row] + Double.random(in: -20...20, using: &generator))
    }
    let detector = try Self.detector(image, side: 128)
    let streak = detector.spots().filter { $0.contrast >= detector.threshold }
    #expect(!streak.isEmpty)
    #expect(streak.allSatisfy { abs($0.dx) <= 1 && $0.compactness < detector.threshold })
  }

  @Test func `only one of two partners is listed, and nothing in the zero lobe`() throws {
    let image = Lattices.image(rows: 96, columns: 96, [], noise: 100)
    for spot in try Self.detector(image, side: 48).spots() {
      #expect(spot.dy < 0 || (spot.dy == 0 && spot.dx > 0))
      #expect(spot.dx * spot.dx + spot.dy * spot.dy > 9)
    }
  }

  @Test func `spots near a position come nearest first`() throws {
    let waves = [(20.0, -9.0), (26, -9), (20, -30)].map { dx, dy in
      (reflection: Reflection(dx: dx, dy: dy, window: 128, calibration: .none), amplitude: 40.0)
    }
    let image = Lattices.image(rows: 256, columns: 256, waves, noise: 5)
    let spots = try Self.detector(image, side: 128).spots(nearDx: 25, dy: -9.5, radius: 7)
    let strong = spots.filter { $0.contrast > 5 }
    #expect(strong.map(\.dx) == [26, 20])
  }
}
