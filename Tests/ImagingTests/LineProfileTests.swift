import Imaging
import Testing

struct LineProfileTests {
  private let ramp = Image(rows: 20, columns: 30) { row, column in Float(10 * row + column) }

  private func near(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  @Test func `a linear image is sampled exactly at any angle`() throws {
    let profile = try ramp.profile(from: Point(row: 2, column: 3), to: Point(row: 5, column: 7))
    #expect(near(profile.distance, [0, 1, 2, 3, 4, 5]))
    #expect(near(profile.value, (0...5).map { 23 + 6.8 * Double($0) }))
    #expect(profile.count == [1, 1, 1, 1, 1, 1] && profile.std.allSatisfy { $0 == 0 })
  }

  @Test func `the width averages across and its spread is given`() throws {
    let profile = try ramp.profile(from: Point(row: 8, column: 4), to: Point(row: 8, column: 6), width: 3)
    #expect(near(profile.value, [84, 85, 86]))
    #expect(profile.count == [3, 3, 3])
    #expect(near(profile.std, [Double](repeating: (200.0 / 3).squareRoot(), count: 3)))
    let even = try ramp.profile(from: Point(row: 8, column: 4), to: Point(row: 10, column: 4), width: 2)
    #expect(near(even.value, [84, 94, 104]) && near(even.std, [0.5, 0.5, 0.5]))
  }

  @Test func `distances are lengths, on oblong pixels too`() throws {
    var image = ramp
    image.calibration = Calibration(pixelSizeX: 0.1, pixelSizeY: 0.3, unit: .nanometres, source: .script)
    let down = try image.profile(from: Point(row: 2, column: 3), to: Point(row: 4, column: 3))
    #expect(near(down.distance, [0, 0.3, 0.6]))
    let slanted = try image.profile(from: Point(row: 2, column: 3), to: Point(row: 5, column: 7))
    #expect(near([slanted.distance[5]], [(0.9 * 0.9 + 0.4 * 0.4).squareRoot()]))
    // Across (0.9, 0.4) nm lies (-0.4, 0.9) nm: 9 columns for -4/3 rows. Along that, the ramp grows by 9 - 40/3.
    let wide = try image.profile(from: Point(row: 8, column: 8), to: Point(row: 11, column: 12), width: 2)
    let length = (81.0 + 16.0 / 9).squareRoot()
    #expect(near([wide.std[2]], [(40.0 / 3 - 9) / length / 2]))
  }

  @Test func `missing pixels and those outside do not count`() throws {
    var image = ramp
    for column in 0..<30 { image[1, column] = .nan }
    let profile = try image.profile(from: Point(row: 0, column: 5), to: Point(row: 0, column: 8), width: 5)
    #expect(profile.count == [2, 2, 2, 2] && near(profile.value, [15, 16, 17, 18]))
    let across = try image.profile(from: Point(row: 0, column: 5), to: Point(row: 2, column: 5))
    #expect(across.count == [1, 0, 1] && across.value[1].isNaN && across.std[1].isNaN)
  }

  @Test func `a line of no length has one sample`() throws {
    let point = Point(row: 3.5, column: 4)
    #expect(try ramp.profile(from: point, to: point).value == [39])
  }

  @Test func `a line that leaves the image is an error`() {
    let inside = Point(row: 1, column: 1)
    for outside in [Point(row: -1, column: 1), Point(row: 1, column: 29.6), Point(row: .nan, column: 1)] {
      #expect(throws: ImageError.outside(ramp.size)) { try ramp.profile(from: inside, to: outside) }
    }
    #expect(throws: ImageError.self) { try ramp.profile(from: inside, to: inside, width: 0) }
    #expect(throws: ImageError.self) { try ramp.profile(from: inside, to: inside, width: .max) }
  }
}
