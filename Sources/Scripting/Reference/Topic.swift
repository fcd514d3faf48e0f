/// One name that help can tell of.
struct Topic {
  enum Subject {
    case function(Function)
    case field(luaType: String, isSettable: Bool)
    case owner(ClassDeclaration)
    case type(TypeDeclaration)
  }

  /// What it belongs to, by all its names: `["Image", "image"]`, `["fringe"]`; empty for classes and types.
  let owners: [String]
  let name: String
  /// As scripts write it: `image:bin`, `fringe.load`, `image.rows`, `Image`.
  let title: String
  let summary: String
  let subject: Subject

  var isMember: Bool { !owners.isEmpty }
}

extension Library {
  /// Everything that has a name, the members of parents only with these.
  var topics: [Topic] {
    functions.map { topic($0, owners: [name], prefix: "\(name).") }
      + properties.map { topic($0, owners: [name], prefix: name) }
      + constants.map {
        Topic(
          owners: [name], name: $0.name, title: "\(name).\($0.name)", summary: $0.summary,
          subject: .field(luaType: $0.luaType, isSettable: false))
      } + classes.flatMap(topics(of:))
      + types.map {
        Topic(owners: [], name: $0.name, title: $0.name, summary: $0.summary, subject: .type($0))
      }
  }

  /// A class and its members.
  func topics(of declaration: ClassDeclaration) -> [Topic] {
    let owners = [declaration.name, declaration.instanceName]
    return [
      Topic(
        owners: [], name: declaration.name, title: declaration.name, summary: declaration.summary,
        subject: .owner(declaration))
    ] + declaration.properties.map { topic($0, owners: owners, prefix: declaration.instanceName) }
      + declaration.methods.map { topic($0, owners: owners, prefix: "\(declaration.instanceName):") }
  }

  private func topic(_ function: Function, owners: [String], prefix: String) -> Topic {
    Topic(
      owners: owners, name: function.name, title: prefix + function.name, summary: function.summary,
      subject: .function(function))
  }

  private func topic(_ property: Property, owners: [String], prefix: String) -> Topic {
    Topic(
      owners: owners, name: property.name, title: "\(prefix).\(property.name)", summary: property.summary,
      subject: .field(luaType: property.luaType, isSettable: property.isSettable))
  }

  // MARK: - By name

  /// What somebody means by `image:bin`, `Image.bin`, `bin`, `fringe.load` or `Image`; empty: nothing has that name.
  func topics(named text: String) -> [Topic] {
    var words = text.split { $0 == "." || $0 == ":" }.map(String.init)
    // An element goes by the class of its elements: map[i] are planes.
    if let first = words.first, first.hasSuffix("]"), let bracket = first.firstIndex(of: "[") {
      words[0] = elements[String(first[..<bracket])] ?? first
    }
    guard let last = words.last, words.count <= 2 else { return [] }
    let isSame = { (a: String, b: String) in a.lowercased() == b.lowercased() }
    if words.count == 2 {
      let owned = topics.filter {
        $0.isMember && isSame($0.name, last) && $0.owners.contains { isSame($0, words[0]) }
      }
      let all = owned.isEmpty ? inherited(last, by: words[0]) : owned
      // `p:with`: a name of the script's own, for an object of some class.
      return all.isEmpty && !isOwner(words[0]) ? topics.filter { $0.isMember && isSame($0.name, last) } : all
    }
    let exact = topics.filter { $0.name == last }
    if let named = classes.first(where: { $0.name == last || $0.instanceName == last }) {
      return topics(of: named).prefix(1) + exact.filter(\.isMember)
    }
    return exact.isEmpty ? topics.filter { isSame($0.name, last) } : exact
  }

  private func isOwner(_ word: String) -> Bool {
    name == word.lowercased()
      || classes.contains { [$0.name, $0.instanceName].map { $0.lowercased() }.contains(word.lowercased()) }
  }

  /// What the elements of an object are called.
  private var elements: [String: String] { ["map": "planes", "stack": "image"] }

  private func inherited(_ name: String, by owner: String) -> [Topic] {
    guard
      let declaration = classes.first(where: {
        [$0.name.lowercased(), $0.instanceName].contains(owner.lowercased())
      })
    else { return [] }
    return topics(of: complete(declaration)).filter {
      $0.isMember && $0.name.lowercased() == name.lowercased()
    }
  }
}
