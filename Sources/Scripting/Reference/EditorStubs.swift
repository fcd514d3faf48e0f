/// What editors with lua-language-server need to complete and check scripts: LuaCATS annotations as one Lua file.
public struct EditorStubs: Sendable {
  private let library: Library

  public init(_ library: Library) { self.library = library }

  /// The text of `fringe.lua`.
  public var text: String {
    var lines = [
      "---@meta \(library.name)",
      "-- What editors need to know of the module. Made by `fringe stubs`: edits are lost.",
    ]
    for type in library.types { lines += declaration(of: type) }
    for declaration in library.classes { lines += stubs(of: declaration) }
    lines += ["", "---@class \(library.name)"]
    lines += library.constants.map { field($0.name, $0.luaType, $0.summary) }
    lines += library.properties.map { field($0.name, $0.luaType, $0.summary) }
    lines.append("local \(library.name) = {}")
    for function in library.functions { lines += stub(of: function, owner: library.name, separator: ".") }
    lines += ["", "return \(library.name)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func declaration(of type: TypeDeclaration) -> [String] {
    guard type.alternatives.isEmpty else {
      return ["", "---\(type.summary)", "---@alias \(type.name) \(type.alternatives.joined(separator: "|"))"]
    }
    return ["", "---\(type.summary)", "---@class \(type.name)"]
      + type.fields.map { field($0.name, $0.luaType, $0.summary) }
  }

  private func stubs(of declaration: ClassDeclaration) -> [String] {
    let parent = declaration.parent.map { ": \($0)" } ?? ""
    var lines = ["", "---\(declaration.summary)", "---@class \(declaration.name)\(parent)"]
    lines += declaration.properties.map { field($0.name, $0.luaType, $0.summary) }
    if declaration.ownField != nil { lines.append("---@field [string] any") }
    lines += declaration.operators.compactMap(annotation)
    lines.append("local \(declaration.name) = {}")
    for method in declaration.methods { lines += stub(of: method, owner: declaration.name, separator: ":") }
    return lines
  }

  private func field(_ name: String, _ luaType: String, _ summary: String) -> String {
    // As in a parameter, an optional field has the question mark at its name.
    let isOptional = luaType.hasSuffix("?")
    return
      "---@field \(name)\(isOptional ? "?" : "") \(isOptional ? String(luaType.dropLast()) : luaType) \(summary)"
  }

  private func annotation(of item: Operator) -> String? {
    guard !item.returns.isEmpty else { return nil }
    let operand = item.operand.map { "(\($0))" } ?? ""
    return item.event == "__index"
      ? "---@field [integer] \(item.returns)"
      : "---@operator \(item.event.dropFirst(2))\(operand): \(item.returns)"
  }

  // MARK: - Functions

  private func stub(of function: Function, owner: String, separator: String) -> [String] {
    let options = function.parameters.filter { $0.place == .option }
    let optionsType = "\(owner).\(function.name).options"
    var lines: [String] = [""]
    if !options.isEmpty {
      lines.append("---@class \(optionsType)")
      lines += options.map { option in
        let note = option.defaultText.map { "; default \($0)" } ?? ""
        return field(
          option.name, option.isRequired ? option.luaType : option.luaType + "?", option.help + note)
      }
      lines.append("")
    }
    lines.append("---\(function.summary)")
    let areRequired =
      options.contains(where: \.isRequired) || function.parameters.contains { $0.place == .last }
    var names: [String] = []
    for parameter in function.parameters where parameter.place == .argument {
      lines.append(
        "---@param \(parameter.name)\(parameter.isRequired ? "" : "?") \(parameter.luaType) \(parameter.help)"
      )
      names.append(parameter.name)
    }
    if !options.isEmpty {
      lines.append("---@param options\(areRequired ? "" : "?") \(optionsType)")
      names.append("options")
    }
    for parameter in function.parameters where parameter.place == .last {
      lines.append("---@param \(parameter.name) \(parameter.luaType) \(parameter.help)")
      names.append(parameter.name)
    }
    lines += TypeList.parts(function.returns).map { "---@return \($0)" }
    lines.append("function \(owner)\(separator)\(function.name)(\(names.joined(separator: ", "))) end")
    return lines
  }
}
