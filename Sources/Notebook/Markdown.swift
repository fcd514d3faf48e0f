import CCMark
import COnDemand

#if canImport(Glibc)
  import Glibc
#endif

/// CommonMark as HTML.
public enum Markdown {
  /// The library that reads it is missing: says what to do.
  public struct Unavailable: Error, CustomStringConvertible {
    public let description: String
  }

  /// Loads the library, so that a lack of it shows at once.
  public static func prepare() throws(Unavailable) {
    if let problem = fringe_library_problem(FRINGE_CMARK) {
      throw Unavailable(description: String(cString: problem))
    }
  }

  /// The text as HTML that is XML, too. HTML in it is left out, a picture becomes a link to it, and a link that is neither
  /// to a page, a place in this one nor a mail address becomes its text: nothing is loaded or run when the page is opened.
  public static func html(_ text: String) throws(Unavailable) -> String {
    try prepare()
    var text = String(
      String.UnicodeScalarView(text.unicodeScalars.map { HTML.isAllowed($0) ? $0 : "\u{FFFD}" }))
    let document = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, 0) }
    }
    defer { cmark_node_free(document) }
    for image in nodes(of: CMARK_NODE_IMAGE, in: document) { replaceByLink(image) }
    for link in nodes(of: CMARK_NODE_LINK, in: document) where !isHarmless(link) { replaceByText(link) }
    guard let html = cmark_render_html(document, 0) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  /// The first heading of the first level in HTML that ``html(_:)`` has made, without its tags; nil: there is none.
  public static func title(of html: String) -> String? {
    guard let start = html.firstRange(of: "<h1>"), let end = html[start.upperBound...].firstRange(of: "</h1>")
    else { return nil }
    var isTag = false
    return String(
      html[start.upperBound..<end.lowerBound].filter { character in
        if character == "<" { isTag = true }
        defer { if character == ">" { isTag = false } }
        return !isTag
      })
  }

  /// Inner ones come first.
  private static func nodes(of type: cmark_node_type, in document: OpaquePointer?) -> [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    let walk = cmark_iter_new(document)
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return nodes }
      guard event == CMARK_EVENT_EXIT, let node = cmark_iter_get_node(walk) else { continue }
      if cmark_node_get_type(node) == type { nodes.append(node) }
    }
  }

  private static func isHarmless(_ link: OpaquePointer) -> Bool {
    guard let url = cmark_node_get_url(link).map({ String(cString: $0) }),
      let colon = url.firstIndex(where: { ":/?#".contains($0) }), url[colon] == ":"
    else { return true }
    return ["http", "https", "mailto"].contains(url[..<colon].lowercased())
  }

  private static func replaceByText(_ link: OpaquePointer) {
    while let child = cmark_node_first_child(link) { cmark_node_insert_before(link, child) }
    cmark_node_free(link)
  }

  private static func replaceByLink(_ image: OpaquePointer) {
    guard let link = cmark_node_new(CMARK_NODE_LINK) else { return }
    cmark_node_set_url(link, cmark_node_get_url(image))
    while let child = cmark_node_first_child(image) { cmark_node_append_child(link, child) }
    cmark_node_replace(image, link)
    cmark_node_free(image)
  }
}
