import ScriptAPI
import Testing

struct ParameterTests {
  private static let declaration = """
    p = fringe.params {
      image = { "a.tif", type = "path" }, window = { 128, min = 16 }, name = "x", taken = true, limit = { type = "number" },
      averages = { 5, 10 }, words = { "a" }, mask = { threshold = 1.15, open = 15 },
    }
    """

  private func run(_ assignments: String..., files: [String] = []) throws -> ScriptRun {
    try ScriptRun(
      parameters: ParameterOverrides(
        files: files, assignments: try assignments.map { try #require(ParameterAssignment($0)) }))
  }

  @Test(arguments: [
    ("window=64", "p.window", "64"), ("window=6.4e1", "p.window", "64.0"), ("name=64", "p.name", "64"),
    ("name=a=b", "p.name", "a=b"), ("name=", "p.name", ""), ("taken=false", "tostring(p.taken)", "false"),
    ("limit=3", "p.limit", "3"), ("limit=nil", "tostring(p.limit)", "nil"),
    ("image=x/b.tif", "p.image", "x/b.tif"),
    ("averages=1, 2.5", "table.concat(p.averages, ' ')", "1 2.5"), ("averages=", "#p.averages", "0"),
    ("averages={ 3, 4 }", "table.concat(p.averages, ' ')", "3 4"),
    ("words=1,b", "p.words[1] .. p.words[2]", "1b"),
    ("mask.threshold=1.1", "p.mask.threshold .. ' ' .. p.mask.open", "1.1 15"),
    ("mask={ open = 3 }", "p.mask.threshold .. ' ' .. p.mask.open", "1.15 3"),
  ])
  func `a value on the command line is read as the type of its parameter`(
    assignment: String, expression: String, value: String
  ) throws {
    let run = try run(assignment)
    #expect(try run("\(Self.declaration) return \(expression)") == [value])
  }

  @Test(arguments: [
    (
      "windw=64",
      "--set: unknown parameter \"windw\"; did you mean \"window\"?; the parameters are averages, image"
    ),
    ("mask.treshold=1", "--set: unknown parameter \"mask.treshold\"; did you mean \"mask.threshold\"?"),
    ("treshold=1", "--set: unknown parameter \"treshold\"; did you mean \"mask.threshold\"?"),
    ("window=wide", "--set: window: expected a number of 16 or more, got \"wide\""),
    ("window=8", "--set: window: expected a number of 16 or more, got 8"),
    ("window=nil", "--set: window: expected a number of 16 or more, got \"nil\""),
    ("taken=yes", "--set: taken: expected true or false, got \"yes\""),
    ("averages=1,x", "--set: averages: expected a list of numbers, got the table { 1, \"x\" }"),
    ("averages={ 1", "--set averages:1: '}' expected near <eof>"),
    ("mask=3", "--set: mask: expected a table with any of open, threshold, got a string \"3\""),
    ("image=", "--set: image: expected a path, got a string \"\""),
  ])
  func `a wrong value on the command line is an error of fringe.params`(assignment: String, message: String)
    throws
  {
    let run = try run(assignment)
    let told = run.message(Self.declaration)
    #expect(told?.contains(message) == true, "\(told ?? "no error")")
  }

  @Test func `defaults come before files, files before with, with before the command line`() throws {
    let first = try ScriptRun()
    _ = try first(
      """
      for name, text in pairs {
        ["1.lua"] = "return { window = 1000, name = 'one', taken = false, mask = { open = 1 } }",
        ["2.lua"] = "return { name = 'two', limit = 2, mask = { threshold = 2 } }",
      } do
        local file <close> = io.open(fringe.output(name), "w")
        file:write(text)
      end
      """)
    let run = try run("limit=9", "mask.open=9", files: [first.path("1.lua"), first.path("2.lua")])
    _ = try run(Self.declaration)
    #expect(
      try run("return p.window, p.name, p.taken, p.limit, p.mask.open, p.mask.threshold")
        == ["1000", "two", "false", "9", "9", "2"])
    _ = try run("q = p:with { window = 64, limit = 5, mask = { open = 5, threshold = 5 } }")
    #expect(
      try run("return q.window, q.name, q.limit, q.mask.open, q.mask.threshold") == [
        "64", "two", "9", "9", "5",
      ])
  }

  @Test func `the command line speaks of the first declaration, and later ones take what they know`() throws {
    let run = try run("window=64")
    _ = try run(Self.declaration)
    #expect(
      try run("return fringe.params { window = 1 }.window, fringe.params { other = 1 }.other") == ["64", "1"])
  }

  @Test func `a path starts at the file that sets it`() throws {
    let run = try run()
    try run.state.run("p = fringe.params { image = { 'a.tif', type = 'path' } }", name: "@scripts/deep/s.lua")
    #expect(try run("return p.image") == ["scripts/deep/a.tif"])
    #expect(try run("return p:with { image = 'b.tif' }.image") == ["b.tif"])
    try run.state.run("q = p:with { image = 'b.tif' }", name: "@scripts/s.lua")
    #expect(try run("return q.image, q:with {}.image") == ["scripts/b.tif", "scripts/b.tif"])
  }

  @Test(arguments: ["window", "=1", "a b=1", "1=1", "mask.=1", ".a=1"])
  func `what is not NAME=VALUE is no assignment`(text: String) { #expect(ParameterAssignment(text) == nil) }
}
