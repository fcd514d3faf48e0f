import Figures
import Imaging
import Testing

struct SVGFileTests {
  private func svg(_ figure: Figure) throws -> String {
    String(decoding: try figure.render(.svg), as: UTF8.self)
  }

  @Test func `title and description can be read`() throws {
    let text = try svg(FigureTests.figure)
    #expect(text.contains("<title>Spacing &lt;111&gt; &amp; more</title>"))
    #expect(text.contains("<desc>d (Å⁻¹) from 0.0 to 96.0 in colours viridis;"))
  }

  @Test func `every reference has its element, and names are unique`() throws {
    let text = try svg(FigureTests.figure)
    let names = text.matches(of: /\sid="([^"]*)"/).map { $0.1 }
    let references = text.matches(of: /(?:href="#|url\(#)([^")]*)[")]/).map { $0.1 }
    #expect(names.count > 20 && references.count > 20)
    #expect(Set(names).count == names.count)
    #expect(Set(references).isSubset(of: Set(names)))
  }

  @Test func `two figures share no names, so that a web page can hold both`() throws {
    let one = try svg(Figure(Image(rows: 3, columns: 3, value: 1)))
    let other = try svg(Figure(Image(rows: 3, columns: 3, value: 2)))
    let names = [one, other].map { text in Set(text.matches(of: /\sid="([^"]*)"/).map { $0.1 }) }
    #expect(names[0].isDisjoint(with: names[1]))
  }

  @Test func `the bar has its ticks`() throws {
    let image = Image(rows: 50, columns: 50) { row, _ in Float(row) / 49 }
    let text = try svg(Figure(ImagePanel(image, range: .between(0, 1))))
    // A tick is a line 2 points to the right.
    let ticks = text.matches(of: /d="M ([0-9.]+) ([0-9.]+) L ([0-9.]+) ([0-9.]+) "/).filter { line in
      guard let x0 = Double(line.1), let x1 = Double(line.3) else { return false }
      return line.2 == line.4 && abs(x1 - x0 - 2) < 0.01
    }
    #expect(ticks.count == 6)
  }

  @Test func `a small image shows squares, at its own size`() throws {
    let text = try svg(Figure(Image(rows: 20, columns: 30, value: 1)))
    let image = try #require(text.firstMatch(of: /<image [^>]*>/)).0
    #expect(image.contains("pixelated") && image.contains("width=\"30\"") && image.contains("height=\"20\""))
  }
}
