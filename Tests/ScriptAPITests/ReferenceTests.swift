import Foundation
import ScriptAPI
import Scripting
import TestSupport
import Testing

/// Help, the reference page and the editor stubs come from the declarations: they are held against what is registered.
struct ReferenceTests {
  static let calls: [(owner: String, function: Function)] =
    fringeLibrary.functions.map { ("fringe", $0) }
    + fringeLibrary.classes.flatMap { declaration in declaration.methods.map { (declaration.name, $0) } }

  static let fields: [(owner: String, name: String)] =
    fringeLibrary.properties.map { ("fringe", $0.name) } + fringeLibrary.constants.map { ("fringe", $0.name) }
    + fringeLibrary.classes.flatMap { declaration in
      declaration.properties.map { (declaration.name, $0.name) }
    }

  @Test func `the reference page is what the declarations say; ./dev docs writes it`() throws {
    let page = try String(contentsOfFile: Checkout.path("docs/api.md"), encoding: .utf8)
    #expect(page == MarkdownReference(fringeLibrary).text)
  }

  @Test func `the module holds just what is declared`() throws {
    let run = try ScriptRun()
    let registered = try run(
      "local names = {} for name in pairs(fringe) do names[#names + 1] = name end table.sort(names) return table.unpack(names)"
    )
    #expect(
      registered == (fringeLibrary.functions.map(\.name) + fringeLibrary.constants.map(\.name)).sorted())
  }

  @Test(arguments: fringeLibrary.classes.map(\.name))
  func `a class holds just what is declared`(name: String) throws {
    let declaration = try #require(fringeLibrary.classes.first { $0.name == name })
    let run = try ScriptRun()
    _ = try run("object = \(declaration.sample)")
    // The tables behind __index: methods, then getters.
    let registered = try run(
      """
      local names = {}
      local index = debug.getmetatable(object).__index
      for i = 1, 2 do
        local _, members = debug.getupvalue(index, i)
        for name in pairs(members) do names[#names + 1] = name end
      end
      table.sort(names)
      return table.unpack(names)
      """)
    let whole = fringeLibrary.complete(declaration)
    #expect(registered == (whole.methods.map(\.name) + whole.properties.map(\.name)).sorted())
  }

  @Test func `the place of a window holds just what is declared`() throws {
    let type = try #require(fringeLibrary.types.first { $0.name == "MapWindow" })
    let run = try ScriptRun()
    let message = run.message(
      """
      fringe.image(16, 16, 1):map_windows({ window = 16, step = 16 }, function(_, w)
        local names = {}
        for name in pairs(w) do names[#names + 1] = name end
        table.sort(names)
        error("<" .. table.concat(names, " ") .. ">")
      end)
      """)
    let names = type.fields.map(\.name).sorted().joined(separator: " ")
    #expect(message?.contains("<\(names)>") == true, "\(message ?? "none")")
  }

  @Test func `help knows every name and every parameter`() throws {
    let help = HelpText(fringeLibrary)
    for (owner, function) in Self.calls {
      let text = try #require(help.text(for: "\(owner).\(function.name)"), "\(owner).\(function.name)")
      for parameter in function.parameters {
        #expect(text.contains("  \(parameter.name)"), "\(owner).\(function.name): \(parameter.name)")
      }
      #expect(help.text(for: function.name) != nil)
    }
    for (owner, name) in Self.fields {
      #expect(help.text(for: "\(owner).\(name)") != nil, "\(owner).\(name)")
    }
    for declaration in fringeLibrary.classes { #expect(help.text(for: declaration.name) != nil) }
    for type in fringeLibrary.types { #expect(help.text(for: type.name) != nil) }
  }

  @Test(arguments: [
    ("image:bin", "image:bin(n, { method = \"mean\" })  --> Image"), ("Image.bin", "image:bin("),
    ("mask:mean", "mask:mean()"),
    ("fringe.load", "fringe.load(path, {"), ("Region", "Region: "), ("region", "image:region(region)"),
    ("image", "Image: A micrograph"), ("map", "LatticeMap: What"),
    ("fringe.status", "fringe.status  --> Status"),
    ("where", "  image:where"), ("strain:mean", "strain:mean("), ("map[i]:mean", "planes:mean("),
    ("map[1].spacing", "planes.spacing  --> Image"),
  ])
  func `help finds what is meant`(name: String, beginning: String) {
    let text = HelpText(fringeLibrary).text(for: name)
    #expect(text?.hasPrefix(beginning) == true, "\(text ?? "nothing")")
  }

  @Test func `help on what is not there has a hint`() {
    let help = HelpText(fringeLibrary)
    #expect(
      help.text(for: "image:bni") == nil && help.hint(for: "image:bni") == "; did you mean \"image:bin\"?")
    #expect(help.text(for: "rol") == nil && help.hint(for: "rol") == "; did you mean \"image:roll\"?")
    #expect(help.text(for: "") == nil && help.text(for: "a.b.c") == nil)
  }

  // MARK: - Editor stubs

  static let stubs = EditorStubs(fringeLibrary).text

  @Test func `the stubs are Lua that returns a module with every function`() throws {
    let run = try ScriptRun()
    try run.state.run("stub = assert(load([==[\(Self.stubs)]==], '@fringe.lua'))()", name: "=stubs")
    for function in fringeLibrary.functions {
      #expect(try run("return type(stub.\(function.name))") == ["function"], "\(function.name)")
    }
    let lines = Self.stubs.split(separator: "\n")
    for (owner, function) in Self.calls {
      let separator = owner == "fringe" ? "." : ":"
      #expect(lines.count { $0.hasPrefix("function \(owner)\(separator)\(function.name)(") } == 1)
    }
    for (owner, name) in Self.fields {
      let start = try #require(
        lines.firstIndex { $0 == "---@class \(owner)" || $0.hasPrefix("---@class \(owner): ") })
      let members = lines[(start + 1)...].prefix { !$0.hasPrefix("local ") }
      #expect(
        members.contains { $0.hasPrefix("---@field \(name) ") || $0.hasPrefix("---@field \(name)? ") },
        "\(owner).\(name)")
    }
  }

  @Test func `every type that is named in the stubs is known`() {
    let known =
      Set(fringeLibrary.classes.map(\.name) + fringeLibrary.types.map(\.name))
      .union([
        "any", "nil", "boolean", "number", "integer", "string", "table", "function", "fun", "true", "false",
      ])
    var unknown: Set<String> = []
    func check(_ type: String) {
      // Words in quotes are values; so are names of the arguments of functions.
      let unquoted = type.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "|")
      let withoutNames = unquoted.replacing(#/\w+\??:(?= )/#, with: "").replacing(
        #/fun\([\w, ]*\)/#, with: "fun()")
      for word in withoutNames.split(whereSeparator: { !$0.isLetter && $0 != "_" })
      where !known.contains(String(word)) {
        unknown.insert("\(word) in \(type)")
      }
    }
    for (_, function) in Self.calls {
      for parameter in function.parameters { check(parameter.luaType) }
      for part in TypeList.parts(function.returns) { check(TypeList.type(of: part)) }
    }
    for declaration in fringeLibrary.classes {
      for field in declaration.properties { check(field.luaType) }
      for item in declaration.operators { check(item.returns) }
    }
    for type in fringeLibrary.types {
      for field in type.fields { check(field.luaType) }
      for alternative in type.alternatives { check(alternative) }
    }
    #expect(unknown.isEmpty, "\(unknown.sorted())")
  }

  @Test(arguments: [
    ("Window", "(function() for w in image:windows { window = 16, step = 24 } do return w end end)()"),
    ("GaussianFit", "image:fit_gaussian { row = 24, column = 24 }"), ("Status", "fringe.status"),
    ("PlaneMean", "(\(fringeLibrary.classes.first { $0.name == "MapPlanes" }?.sample ?? "")):mean()"),
    ("StrainMean", "(\(fringeLibrary.classes.first { $0.name == "StrainMap" }?.sample ?? "")):mean()"),
    ("Truth", "select(2, fringe.simulate { size = 64 })"),
    ("CrystalForm", "fringe.crystal('Si'):reflections()[1]"),
    ("CrystalAtom", "fringe.crystal('Si').atoms[1]"),
    ("Grain", "(\(fringeLibrary.classes.first { $0.name == "GrainMap" }?.sample ?? ""))[1]"),
    (
      "Truth",
      "select(2, fringe.simulate { size = 32, pixel_size = 0.02, atoms = { crystal = 'Au', axis = '100' } })"
    ),
  ])
  func `a table that is returned has just the fields declared`(name: String, expression: String) throws {
    let type = try #require(fringeLibrary.types.first { $0.name == name })
    let run = try ScriptRun()
    let names = try run(
      """
      image = fringe.image(48, 48, function(r, c) return 100 + r + c end)
      local names = {}
      for name in pairs((\(expression))) do names[#names + 1] = name end
      table.sort(names)
      return table.unpack(names)
      """)
    #expect(names == type.fields.map(\.name).sorted())
  }

  @Test(arguments: ["Point", "Line", "Rectangle", "Disc", "Polygon", "Vectors"])
  func `a table that is given may have just the fields declared`(name: String) throws {
    let type = try #require(fringeLibrary.types.first { $0.name == name })
    let run = try ScriptRun()
    let samples = [
      "Point": "{ row = 5, column = 5 }", "from": "{ row = 5, column = 5 }", "to": "{ row = 9, column = 9 }",
      "polygon": "{ { row = 1, column = 1 }, { row = 9, column = 1 }, { row = 9, column = 9 } }",
      "unit": "\"px\"", "u": "image", "v": "image",
    ]
    let table =
      "{ " + type.fields.map { "\($0.name) = \(samples[$0.name] ?? "3")" }.joined(separator: ", ") + " }"
    let wrong = table.dropLast() + ", nothing = 1 }"
    _ = try run("image = fringe.image(16, 16, 1)")
    let call: (String) -> String =
      switch name {
      case "Point": { "image:profile { from = \($0), to = { row = 9, column = 9 } }" }
      case "Line", "Vectors": { "image:figure { overlay = \($0) }" }
      default: { "image:region(\($0))" }
      }
    #expect(run.message(call(table)) == nil, "\(run.message(call(table)) ?? "")")
    #expect(run.message(call(String(wrong)))?.contains("unknown field \"nothing\"") == true)
  }
}
