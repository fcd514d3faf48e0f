/// Help on a terminal: `fringe help NAME`, and `help(name)` at the prompt.
public struct HelpText: Sendable {
  private let library: Library

  public init(_ library: Library) { self.library = library }

  /// What there is, in one line each.
  public var overview: String {
    let functions = library.topics.filter { $0.owners == [library.name] }.map { ($0.title, $0.summary) }
    let classes = library.classes.filter(\.hasMembers).map { ($0.name, $0.summary) }
    let types = library.types.map { ($0.name, $0.summary) }
    return [
      "The module:  local \(library.name) = require \"\(library.name)\"", TwoColumns.text(functions),
      "Classes; fringe help NAME lists their fields and methods:", TwoColumns.text(classes),
      "Tables:", TwoColumns.text(types),
    ].joined(separator: "\n\n")
  }

  /// What there is to say of a name such as `image:bin`, `bin` or `Image`; nil: nothing has it.
  public func text(for name: String) -> String? {
    if name == library.name { return overview }
    let topics = library.topics(named: name)
    guard let first = topics.first else { return nil }
    let others = topics.dropFirst()
    guard !others.isEmpty else { return text(of: first) }
    // Several have it: image and map, say.
    guard case .owner = first.subject else { return TwoColumns.text(topics.map { ($0.title, $0.summary) }) }
    return text(of: first) + "\n\nAlso:\n\n" + TwoColumns.text(others.map { ($0.title, $0.summary) })
  }

  /// `; did you mean "image:bin"?`, or nothing.
  public func hint(for name: String) -> String {
    let topics = library.topics
    let word = name.split { $0 == "." || $0 == ":" }.last.map(String.init) ?? name
    if let near = NearestName.of(name, among: topics.map(\.title)) { return "; did you mean \"\(near)\"?" }
    let near = NearestName.of(word, among: topics.map(\.name))
    return topics.first { $0.name == near }.map { "; did you mean \"\($0.title)\"?" } ?? ""
  }

  private func text(of topic: Topic) -> String {
    switch topic.subject {
    case .function(let function):
      let parameters = function.parameters.map { ($0.nameAndDefault, $0.explanation) }
      return [
        TwoColumns.wrapped(Signature(function: function, calledAs: topic.title).text).joined(
          separator: "\n    "),
        TwoColumns.wrapped(topic.summary).joined(separator: "\n"), TwoColumns.text(parameters),
      ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    case .field(let luaType, let isSettable):
      return "\(topic.title)  --> \(luaType)\n\n\(topic.summary)" + (isSettable ? " (can be set)" : "")
    case .owner(let declaration): return text(of: declaration)
    case .type(let type):
      let fields = type.fields.map { ("\($0.name): \($0.luaType)", $0.summary) }
      let rest = type.fields.isEmpty ? type.alternatives.joined(separator: " | ") : TwoColumns.text(fields)
      return "\(type.name): \(type.summary)\n\n\(rest)"
    }
  }

  private func text(of declaration: ClassDeclaration) -> String {
    let members = library.topics(of: declaration).dropFirst()
    let parent = declaration.parent.map { "\n\nAnd everything that \($0) has: fringe help \($0)" } ?? ""
    return "\(declaration.name): \(declaration.summary)\n\n"
      + TwoColumns.text(members.map { ($0.title, $0.summary) }) + parent
  }
}

extension ClassDeclaration {
  /// Whether there is more to it than an iterator.
  var hasMembers: Bool { !properties.isEmpty || !methods.isEmpty }
}
