import Foundation
import ScriptAPI
import Scripting
import TestSupport
import Testing

struct ScriptCheckTests {
  private func check(_ script: String, preamble: String = "local fringe = require \"fringe\"\n") throws
    -> [Finding]
  {
    let run = try ScriptRun()
    run.state.setArguments(script: nil, before: [], after: [])
    let text = Array((preamble + script).utf8)
    try run.state.compile(text, name: "=test")
    let globals = try run.state.globalNames().filter { $0.key != "fringe" }
    return ScriptCheck(library: fringeLibrary, globals: globals).findings(in: text)
  }

  private static let setting = """
    local image, truth = fringe.simulate {}
    local p = fringe.params { window = { 128, min = 1 }, mask = { open = 3 } }
    local found, reason = image:find_reflections { count = 2 }
    local map = image:roll { reflections = found }

    """

  @Test(arguments: [
    ("prnt(1)", "undefined global \"prnt\"; did you mean \"print\"?"),
    ("local function f() return undefned end", "undefined global \"undefned\""),
    ("math.flor(1)", "math has no field \"flor\"; did you mean \"floor\"?"),
    ("fringe.laod('a')", "fringe has no function or field \"laod\"; did you mean \"load\"?"),
    ("fringe.thread = 2", "fringe.thread cannot be set"),
    ("fringe.version = '2'", "fringe.version cannot be set"),
    ("fringe:load('a')", "fringe.load is called with a dot, not a colon"),
    ("image:bni(2)", "Image has no field or method \"bni\"; did you mean \"bin\"?"),
    ("print(image.colums)", "Image has no field or method \"colums\"; did you mean \"columns\"?"),
    ("print(image.width)", "Image has no field or method \"width\"; fringe help image lists them"),
    ("image:crop { 1, 2, 3, 4 }", "image:crop: a value stands in the table of options without a name"),
    ("image.rows = 3", "image.rows cannot be set"), ("image.bin(2)", "call it with a colon: image:bin(…)"),
    ("image:bin(2):flpi 'x'", "Image has no field or method \"flpi\"; did you mean \"flip\"?"),
    ("print(truth.grian)", "Truth has no field \"grian\"; did you mean \"grain\"?"),
    ("print(found[1].spacin)", "Reflection has no field or method \"spacin\"; did you mean \"spacing\"?"),
    ("print(map[1].spacin)", "MapPlanes has no field or method \"spacin\"; did you mean \"spacing\"?"),
    (
      "for _, planes in ipairs(map) do planes:maen() end",
      "MapPlanes has no field or method \"maen\"; did you mean \"mean\"?"
    ),
    (
      "for w in image:windows { window = 64 } do print(w.rwo) end",
      "Window has no field \"rwo\"; did you mean \"row\"?"
    ),
    ("print((image - image:mean()).rowz)", "Image has no field or method \"rowz\"; did you mean \"rows\"?"),
    ("print((~image:below(3)).aera)", "Mask has no field or method \"aera\"; did you mean \"area\"?"),
    ("print(p.windw)", "this script has no parameter \"windw\"; did you mean \"window\"?"),
    ("print(p.mask.opne)", "this script has no parameter \"opne\"; did you mean \"open\"?"),
    ("p:with { mask = { opne = 1 } }", "this script has no parameter \"opne\"; did you mean \"open\"?"),
    ("p.window = 3", "a parameter cannot be set; p:with { window = … } gives others"),
    (
      "image:bin(2, { metod = 'sum' })",
      "image:bin: unknown option \"metod\"; did you mean \"method\"?; the options are method"
    ),
    ("image:bin { facter = 2 }", "image:bin: n: expected a whole number of 1 or more, got a table"),
    (
      "image:bin(2, { method = 'men' })",
      "image:bin: method: expected \"mean\" or \"sum\", got a string \"men\""
    ),
    ("image:bin(2, {}, 3)", "image:bin takes 2 arguments, got 3"),
    ("image:bin()", "image:bin: n is missing: a whole number of 1 or more"),
    ("image:roll { window = 64 }", "image:roll: the option reflections is missing"),
    ("image:roll()", "image:roll: the option reflections is missing"),
    (
      "image:roll { reflections = found, 64 }",
      "image:roll: a value stands in the table of options without a name"
    ),
    (
      "for k, v in pairs(truth) do v:save(k .. '.tif') end",
      "pairs visits a table in an order that changes from run to run"
    ),
    (
      "for k, v in next, truth do v:save(k .. '.tif') end",
      "next visits a table in an order that changes from run to run"
    ),
    (
      "fringe.simulate { atoms = { crystal = 'Si', axsi = '110' } }",
      "fringe.simulate: atoms: unknown field \"axsi\"; did you mean \"axis\"?; the fields are crystal, axis, list"
    ),
    (
      "fringe.simulate { atoms = { crystal = 'Si', axis = '110', strain = { exxx = 1 } } }",
      "fringe.simulate: atoms.strain: unknown field \"exxx\"; did you mean \"exx\"?; the fields are exx, eyy, exy, rotation"
    ),
    (
      "fringe.simulate { atoms = { model = 'weak' } }",
      "fringe.simulate: atoms.model: expected \"weak_phase\" or \"phase_object\", got a string \"weak\""
    ),
    (
      "fringe.simulate { atoms = { crystal = 'Si', axis = 110 } }",
      "fringe.simulate: atoms.axis: expected a list or a string, got a number"
    ),
    (
      "fringe.simulate { reflections = { { 0.3, 20, 0.1 }, { spacing = 0.2, angle = 3 } } }",
      "fringe.simulate: reflections[2]: amplitude is missing"
    ),
    ("fringe.crystal { centring = 'F' }", "fringe.crystal: crystal: a is missing"),
    (
      "image:where { row = 1, column = 1, raduis = 3 }",
      "image:where: region: unknown field \"raduis\"; did you mean \"radius\"?"
    ),
    (
      "image:where { polygon = { { row = 1, column = 2 }, { row = 3, colum = 3 } } }",
      "image:where: region.polygon[2]: unknown field \"colum\"; did you mean \"column\"?; the fields are row, column, unit"
    ),
    (
      "image:profile { from = { row = 1, column = 1 }, to = { row = 1 } }",
      "image:profile: to: column is missing"
    ),
    (
      "image:figure { overlay = { { row = 1, column = 2, radius = 3 }, { form = { row = 1, column = 2 } } } }",
      "image:figure: overlay[2]: unknown field \"form\"; did you mean \"from\"?"
    ),
    (
      "fringe.compare { map, map, limt = 2 }",
      "fringe.compare: maps: unknown field \"limt\"; did you mean \"limit\"?; the fields are limit"
    ),
    (
      "image:map_windows({ step = 64 }, function(s) return s:amplitued():mean() end)",
      "Spectrum has no field or method \"amplitued\"; did you mean \"amplitude\"?"
    ),
    (
      "image:map_windows({ step = 64 }, function(_, w) return w.rwo end)",
      "MapWindow has no field \"rwo\"; did you mean \"row\"?"
    ),
    (
      "local function measure(s) return s:powr():mean() end image:map_windows({ step = 64 }, measure)",
      "Spectrum has no field or method \"powr\"; did you mean \"power\"?"
    ),
    (
      "local measure = function(s) return s:powr():mean() end image:map_windows({ step = 64 }, measure)",
      "Spectrum has no field or method \"powr\"; did you mean \"power\"?"
    ),
    (
      "print(image:equals(fringe.simulate {}))",
      "image:equals takes 1 argument, and simulate gives 2 values; put its call in parentheses"
    ),
    (
      "local t <const> = { 3 } image:map_windows({}, function() return t[1] end)",
      "this function runs on other threads, which see no locals of the script: t is one from outside"
    ),
    (
      "local t = 3 image:map_windows({}, function(s) return s:power():max() > t and 1 or 0 end)",
      "this function runs on other threads, which see no locals of the script: t is one from outside; pass it in context"
    ),
    (
      "image:map_windows({}, function() return fringe.nan end)",
      "this function runs on other threads, which see no locals of the script: fringe is one from outside; write local fringe"
    ),
    (
      "local n = 0 local function f() n = n + 1 end image:map_windows({}, f)",
      "this function runs on other threads, which see no locals of the script: n is one from outside; pass it in context"
    ),
    ("do local _ENV = { x = 1 } print(y) end print(z)", "undefined global \"z\""),
    ("do local _ENV = {} z = 1 end print(z)", "undefined global \"z\""),
    (
      "image:map_windows({}, function(s) for k in next, s do print(k) end end):save 'a.tif'",
      "next visits a table in an order that changes from run to run, and this script saves; write pairs(t)"
    ),
    (
      "local function f(t) for k in pairs(t) do print(k) end end f(p) image:map_windows({}, f):save 'a.tif'",
      "pairs visits a table in an order that changes from run to run, and this script saves; write fringe.sorted"
    ),
    ("image:bin(2)\n(print or warn)(1)", "this line starts with ( and so calls what stands before it"),
  ])
  func `a slip is found where it is`(script: String, message: String) throws {
    let findings = try check(Self.setting + script)
    #expect(findings.count == 1, "\(findings)")
    #expect(findings.first?.message.hasPrefix(message) == true, "\(findings)")
    #expect(findings.first?.line == 6 + (script.contains("\n") ? 1 : 0))
  }

  @Test(arguments: [
    "x = 1 print(x)", "function f() end f()", "local _ENV = {} print(x)",
    "local _ENV = { x = 1, print = print } function y() return x end print(y(), _ENV.x)",
    "local function f(_ENV) z = x return z end f {}", "_ENV.x = 1 print(x, _ENV.y)",
    "_G.x = 1 print(x, _G.y)",
    "_ENV = setmetatable({}, { __index = _G }) print(x)",
    "setmetatable(_G, { __index = math }) print(floor(1.5))",
    "for name, value in fringe.sorted { x = 1 } do _G[name] = value end print(x)",
    "dofile 'settings.lua' print(x)", "require 'settings' print(x)", "load('x = 1')() print(x)",
    "local t <const> = 3 image:map_windows({}, function() return t end)",
    "local t <const>, u <const> = -(2 * 3), 'u' image:map_windows({}, function() return t + #u end)",
    "image:map_windows({}, function(s) local m = s:power() return (function() return m:max() end)() end)",
    "image:map_windows({}, function() local fringe = require 'fringe' return fringe.nan end)",
    "local t = 3 local function f() return t end print(f()) image:map_windows({}, f)",
    "local function f(s, w) return w.anything, s:anything() end f({}, {}) image:map_windows({}, f)",
    "local f = function(s) return s:power():mean() end image:map_windows({}, f) image:map_windows({}, f)",
    "image:map_windows({ context = { a = 1 } }, function(s, w, c) w.mine = s:amplitude() return w.mine:mean() + c.a end)",
    "fringe.simulate { atoms = { crystal = { a = 0.4, atoms = { { 'Cu', 0, 0, 0 } } }, axis = { 1, 1, 0 } } }",
    "fringe.simulate { atoms = { list = { { 'Au', 0, 0 } }, [1 == 1 and 'film' or 'x'] = 1 } }",
    "image:where { row = 1, column = 1, radii = { 3, 2 }, unit = 'nm' }", "image:where(image:below(3))",
    "image:figure { overlay = { image:below(3), found[1], { from = { row = 1, column = 1 }, to = { row = 2, column = 2 } } } }",
    "map:strain { reference = { found[1], found[2] } } map:strain { reference = { row = 1, column = 1, radius = 9 } }",
    "image:like((fringe.simulate {}))", "fringe.show(fringe.simulate {})",
    "print(image:at(image:fft():position(found[1])))",
    "fringe.compare { map, map, limit = 2 }", "image:figure { range = { 0, 1 } }",
    "print(string.format('%d', 1), utf8.char(1), arg)",
    "for k in pairs({}) do print(k) end", "for _ in pairs(truth) do image:save 'a.npy' end",
    "for k, v in pairs(p) do image:save(k .. '.tif') end",
    "for k, v in fringe.sorted(truth) do v:save(k .. '.tif') end",
    "image = fringe.load 'a.tif' print(image.anything)",
    "local function f(im) return im:anything() end print(f(image))",
    "local t = { treshold = 1 } image:mask(t)", "image:mask(p.mask)",
    "image:mask { ['treshold'] = 1, [1 + 1] = 2 }",
    "image.at(image, 1, 1)", "pcall(image.bin, image, 2)", "image:bin(table.unpack { 2 })",
    "image:clip { min = -3, max = 1 // 2 }",
    "image:set(1, 1, 0/0)", "image.name = nil", "image.pixel_size = 0.02", "fringe.threads = 1",
    "local a = image * 2 print(a.rows, (image:fft() * image).unit, (image * image:fft()):inverse())",
    "image:profile({ from = { row = 1, column = 1 }, to = { row = 2, column = 2 } })",
    "image:gaussian_filter(2.5)",
    "image:roll { reflections = found, clip = false, progress = function() end, floor = 3 }",
    "local s = image:bin(2) ;(print)(s)", "print(map[1].spacing:mean(), #map, map[1].reflection.label)",
    "local q = p:with { window = 3 } print(q.window, q.mask.open) q = p:with 'file.lua'",
    "image:map_windows({ step = 64 }, function() return 1 end)",
    "image:map_windows({}, function(_, _, c) for k in pairs(c) do print(k) end end):save 'a.tif'",
    "local function f(_, _, c) for k in pairs(c) do print(k) end end image:map_windows({}, f):save 'a.tif'",
    "local f = function(_, w) for k in pairs(w) do print(k) end end image:map_windows({}, f):save 'a.tif'",
    "local keys = {} for i = 1, 3 do keys[i] = i end goto done do local x = 1 print(x) end ::done::",
  ])
  func `what is right is left alone`(script: String) throws {
    // In one line, without the trailing space of the setting: no finding may come from its layout.
    let findings = try check(Self.setting + script)
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test func `a script without the module is told how to get it`() throws {
    let findings = try check("fringe.load 'a.tif'", preamble: "")
    #expect(
      findings.map(\.message) == ["undefined global \"fringe\"; write local fringe = require \"fringe\""])
  }

  @Test func `a script that saves nothing may visit tables in any order`() throws {
    #expect(try check("for k, v in pairs { a = 1 } do print(k, v) end").isEmpty)
  }

  @Test(arguments: [(169, 0), (170, 1), (199, 1)])
  func `a notebook near Lua's limit of locals is told in time`(count: Int, expected: Int) throws {
    // The first one holds the module.
    let script = (1..<count).map { "local v\($0) = \($0)" }.joined(separator: "\n")
    let findings = try check(script)
    #expect(findings.count == expected)
    if let finding = findings.first {
      #expect(
        finding.line == 170 && finding.message.hasPrefix("this is local number 170 here, and Lua allows 200"))
    }
  }

  @Test func `locals that have gone do not count, and those of a function are its own`() throws {
    let many = (1..<120).map { "local v\($0) = \($0)" }.joined(separator: "\n")
    #expect(try check("do\n\(many)\nend\n\(many)").isEmpty)
    #expect(try check("\(many)\nlocal function f()\n\(many)\nend f()").isEmpty)
  }

  @Test func `everything that ships is free of findings, but for what tests get wrong on purpose`() throws {
    let run = try ScriptRun()
    run.state.setArguments(script: nil, before: [], after: [])
    let globals = try run.state.globalNames().filter { $0.key != "fringe" }
    let check = ScriptCheck(library: fringeLibrary, globals: globals)
    var count = 0
    for folder in ["scripts", "examples", "Tests/Lua", "Tests/Benchmarks"] {
      for path in FileManager.default.subpaths(atPath: Checkout.path(folder)) ?? []
      where path.hasSuffix(".lua") {
        let text = try String(contentsOfFile: Checkout.path("\(folder)/\(path)"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for finding in check.findings(in: Array(text.utf8)) {
          let line = lines[finding.line - 1]
          let isOnPurpose = folder == "Tests/Lua" && (line.contains("fails(") || line.contains("not pcall("))
          #expect(isOnPurpose, "\(folder)/\(path):\(finding.line): \(finding.message)")
        }
        count += 1
      }
    }
    #expect(count >= 12)
  }
}
