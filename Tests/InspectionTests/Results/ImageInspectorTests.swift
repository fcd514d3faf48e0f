import Imaging
import Inspection
import Testing

struct ImageInspectorTests {
  private let image = Image(rows: 200, columns: 150) { row, column in Float(row * 3 + column % 7) }

  @Test func `an image has its value, its spectrum and its profiles`() throws {
    var holed = image
    holed[4, 5] = .nan
    let inspector = ImageInspector(holed)
    #expect(inspector.reading(row: 100, column: 70).intensity == Double(image[100, 70]))
    #expect(inspector.reading(row: 4, column: 5).groups[0].reason == "no value: the pixel is missing")
    #expect(inspector.spectrum(row: 10, column: 10) == nil)
    let spectrum = try #require(inspector.spectrum(row: 120, column: 75))
    #expect(spectrum.window == 128 && spectrum.logAmplitudes.count == 128 * 128)
    // Seven columns a period: the spot is at N/7 right of zero frequency.
    let line = spectrum.logAmplitudes[64 * 128 + 74..<64 * 128 + 92]
    #expect(line.indices.max { line[$0] < line[$1] } == 64 * 128 + 82)
    let (start, end) = (Point(row: -0.3, column: 3), Point(row: 90, column: 80.2))
    let known = try holed.profile(from: start, to: end, width: 3)
    let profile = try inspector.profile(of: inspector.planes[0], from: start, to: end, width: 3)
    #expect(profile.value.map(\.bitPattern) == known.value.map(\.bitPattern))
    #expect(profile.distance == known.distance && profile.count == known.count)
  }

  @Test func `a small image has a small window`() throws {
    #expect(
      ImageInspector(Image(rows: 40, columns: 90, value: 1)).spectrum(row: 20, column: 40)?.window == 40)
    #expect(ImageInspector(Image(rows: 1, columns: 1, value: 1)).spectrum(row: 0, column: 0)?.window == 16)
  }
}
