import CExpat

/// An element of an XML document: its name, attributes, text and children.
public struct XMLElement: Hashable, Sendable {
  /// The tag as written, with its prefix if it has one: `"Pixels"`, `"OME:Pixels"`.
  public var name: String
  public var attributes: [String: String]
  /// The character data of the element itself, trimmed of spaces at both ends.
  public var text: String
  public var children: [XMLElement]

  /// The first child of a name.
  public subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The first element along a path of names, from this element's children on.
  public subscript(path: String...) -> XMLElement? {
    path.reduce(Optional(self)) { element, name in element?[name] }
  }

  /// Every element of a name below this one, in the order of the document.
  public func all(_ name: String) -> [XMLElement] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }
}

extension XMLElement {
  /// Elements may be this deep inside each other: metadata of microscopes is, and a recursion that a file decides must
  /// end.
  public static let maximumDepth = 64

  /// The root element of a document; nil when it is not well formed, nests too deep or declares entities of its own.
  public init?(parsing bytes: [UInt8]) {
    let builder = TreeBuilder()
    guard bytes.count <= Int(Int32.max), let parser = XML_ParserCreate(nil) else { return nil }
    defer { XML_ParserFree(parser) }
    builder.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        TreeBuilder.from(context).open(name, attributes)
      },
      { context, _ in TreeBuilder.from(context).close() })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      TreeBuilder.from(context).append(text, count: Int(count))
    }
    XML_SetEntityDeclHandler(parser) { context, _, _, _, _, _, _, _, _ in
      TreeBuilder.from(context).stop()
    }
    let status = withExtendedLifetime(builder) {
      bytes.withUnsafeBytes { buffer in
        XML_Parse(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 1)
      }
    }
    guard status == XML_STATUS_OK, let root = builder.root else { return nil }
    self = root
  }

  /// The root element of a document in a text.
  public init?(parsing text: String) { self.init(parsing: Array(text.utf8)) }
}

/// Collects what the parser reports into a tree.
private final class TreeBuilder {
  var parser: XML_Parser?
  var root: XMLElement?
  /// The elements that are open, the outermost first.
  private var open: [(element: XMLElement, text: [UInt8])] = []

  static func from(_ context: UnsafeMutableRawPointer?) -> TreeBuilder {
    Unmanaged<TreeBuilder>.fromOpaque(context!).takeUnretainedValue()
  }

  func open(_ name: UnsafePointer<CChar>?, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard open.count < XMLElement.maximumDepth, let name else { return stop() }
    var attributes: [String: String] = [:]
    var next = list
    while let pair = next, let key = pair[0], let value = pair[1] {
      attributes[String(cString: key)] = String(cString: value)
      next = pair + 2
    }
    open.append((XMLElement(name: String(cString: name), attributes: attributes, text: "", children: []), []))
  }

  func append(_ text: UnsafePointer<CChar>?, count: Int) {
    guard let text, !open.isEmpty else { return }
    open[open.count - 1].text += UnsafeRawBufferPointer(start: text, count: count)
  }

  func close() {
    guard let (opened, text) = open.popLast() else { return }
    var element = opened
    let isSpace: (UInt8) -> Bool = { $0 <= 32 }
    let trimmed = text.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    element.text = String(decoding: Array(trimmed), as: UTF8.self)
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].element.children.append(element)
    }
  }

  func stop() { XML_StopParser(parser, 0) }
}
