import Foundation
import Markup
import Notebook
import Testing

struct MarkdownTests {
  @Test func `CommonMark becomes HTML that is XML`() throws {
    let html = try Markdown.html("# A & B\n\n- *one*\n- `two < 3`\n\n---\n\n    code\n")
    let root = try #require(XMLElement(parsing: "<div>\(html)</div>"))
    #expect(root.children.map(\.name) == ["h1", "ul", "hr", "pre"])
    #expect(root["h1"]?.text == "A & B")
    #expect(root.all("code").map(\.text) == ["two < 3", "code"])
  }

  @Test func `HTML, scripts and pictures from elsewhere do not come in`() throws {
    let html = try Markdown.html(
      """
      <script>alert(1)</script>

      ![a *picture*](http://example.org/a.png) [x *y*](javascript:alert(1)) \u{1} <data:text/html,z>
      [p](a.html?b:c) [q](#r) <s@t.org> [u](FILE:///v)
      """)
    let root = try #require(XMLElement(parsing: "<div>\(html)</div>"))
    #expect(root.all("script").isEmpty && root.all("img").isEmpty)
    #expect(
      root.all("a").map { $0.attributes["href"] } == [
        "http://example.org/a.png", "a.html?b:c", "#r", "mailto:s@t.org",
      ])
    #expect(html.contains(" x <em>y</em> ") && html.contains("u</p>"))
    #expect(html.contains("a <em>picture</em>") && !html.contains("\u{1}"))
  }

  @Test func `the title is the first heading of the first level, without tags`() throws {
    func title(_ text: String) throws -> String? { Markdown.title(of: try Markdown.html(text)) }
    #expect(
      try title("## Second\n\n```\n# code\n```\n\nFirst & *last*\n====\n\n# Other") == "First &amp; last")
    #expect(try title("## Second") == nil)
  }

  @Test func `a drawing is an address that can stand in an attribute`() throws {
    // Quotation marks become apostrophes, unless there are some.
    for (text, quote) in [("é", "'"), ("it's", "\"")] {
      let drawing = "<svg a=\"1\">\n<!-- 100 % & #2 \u{7F} \\ " + text + " --></svg>\n"
      let address = HTML.address(of: Array(drawing.utf8), type: "image/svg+xml")
      let element = try #require(XMLElement(parsing: "<a b=\"" + address + "\"/>"))
      #expect(element.attributes["b"] == address)
      #expect(address.hasPrefix("data:image/svg+xml,%3Csvg%20a="))
      let decoded = String(address.dropFirst(19)).removingPercentEncoding
      let expected = drawing.replacingOccurrences(of: "\"", with: quote)
      #expect(decoded == expected)
    }
    #expect(HTML.address(of: [1, 2, 3], type: "image/png") == "data:image/png;base64,AQID")
  }

  @Test func `base 64 is as others write it`() {
    let pairs = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "\u{3BB}?>": "zrs/Pg==",
    ]
    for (text, code) in pairs { #expect(HTML.base64(Array(text.utf8)) == code) }
  }
}
