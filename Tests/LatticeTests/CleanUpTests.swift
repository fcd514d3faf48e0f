import Imaging
import Lattice
import Testing

struct CleanUpTests {
  private let reflections = [
    Reflection(spacing: 0.21, angle: 35, unit: .nanometres),
    Reflection(spacing: 0.19, angle: 112, unit: .nanometres),
  ]

  // In a window of 64 at 0.03 nm/px the first lies at radius 9.142857 and 35°, the second at 10.105263 and 112°.
  @Test func `pixels far from the reflection's own radius are rejected, the limits included`() throws {
    let map = Maps.map(
      radii: [[6.85, 6.86, 9.14, 11.42, 11.43, .nan], [7.57, 7.58, 10, 12.63, 12.64, 9]],
      reflections: reflections)
    let clean = try map.clean()
    #expect(clean[0].statuses == [.rejected, .ok, .ok, .ok, .rejected, .notConverged])
    #expect(clean[1].statuses == [.rejected, .ok, .ok, .ok, .rejected, .ok])
    for plane in [clean[0].radius, clean[0].angle, clean[0].amplitude, clean[0].spacing] {
      #expect(plane.pixels.map(\.isNaN) == [true, false, false, false, true, true])
    }
    #expect(try map.clean(radius: 0.26)[0].statuses[0] == .ok)
  }

  @Test func `pixels far from the reflection's own angle are rejected`() throws {
    let map = Maps.map(
      radii: [[9, 9, 9, 9, 9, 9]], angles: [32.49, 32.5, 35, 37.5, 37.51, 80], reflections: reflections)
    #expect(try map.clean()[0].statuses == [.rejected, .ok, .ok, .ok, .rejected, .rejected])
    #expect(try map.clean(angle: 50)[0].statuses.allSatisfy { $0 == .ok })
  }

  @Test func `around 0 and 180 degrees differences wrap`() throws {
    let reflection = Reflection(spacing: 0.21, angle: 179.5, unit: .nanometres)
    let map = Maps.map(
      radii: [[9, 9, 9, 9, 9, 9]], angles: [176.9, 177.1, 179.5, 180.5, 181.9, 182.1],
      reflections: [reflection])
    #expect(try map.clean()[0].statuses == [.rejected, .ok, .ok, .ok, .ok, .rejected])
  }

  @Test func `negative limits are refused`() {
    let map = Maps.map(radii: [[9, 9, 9, 9, 9, 9]])
    #expect(throws: ImageError.self) { try map.clean(radius: -0.1) }
    #expect(throws: ImageError.self) { try map.clean(angle: .nan) }
  }
}
