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
      "<script>alert(1)</script>\n\n![a *picture*](http://example.org/a.png) [x](javascript:alert(1)) \u{1}")
    let root = try #require(XMLElement(parsing: "<div>\(html)</div>"))
    #expect(root.all("script").isEmpty && root.all("img").isEmpty)
    #expect(root.all("a").map { $0.attributes["href"] } == ["http://example.org/a.png", ""])
    #expect(html.contains("a <em>picture</em>") && !html.contains("\u{1}"))
  }

  @Test func `base 64 is as others write it`() {
    let pairs = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "\u{3BB}?>": "zrs/Pg==",
    ]
    for (text, code) in pairs { #expect(HTML.base64(Array(text.utf8)) == code) }
  }
}
