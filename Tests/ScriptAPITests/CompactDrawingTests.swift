import ScriptAPI
import Testing

struct CompactDrawingTests {
  @Test func `paths have two decimals, and all else is as it was`() {
    let drawing = """
      <svg version="1.1"><g id="a.12345"><path style="x:0.12345" d="M 1.23456 -0.000001 L 12 7.5 Z M 3.999"/>
      <use x="1.23456"/></g><image href="data:image/png;base64, d=0.12345"/></svg>
      """
    let compact = """
      <svg version="1.1"><g id="a.12345"><path style="x:0.12345" d="M 1.23 -0.00 L 12 7.5 Z M 3.99"/>
      <use x="1.23456"/></g><image href="data:image/png;base64, d=0.12345"/></svg>
      """
    #expect(String(decoding: CompactDrawing.bytes(of: Array(drawing.utf8)), as: UTF8.self) == compact)
  }
}
