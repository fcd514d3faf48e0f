import ImageFiles
import LuaSyntax
import Scripting

/// `--set NAME=VALUE`.
public struct ParameterAssignment: Sendable {
  let name: String
  let text: String

  /// As it was given.
  public var argument: String { "\(name)=\(text)" }

  /// nil: the text is not of the form NAME=VALUE.
  public init?(_ argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<equals])
    text = String(argument[argument.index(after: equals)...])
    guard
      name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ LuaName.isName(String($0)) })
    else {
      return nil
    }
  }
}

/// What the command line says of a script's parameters, and what has become of it.
public struct ParameterOverrides {
  /// `--params`, in order.
  let files: [String]
  /// `--set`, in order.
  let assignments: [ParameterAssignment]
  /// When the script only runs to tell which parameters it has: the words that it declares, in its order.
  let listingOrder: [String]?
  /// Whether the script has declared parameters.
  var areDeclared = false
  /// The list of parameters, once the script has declared them, when it was asked for.
  public internal(set) var listing: String?
  /// The parameters as the script used them last.
  var used: ParameterSet?

  public init(files: [String] = [], assignments: [ParameterAssignment] = []) {
    self.files = files
    self.assignments = assignments
    listingOrder = nil
  }

  /// For a run that ends as soon as the script has declared its parameters; nil: it cannot declare any.
  public init?(listing script: [UInt8]) {
    // What is no Lua is left for Lua to tell.
    let tokens = (try? Lexer.tokens(of: script)) ?? []
    guard tokens.isEmpty || tokens.contains(where: { $0.kind == .name && $0.text == "params" }) else {
      return nil
    }
    files = []
    assignments = []
    listingOrder = zip(tokens, tokens.dropFirst()).compactMap { word, next in
      word.kind == .name && next.kind == .symbol && next.text == "=" ? word.text : nil
    }
  }

  /// What to say at the end of a run in which nothing took notice of the command line's parameters; nil: all is well.
  public var complaint: String? {
    guard !areDeclared else { return nil }
    let given =
      assignments.first.map { "--set \($0.name)=\($0.text)" } ?? files.first.map { "--params \($0)" }
    return given.map {
      "\($0) had no effect: the script declares no parameters; it would do so with fringe.params { … }"
    }
  }
}

extension ParameterSet {
  /// Puts what the command line says on top of the defaults.
  ///
  /// - Parameter isStrict: Whether a name that the script does not declare is an error.
  mutating func apply(_ overrides: ParameterOverrides, isStrict: Bool, _ call: CallFrame) throws {
    for file in overrides.files {
      var changes = try call.parameterFile(file)
      if !isStrict { changes.named = changes.named.filter { fieldNames.contains($0.key) } }
      try blaming("--params \(file)") { () throws(Mismatch) in
        try apply(changes, folder: FilePath.folder(file))
      }
    }
    for assignment in overrides.assignments {
      let isKnown = schema.entry(assignment.name) != nil || schema.groups.contains(assignment.name)
      guard isKnown || isStrict else { continue }
      let value = try value(of: assignment, call)
      try blaming("--set") { () throws(Mismatch) in try fix(assignment.name, value) }
    }
  }

  /// What a text of the command line stands for; nil: no value.
  private func value(of assignment: ParameterAssignment, _ call: CallFrame) throws -> ParameterValue? {
    let (name, text) = (assignment.name, assignment.text)
    let entry = schema.entry(name)
    // A group, and a list in braces, is written as Lua.
    if text.hasPrefix("{"), entry == nil || entry?.type == .list {
      return try .table(
        call.evaluate(Array("return \(text)".utf8), name: "=--set \(name)", as: .parameterTable))
    }
    guard let entry else { return .text(text) }
    if text == "nil", entry.standard == nil { return nil }
    guard let value = entry.value(of: text) else {
      throw ScriptError.failed("--set: \(name): expected \(entry.expected), got \"\(text)\"")
    }
    return value
  }
}

/// Says where a value came from that cannot be used.
private func blaming(_ origin: String, _ body: () throws(Mismatch) -> Void) throws(ScriptError) {
  do throws(Mismatch) { try body() } catch { throw .failed("\(origin): \(error.text)") }
}

extension CallFrame {
  /// Reads a file that returns a table of parameters; nothing but data can stand in it.
  func parameterFile(_ path: String) throws -> ParameterTable {
    let file = try InputFile(path: session.inputPath(path))
    guard file.size <= DataFile.maximumByteCount else {
      throw ScriptError.failed("\(path): it is too large for a file of parameters")
    }
    let text = try file.bytes(at: 0, count: file.size)
    return try evaluate(text, name: "@" + path, as: .parameterTable)
  }
}

extension Kind where Value == ParameterTable {
  /// A plain table of plain values.
  static var parameterTable: Kind {
    Kind(
      expected: "a table of parameters { name = value, … }", luaType: "table", sample: "{ threshold = 1.2 }"
    ) {
      slot throws(Mismatch) in slot.isTable ? try ParameterTable(slot) : nil
    }
  }
}
