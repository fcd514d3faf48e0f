import Imaging
import Markup
import Testing

struct XMLElementTests {
  @Test func `attributes, text and children are found by name`() throws {
    let root = try #require(
      XMLElement(parsing: "<a x='1'> <b>2.5</b><b u=\"nm\">&lt;d&gt;</b><c><d> text </d></c></a>"))
    #expect(root.name == "a" && root.attributes == ["x": "1"] && root.text.isEmpty)
    #expect(root["c", "d"]?.text == "text" && root["c", "e"] == nil)
    #expect(root.all("b").map(\.text) == ["2.5", "<d>"])
    #expect(
      root.metadata
        == .group([
          "x": .number(1), "c": .group(["d": .string("text")]),
          "b": .list([.number(2.5), .group(["u": .string("nm"), "text": .string("<d>")])]),
        ]))
  }

  @Test func `text outside ASCII stays as it is`() throws {
    #expect(XMLElement(parsing: "<a u='µm'>Å</a>")?.text == "Å")
    #expect(
      XMLElement(
        parsing: Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xC5] + Array("</a>".utf8))?
        .text == "Å")
  }

  @Test(arguments: [
    "", "<a>", "<a></b>", "text", "<a/><b/>", "<a>&unknown;</a>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65),
  ])
  func `what is not well formed, too deep or declares entities is refused`(text: String) {
    #expect(XMLElement(parsing: text) == nil)
  }

  @Test func `sixty-four levels are read`() {
    let text = String(repeating: "<a>", count: 64) + String(repeating: "</a>", count: 64)
    #expect(XMLElement(parsing: text) != nil)
  }
}
