import ScriptAPI
import Scripting
import Testing

/// Tests of every declared function, driven by the declarations themselves.
struct DeclarationTests {
  /// One of everything that somebody may pass by mistake.
  static let wrongValues = [
    "nil", "true", "false", "'x'", "''", "{}", "{ 1 }", "{ x = 1 }", "{ {} }", "function() end", "print",
    "coroutine.create(print)", "io.stdout", "0/0", "1/0", "-1/0", "0", "-1", "0.5", "-0.0", "1e308", "-1e308",
    "5e-324", "2^31", "2^53", "math.maxinteger", "math.mininteger", "fringe", "fringe.nan",
    "fringe.image(3, 3, 0/0)", "fringe.image(1, 1, 0)",
    "{ row = 0/0, column = 1, rows = 1e300, columns = 1 }",
    "{ row = 1, column = 1, radius = 1e12 }", "{ polygon = { { row = 1, column = 1 } } }",
    "{ row = -1e8, column = 1e8 }", "setmetatable({}, { __index = error })", "('x'):rep(5000)",
    "{ 1e308, -1e308 }",
  ]

  @Test(arguments: DeclaredCall.all)
  func `the sample call of every function succeeds`(call: DeclaredCall) throws {
    let run = try ScriptRun()
    _ = try run(call.preparation)
    #expect(run.message(call.text()) == nil)
  }

  @Test(arguments: DeclaredCall.all)
  func `a wrong value is an error that names the function, or does what is documented`(call: DeclaredCall)
    throws
  {
    let run = try ScriptRun()
    _ = try run(call.preparation)
    for parameter in call.function.parameters {
      for value in Self.wrongValues {
        let code = call.text(replacing: (parameter.name, value))
        guard let message = run.message(code) else {
          #expect(!(parameter.isRequired && value == "nil"), "\(code) lacks \(parameter.name)")
          continue
        }
        #expect(message.hasPrefix("test.lua:1: "), "\(code): \(message)")
        #expect(message.contains("\(call.function.name): "), "\(code): \(message)")
        #expect(!message.contains("\n"), "\(code): \(message)")
      }
    }
  }

  @Test(arguments: DeclaredCall.all)
  func `too many arguments and unknown options are refused`(call: DeclaredCall) throws {
    let run = try ScriptRun()
    _ = try run(call.preparation)
    let text = call.text()
    let extra = text.hasSuffix("()") ? text.dropLast() + "1, 2, 3, 4)" : text.dropLast() + ", 2, 3, 4)"
    #expect(run.message(String(extra))?.contains("argument") == true)
    guard call.function.parameters.contains(where: { $0.place == .option }) else { return }
    let unknown = call.text(adding: "treshold = 1")
    #expect(run.message(unknown)?.contains("unknown option \"treshold\"") == true)
  }

  @Test(arguments: DeclaredCall.all)
  func `an allocation refused at any point is an error, never a leak or a crash`(call: DeclaredCall) throws {
    let run = try ScriptRun()
    _ = try run(call.preparation)
    // One global for each value, so that only the allocations of the call itself are counted.
    _ = try run("function call() return \(call.text()) end call()")
    run.state.collectGarbage()
    let first = run.state.hostBytes
    _ = try run("call()")
    run.state.collectGarbage()
    let before = run.state.hostBytes
    var n = 0
    var message: String? = ""
    while message != nil {
      n += 1
      try #require(n < 20_000, "the call never succeeded")
      run.state.refuseAllocation(n)
      message = run.message("call()")
      run.state.refuseAllocation(0)
      if let message { #expect(message.contains("not enough memory"), "allocation \(n)") }
    }
    run.state.collectGarbage()
    // A table grows with every call of its `add`.
    #expect(run.state.hostBytes <= before + (before - first), "pixels leaked")
  }

  @Test(arguments: fringeLibrary.classes.map(\.name))
  func `every field can be read, and an unknown one is an error with the nearest name`(name: String) throws {
    let declaration = try #require(fringeLibrary.classes.first { $0.name == name })
    let run = try ScriptRun()
    _ = try run("object = \(declaration.sample)")
    for field in declaration.properties { #expect(run.message("return object.\(field.name)") == nil) }
    for field in declaration.properties + [] where field.name.count > 4 {
      let slip = String(field.name.dropLast())
      let message = run.message("return object.\(slip)")
      #expect(message?.contains("did you mean") == true, "\(slip): \(message ?? "no error")")
    }
    #expect(run.message("object.nothing_of_the_kind = 1") != nil)
    #expect(run.message("return object.nothing_of_the_kind") != nil)
    #expect(try run("return tostring(object)").first?.contains("\n") == false)
  }

  @Test(arguments: fringeLibrary.classes.map(\.name))
  func `operators on anything give a result or an error`(name: String) throws {
    let declaration = try #require(fringeLibrary.classes.first { $0.name == name })
    let run = try ScriptRun()
    _ = try run("object = \(declaration.sample)")
    for operation in ["+", "-", "*", "/", "^", "&", "|", "~", "<", "<=", "..", "//", "%", "<<"] {
      for value in Self.wrongValues + ["object"] {
        for code in ["return object \(operation) (\(value))", "return (\(value)) \(operation) object"] {
          if let message = run.message(code) {
            #expect(message.hasPrefix("test.lua:1: "), "\(code): \(message)")
          }
        }
      }
    }
    for operation in ["-", "~", "#"] { _ = run.message("return \(operation)object") }
    for key in ["0", "1", "-1", "1e9", "math.huge", "{}", "true"] {
      _ = run.message("return object[\(key)]")
      _ = run.message("object[\(key)] = 1")
    }
  }

  /// Images that are harder than the samples.
  static let hostileImages = [
    "fringe.image(1, 1, 5)", "fringe.image(1, 40, 0/0)", "fringe.image(40, 1, 1e30)",
    "fringe.image(33, 47, 0)",
    "fringe.image(40, 40, function(r, c) return (r * c) % 7 == 0 and 1/0 or -1e38 end)",
    "(function() local i = fringe.image(36, 40, 1e17) i.pixel_size_x = 1e9 i.pixel_size_y = 1e-9 return i end)()",
    "fringe.image(36, 36, 3):fft():amplitude()", "fringe.image(20, 20, 1):missing()",
  ]

  @Test(arguments: hostileImages)
  func `every method of an image survives a hard one`(image: String) throws {
    let run = try ScriptRun()
    _ = try run("receiver = \(image)")
    for call in DeclaredCall.all
    where call.description.hasPrefix("Image:") || call.description.hasPrefix("Mask:") {
      let code = "local result = \(call.text()) return tostring(result)"
      if let message = run.message(code) { #expect(message.hasPrefix("test.lua:1: "), "\(code): \(message)") }
    }
  }

  @Test(arguments: fringeLibrary.classes.map(\.name))
  func `setting any field to anything works or is an error`(name: String) throws {
    let declaration = try #require(fringeLibrary.classes.first { $0.name == name })
    let run = try ScriptRun()
    _ = try run("object = \(declaration.sample)")
    for field in declaration.properties {
      for value in Self.wrongValues {
        if let message = run.message("object.\(field.name) = \(value)") {
          #expect(message.hasPrefix("test.lua:1: "), "\(field.name) = \(value): \(message)")
        }
        #expect(run.message("return tostring(object), tostring(object.\(field.name))") == nil)
      }
    }
  }
}
