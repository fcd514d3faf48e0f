import ScriptAPI
import Scripting

/// A valid call of every function and method, made from the declarations: new bindings are covered by themselves.
struct DeclaredCall: CustomStringConvertible, Sendable {
  /// `fringe.load`, `Image:bin`.
  let description: String
  let function: Function
  /// A Lua expression that makes the receiver; nil for functions of the module.
  let receiver: String?

  static let all: [DeclaredCall] =
    fringeLibrary.functions.map {
      DeclaredCall(description: "fringe.\($0.name)", function: $0, receiver: nil)
    }
    + fringeLibrary.classes.flatMap { declaration in
      declaration.methods.map {
        DeclaredCall(
          description: "\(declaration.name):\($0.name)", function: $0, receiver: declaration.sample)
      }
    }

  /// The Lua text of a call, with the receiver in the variable `receiver`.
  ///
  /// - Parameters:
  ///   - other: A parameter by name that gets another expression; nil leaves all at their samples.
  ///   - extra: One more option, as `name = value`.
  func text(replacing other: (name: String, value: String)? = nil, adding extra: String? = nil) -> String {
    let given = function.parameters.map { parameter in
      (parameter, parameter.name == other?.name ? other?.value ?? "nil" : expression(parameter))
    }
    var arguments = given.filter { $0.0.place == .argument }.map(\.1)
    let options =
      given.filter { $0.0.place == .option }.map { "\($0.0.name) = \($0.1)" } + [extra].compactMap(\.self)
    if !options.isEmpty { arguments.append("{ \(options.joined(separator: ", ")) }") }
    arguments += given.filter { $0.0.place == .last }.map(\.1)
    let target = receiver == nil ? "fringe." : "receiver:"
    return "\(target)\(function.name)(\(arguments.joined(separator: ", ")))"
  }

  /// Lua text that makes what the call needs.
  var preparation: String {
    let files = """
      fringe.image(8, 8, 1):save("text.npy")
      fringe.image(8, 8, 1):histogram({ bins = 4 }):save("table.csv")
      local map = \(fringeLibrary.classes.first { $0.name == "LatticeMap" }?.sample ?? "nil")
      map:save("map")
      fringe.save_reflections({ fringe.reflection { spacing = 0.2, angle = 3 } }, "list.lua")
      """
    return (receiver == nil ? files : "") + "\nreceiver = \(receiver ?? "nil")"
  }

  /// A valid value of a parameter; paths to read are made by ``preparation``.
  private func expression(_ parameter: ParameterDeclaration) -> String {
    switch (function.name, parameter.name, receiver) {
    case ("load", "path", nil), ("open", "path", nil), ("info", "path", nil): "\"text.npy\""
    case ("load_table", "path", nil): "\"table.csv\""
    case ("load_map", "path", nil): "\"map\""
    case ("load_reflections", "path", nil): "\"list.lua\""
    case ("save", "path", _) where description == "Table:save": "\"out/table.csv\""
    case ("fill", "value", _): "0"
    default: parameter.sample
    }
  }
}
