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

  /// The text as HTML that is XML, too. HTML in it is left out, and a picture becomes a link to it: nothing is loaded from
  /// elsewhere when the page is opened.
  public static func html(_ text: String) throws(Unavailable) -> String {
    try prepare()
    var text = String(
      String.UnicodeScalarView(text.unicodeScalars.map { HTML.isAllowed($0) ? $0 : "\u{FFFD}" }))
    let document = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, 0) }
    }
    defer { cmark_node_free(document) }
    for image in images(in: document) { replaceByLink(image) }
    guard let html = cmark_render_html(document, 0) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  private static func images(in document: OpaquePointer?) -> [OpaquePointer] {
    var images: [OpaquePointer] = []
    let walk = cmark_iter_new(document)
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return images }
      guard event == CMARK_EVENT_EXIT, let node = cmark_iter_get_node(walk) else { continue }
      if cmark_node_get_type(node) == CMARK_NODE_IMAGE { images.append(node) }
    }
  }

  private static func replaceByLink(_ image: OpaquePointer) {
    guard let link = cmark_node_new(CMARK_NODE_LINK) else { return }
    cmark_node_set_url(link, cmark_node_get_url(image))
    while let child = cmark_node_first_child(image) { cmark_node_append_child(link, child) }
    cmark_node_replace(image, link)
    cmark_node_free(image)
  }
}
