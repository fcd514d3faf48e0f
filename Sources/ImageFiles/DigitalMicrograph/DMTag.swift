import Imaging

/// A tag of a DigitalMicrograph file.
enum DMTag {
  case group(DMGroup)
  case number(Double)
  case boolean(Bool)
  case text(String)
  /// The fields of a structure, such as the corners of a rectangle.
  case list([Double])
  /// An array that stays in the file.
  case block(DMBlock)
}

/// Tags by name, or in a row without names, in the order of the file.
struct DMGroup {
  private(set) var tags: [(name: String, tag: DMTag)] = []

  mutating func append(_ tag: DMTag, name: String) { tags.append((name, tag)) }

  /// The first tag of a name.
  subscript(name: String) -> DMTag? { tags.first { $0.name == name }?.tag }

  /// The tag along a path of names.
  subscript(path: [String]) -> DMTag? {
    guard let last = path.last else { return nil }
    var group = self
    for name in path.dropLast() {
      guard let next = group[name]?.group else { return nil }
      group = next
    }
    return group[last]
  }

  /// The groups in this one, named or not.
  var groups: [DMGroup] { tags.compactMap { $0.tag.group } }

  /// The numbers in this group, named or not.
  var numbers: [Double] { tags.compactMap { $0.tag.number } }

  func number(_ path: String...) -> Double? { self[path]?.number }

  /// A text that is not empty.
  func text(_ path: String...) -> String? { self[path]?.text }

  func group(_ path: String...) -> DMGroup? { self[path]?.group }
}

/// An array of numbers in the file.
struct DMBlock {
  var offset: Int
  var byteCount: Int
}

extension DMTag {
  var group: DMGroup? { if case .group(let group) = self { group } else { nil } }

  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// Whether it is a truth value that is true, or a number that stands for one.
  var isTrue: Bool { if case .boolean(let truth) = self { truth } else { number.map { $0 != 0 } ?? false } }

  var text: String? { if case .text(let text) = self, !text.isEmpty { text } else { nil } }

  /// The tag as a value of a metadata tree; nil for an array that stays in the file. Groups without names are lists.
  var metadata: MetadataValue? {
    switch self {
    case .group(let group):
      let values = group.tags.compactMap { entry in entry.tag.metadata.map { (entry.name, $0) } }
      if !values.isEmpty, values.allSatisfy({ $0.0.isEmpty }) { return .list(values.map(\.1)) }
      return .group(Dictionary(values, uniquingKeysWith: { first, _ in first }))
    case .number(let number): return .number(number)
    case .boolean(let truth): return .boolean(truth)
    case .text(let text): return .string(text)
    case .list(let numbers): return .list(numbers.map { .number($0) })
    case .block: return nil
    }
  }
}
