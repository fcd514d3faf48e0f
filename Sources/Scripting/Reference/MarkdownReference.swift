/// The API reference as a page: docs/api.md.
public struct MarkdownReference: Sendable {
  private let library: Library

  public init(_ library: Library) { self.library = library }

  public var text: String {
    let classes = library.classes.filter(\.hasMembers)
    let index = (classes.map(\.name) + library.types.map(\.name)).map { "[\($0)](#\($0.lowercased()))" }
    var page = """
      # The Lua API

      Everything that `local \(library.name) = require "\(library.name)"` gives. Made from the declarations in the program
      by `./dev docs`; the same text is in `fringe help NAME`. Arguments come first, then one table of options: `name =
      default`, or only the name where something else happens without it.

      [\(library.name)](#\(library.name)) · \(index.joined(separator: " · "))

      ## \(library.name)

      """
    page += fields(library.topics.filter { $0.owners == [library.name] })
    for function in library.functions {
      page += section(function, calledAs: "\(library.name).\(function.name)")
    }
    for declaration in classes { page += section(declaration) }
    for type in library.types { page += section(type) }
    return page
  }

  private func section(_ declaration: ClassDeclaration) -> String {
    var page = "\n## \(declaration.name)\n\n\(escaped(declaration.summary))"
    if let parent = declaration.parent { page += " Has all that [\(parent)](#\(parent.lowercased())) has." }
    page += "\n"
    page += fields(Array(library.topics(of: declaration)))
    for method in declaration.methods {
      page += section(method, calledAs: "\(declaration.instanceName):\(method.name)")
    }
    return page
  }

  private func fields(_ topics: [Topic]) -> String {
    let rows = topics.compactMap { topic -> [String]? in
      guard case .field(let luaType, let isSettable) = topic.subject else { return nil }
      return [code(topic.title), code(luaType), escaped(topic.summary) + (isSettable ? "; can be set" : "")]
    }
    return table(["field", "type", ""], rows)
  }

  private func section(_ function: Function, calledAs: String) -> String {
    let signature = Signature(function: function, calledAs: calledAs)
    let rows = function.parameters.map { [code($0.nameAndDefault), escaped($0.explanation)] }
    let returns = function.returns.isEmpty ? "" : " → \(code(function.returns))"
    return "\n### \(calledAs)\n\n```lua\n\(signature.call)\n```\n\n\(escaped(function.summary))\(returns)\n"
      + table(["", ""], rows)
  }

  private func section(_ type: TypeDeclaration) -> String {
    let rows = type.fields.map { [code($0.name), code($0.luaType), escaped($0.summary)] }
    let choice = type.alternatives.isEmpty ? "" : ": " + type.alternatives.map(code).joined(separator: ", ")
    return "\n## \(type.name)\n\n\(escaped(type.summary))\(choice)\n" + table(["field", "type", ""], rows)
  }

  // MARK: - Markdown

  private func table(_ heads: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let lines = [heads, heads.map { _ in "---" }] + rows
    return "\n" + lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private func code(_ text: String) -> String { "`\(text.replacing("|", with: "\\|"))`" }

  private func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("*", with: "\\*").replacing("<", with: "&lt;")
  }
}

extension String {
  fileprivate func replacing(_ character: Character, with text: String) -> String {
    String(flatMap { $0 == character ? Array(text) : [$0] })
  }
}
