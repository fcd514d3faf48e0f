import Imaging
import Markup
import Testing

struct JSONTests {
  static let value = MetadataValue.group([
    "name": .string("Å \"q\"\n"), "list": .list([.number(1), .number(0.1), .boolean(true)]),
    "empty": .group([:]), "none": .list([]),
  ])

  @Test func `what is written reads back the same`() {
    let text = JSON.text(of: Self.value)
    #expect(JSON.parse(Array(text.utf8)) == Self.value)
    #expect(text.hasPrefix("{\n  \"empty\": {},\n  \"list\": [\n    1,\n    0.1") && text.hasSuffix("}\n"))
  }

  @Test(arguments: [0.1, 1.0 / 3, 1e-300, 123456789.0, -0x1p52, 2.0001e17])
  func `numbers keep every digit`(number: Double) {
    #expect(JSON.parse(Array(JSON.text(of: .number(number)).utf8)) == .number(number))
  }

  @Test func `numbers have no more digits than it takes, and texts are escaped`() {
    #expect(
      JSON.text(of: .list([.number(1.15), .number(-3), .number(1e-7)])) == "[\n  1.15,\n  -3,\n  1e-07\n]\n")
    #expect(JSON.text(of: .string("a\"\\\n\t\u{1}Å/")) == "\"a\\\"\\\\\\n\\t\\u0001Å/\"\n")
    let all = String(String.UnicodeScalarView((1...0x2FF).compactMap { Unicode.Scalar($0) }))
    #expect(JSON.parse(Array(JSON.text(of: .string(all)).utf8)) == .string(all))
  }

  @Test func `what JSON cannot express is null, and null is left out`() {
    #expect(JSON.text(of: .list([.number(.nan), .number(.infinity)])) == "[\n  null,\n  null\n]\n")
    #expect(JSON.parse(Array("{\"a\": null, \"b\": 1}".utf8)) == .group(["b": .number(1)]))
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\" 1}", "nul", "'a'", String(repeating: "[", count: 100_000)])
  func `what is not well formed is refused`(text: String) {
    #expect(JSON.parse(Array(text.utf8)) == nil)
  }

  @Test func `padding after the document is ignored, as files pad it with zeros`() {
    #expect(JSON.parse(Array("{\"a\": 1}".utf8) + [0, 0, 0]) == .group(["a": .number(1)]))
  }
}
