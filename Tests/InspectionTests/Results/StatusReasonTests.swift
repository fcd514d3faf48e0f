import Imaging
import Inspection
import Lattice
import Numerics
import Testing

/// Why a pixel of a map has no value, in words.
struct StatusReasonTests {
  private static func wave(_ reflections: [Reflection], rows: Int = 160, columns: Int = 160) -> Image {
    Image(rows: rows, columns: columns, calibration: calibration) { row, column in
      reflections.reduce(Float(1000)) { sum, own in
        let phase = 2 * Double.pi * 0.03 * (own.gx * Double(column) - own.gy * Double(row))
        return sum + 300 * Float(Double.cos(phase))
      }
    }
  }

  private static let calibration = Calibration(pixelSize: 0.03, unit: .nanometres, source: .script)
  private static let reflection = Reflection(spacing: 0.13, angle: 35, unit: .nanometres)

  private static func options(_ estimator: RollingWindow.Estimator) -> RollingWindow {
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (64, 8, estimator)
    return options
  }

  private static func reason(_ map: LatticeMap, row: Int = 10, column: Int = 10) throws -> String? {
    try MapInspector(map).reading(row: row, column: column).groups[0].reason
  }

  @Test func `noise is weak, with its signal to noise`() throws {
    // Numerical Recipes' generator: the same noise each time.
    var state: UInt32 = 1
    let noise = Self.wave([]).with(
      pixels: (0..<160 * 160).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return Float(state >> 8) / 16384
      })
    var options = Self.options(.phase)
    options.minimumSNR = 50
    let map = try noise.roll(options, reflections: [Self.reflection])
    let inspector = try MapInspector(map)
    var reasons: [String] = []
    for row in 4..<16 {
      for column in 4..<16 {
        reasons += inspector.reading(row: row, column: column).groups.compactMap(\.reason)
      }
    }
    #expect(reasons.count == 144)
    let weak = reasons.filter { $0.hasPrefix("weak: snr ") && $0.hasSuffix(" is under min_snr 50") }
    #expect(weak.count > 72)
    for words in weak.map({ $0.split(separator: " ") }) {
      #expect((0.5...10).contains(Double(words[2]) ?? 0))
    }
    let others = [
      "not converged: the peak lies outside the patch of 15 × 15",
      "weak: no peak of the patch has min_snr 50",
    ]
    #expect(Set(reasons).subtracting(weak).isSubset(of: others))
  }

  @Test func `too small a scale is under the floor`() throws {
    let image = Self.wave([Self.reflection])
    let small = image.with(pixels: image.pixels.map { $0 / 1e5 })
    let text = try #require(
      try Self.reason(small.roll(Self.options(.gaussian), reflections: [Self.reflection])))
    // 300 · 1e-5 / 2 · (63/2)²: ln 1.49 = 0.40, a little less between bins.
    #expect(
      text.hasPrefix("weak: the largest ln |X| of the patch, 0.") && text.hasSuffix(", is under floor 5"))
  }

  @Test func `a hole in the image is counted`() throws {
    var image = Self.wave([Self.reflection])
    (image[80, 80], image[81, 80]) = (.nan, .infinity)
    let map = try image.roll(Self.options(.phase), reflections: [Self.reflection])
    #expect(
      try Self.reason(map) == "missing: 2 of the window's 4096 pixels have no value in the image")
  }

  @Test func `edges are told`() throws {
    let image = Self.wave([Self.reflection])
    var texts: [String?] = []
    for edge in RollingWindow.Edge.allCases {
      var options = Self.options(.phase)
      options.edge = edge
      texts.append(try Self.reason(image.roll(options, reflections: [Self.reflection]), row: 0))
    }
    #expect(
      texts == [
        "the window leaves the image, which counts as its mean there", "edge: the window leaves the image",
        "edge: the window leaves the image, and edge is \"skip\"",
      ])
    let map = try image.roll(Self.options(.phase), reflections: [Self.reflection])
    #expect(try Self.reason(map) == nil)
  }

  @Test func `clean says how far away, a mask that nothing is there`() throws {
    let near = Reflection(spacing: 0.13 / 1.2, angle: 38, unit: .nanometres)
    let map = try Self.wave([near]).roll(Self.options(.phase), reflections: [Self.reflection])
    #expect(try Self.reason(map) == nil)
    #expect(
      try Self.reason(map.clean(radius: 0.1, angle: 2))
        == "rejected by clean: 0.20 of the radius away, 0.10 is allowed; 3.0° away, 2.0° is allowed")
    #expect(
      try Self.reason(map.clean(radius: 0.25, angle: 2))
        == "rejected by clean: 3.0° away, 2.0° is allowed")
    let nothing = Mask(rows: 160, columns: 160, inside: [Bool](repeating: false, count: 160 * 160))
    let masked = try #require(try Self.reason(map.clean(radius: 0.25, angle: 5).where(nothing)))
    #expect(masked.hasPrefix("no particle here: masked; the window itself gives d = 0.108"))
    // What a map of an earlier version does not know.
    let old = try map.where(nothing)
    let bare = LatticeMap(source: old.source, options: old.options, reflectionMaps: old.reflectionMaps)
    #expect(
      try #require(try Self.reason(bare)).hasSuffix("0.20 of the radius and 3.0° from its reflection"))
  }

  @Test func `block means say what they are`() throws {
    let map = try Self.wave([Self.reflection]).roll(Self.options(.phase), reflections: [Self.reflection])
    #expect(
      try #require(try Self.reason(map.blockMean(4))).hasPrefix("the mean of a block of 4 × 4 map pixels"))
  }
}
