import Imaging

extension XMLElement {
  /// The element as a value of a metadata tree.
  ///
  /// Attributes and children become fields; children of one name become a list; an element that holds a text alone is
  /// that text, as a number where it is one.
  public var metadata: MetadataValue {
    guard !(children.isEmpty && attributes.isEmpty) else { return Self.value(of: text) }
    var fields: Metadata = attributes.mapValues { Self.value(of: $0) }
    if !text.isEmpty { fields["text"] = Self.value(of: text) }
    for (name, same) in Dictionary(grouping: children, by: \.name) {
      fields[name] = same.count == 1 ? same[0].metadata : .list(same.map(\.metadata))
    }
    return .group(fields)
  }

  private static func value(of text: String) -> MetadataValue {
    Double(text).map { .number($0) } ?? .string(text)
  }
}
