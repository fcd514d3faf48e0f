import ScriptAPI
import Scripting
import Testing

/// What the prompt does with a line, without a terminal.
struct PromptTests {
  private func enter(_ lines: String...) throws -> [String] {
    let run = try ScriptRun()
    var last: [String] = []
    for line in lines {
      guard case .results(let results) = try run.state.enter(line) else { return ["incomplete"] }
      last = results
    }
    return last
  }

  @Test func `a record is shown with what is in it`() throws {
    let line = try enter("select(2, fringe.simulate { size = 32 })")
    #expect(
      line.count == 1 && line[0].hasPrefix("{ ") && line[0].contains("angle = { Image 32×32"), "\(line)")
  }

  @Test(arguments: [
    (["1 + 1"], ["2"]), (["1, nil, 'a\\nb'"], ["1", "nil", "a\\nb"]), (["x = 3"], []),
    (["x = 3", "x"], ["3"]),
    (["local x, y = 3, 4", "x + y"], ["7"]), (["local x", "x"], ["nil"]),
    (["local function f() return 5 end", "f()"], ["5"]),
    (["local x <const> = 3", "x"], ["nil"]), (["for i = 1, 2 do"], ["incomplete"]), (["f("], ["incomplete"]),
    (["{ 1, 2, b = 'x', a = { 3 } }"], ["{ 1, 2, a = { 3 }, b = \"x\" }"]), (["{}"], ["{}"]),
    (["{ { { 1 } }, print }"], ["{ { {…} }, function }"]),
    (["fringe.image(2, 2, 1)"], ["Image 2×2 float32, not calibrated, min 1, max 1"]),
    (["{ fringe.reflection { spacing = 0.2, angle = 3 } }"], ["{ Reflection d 0.20000 nm, angle 3.0000° }"]),
    (["setmetatable({}, { __tostring = function() return 'told' end })"], ["told"]),
    (["-- only a comment"], []), (["=1 + 1"], ["2"]),
    (["fringe.load"], ["function fringe.load; help \"fringe.load\" tells what it does"]),
    (["fringe.image(2, 2, 1).bin"], ["function image:bin; help \"image:bin\" tells what it does"]),
  ])
  func `a line gives its results, each as one line`(lines: [String], expected: [String]) throws {
    let run = try ScriptRun()
    var last: [String] = []
    for line in lines {
      guard case .results(let results) = try run.state.enter(line) else {
        last = ["incomplete"]
        break
      }
      last = results
    }
    #expect(last == expected)
  }

  @Test func `a long table is cut and says how long it is`() throws {
    let results = try enter("local t = {} for i = 1, 1000 do t[i] = i end return t")
    #expect(results.count == 1 && results[0].contains("… 1000 in all") && results[0].count <= 162)
  }

  @Test(arguments: [
    ("x = = 1", "prompt:1: unexpected symbol near '='"), ("error 'mine'", "prompt:1: mine"),
    ("fringe.laod()", "prompt:1: fringe has no function or field \"laod\""),
  ])
  func `an error is told with its place`(line: String, message: String) throws {
    let failure = #expect(throws: LuaState.Failure.self) { try enter(line) }
    #expect(failure?.text.hasPrefix(message) == true)
  }

  @Test func `after an interruption more can be run`() throws {
    let run = try ScriptRun()
    run.state.interrupt()
    let failure = #expect(throws: LuaState.Failure.self) { try run.state.enter("while true do end") }
    #expect(failure?.isInterruption == true)
    run.state.resume()
    guard case .results(["2"]) = try run.state.enter("1 + 1") else { return #expect(Bool(false)) }
  }

  // MARK: - Completion

  private static let setting = """
    image = fringe.image(48, 48, 1)
    p = fringe.params { window = 128, mask = { open = 15 } }
    list = { image }
    map = \(fringeLibrary.classes.first { $0.name == "LatticeMap" }?.sample ?? "nil")
    """

  @Test(arguments: [
    ("fringe.lo", ["load", "load_map", "load_reflections", "load_table"]), ("fringe.thr", ["threads"]),
    ("fringe.status.we", ["weak"]),
    ("image.col", ["columns"]), ("image:fli", ["flip"]),
    ("x = (image:bin(2) + 1):gaussian_f", ["gaussian_filter"]),
    ("p.wi", ["window"]), ("p.mask.", ["open"]), ("p:", ["with"]), ("list[1].uni", ["unit"]),
    ("map.source.nam", ["name"]), ("map[1].spacing_s", ["spacing_sigma"]),
    ("map.reflections[1].spac", ["spacing"]),
    ("image:bin(2, { me", ["method"]), ("image:roll { est", ["estimator"]),
    ("image:roll { step = 1, est", ["estimator"]),
    ("image:roll { step = imag", ["image"]), ("fringe.simulate { full = true, se", ["seed"]),
    ("fringe.simulate { size = 64, atoms = { cry", ["crystal"]),
    (
      "fringe.simulate { atoms = { axis = { 1, 1, 0 }, strain = { exx = 0.01, ",
      ["exx", "exy", "eyy", "rotation"]
    ),
    ("fringe.simulate { reflections = { { 0.2, 0, 1 }, { amp", ["amplitude"]),
    ("image:where { rad", ["radii", "radius"]), ("image:where { polygon = { { row = 1, col", ["column"]),
    ("image:profile({ from = { ro", ["row"]), ("x = { ro", []), ("x = { { ima", ["image"]),
    ("math.flo", ["floor"]),
    ("prin", ["print"]), ("whi", ["while"]), ("imag", ["image"]),
    ("string.format('%d', ma", ["map", "math"]),
    ("nothing.x", []), ("image.nothing.x", []), ("'text imag", []), ("1.", []), ("", []),
    ("#imag", ["image"]),
  ])
  func `names are completed from values and declarations`(line: String, expected: [String]) throws {
    let run = try ScriptRun()
    _ = try run(Self.setting)
    #expect(run.state.completion(of: line, library: fringeLibrary).candidates == expected)
  }

  @Test func `what all candidates share is inserted`() throws {
    let run = try ScriptRun()
    let completion = run.state.completion(of: "fringe.load_", library: fringeLibrary)
    #expect(completion.typed == "load_" && completion.insertion.isEmpty && completion.candidates.count >= 2)
    #expect(run.state.completion(of: "fringe.thr", library: fringeLibrary).insertion == "eads")
    #expect(run.state.completion(of: "fringe.sav", library: fringeLibrary).insertion == "e_reflections")
  }

  @Test func `completion runs nothing`() throws {
    let run = try ScriptRun()
    _ = try run(
      "trap = setmetatable({}, { __index = function() called = true end, __pairs = function() called = true end })"
    )
    #expect(run.state.completion(of: "trap.x.y", library: fringeLibrary).candidates.isEmpty)
    #expect(try run("return called") == ["nil"])
  }
}
