import CLuaBridge

#if canImport(Glibc)
  import Glibc
#endif

extension LuaState {
  /// Registers the classes of a library, and makes its module available to `require`.
  public func open(_ library: Library) {
    for declaration in library.classes { register(library.complete(declaration), command: library.name) }
    let frame = CallFrame(state: self, L: L)
    frame.reserve(16)
    let base = lua_gettop(L)
    // package.loaded[name] = module
    luaL_getsubtable(L, fringe_registry_index(), LUA_LOADED_TABLE)
    frame.push(library.name)
    pushModule(library, frame)
    lua_rawset(L, -3)
    lua_settop(L, base)
  }

  /// Makes a function a global.
  public func define(_ function: Function) {
    let frame = CallFrame(state: self, L: L)
    frame.reserve()
    fringe_push_globals(L)
    frame.push(function.name)
    push(function, calledAs: function.name, first: 1)
    lua_rawset(L, -3)
    fringe_pop(L, 1)
  }

  // MARK: - Classes

  private func register(_ declaration: ClassDeclaration, command: String) {
    let prefix = declaration.instanceName
    let frame = CallFrame(state: self, L: L)
    frame.reserve(16)
    pushTable(of: declaration.methods, first: 2, frame) { "\(prefix):\($0)" }
    pushTable(of: declaration.properties.map(\.get), first: 2, frame) { "\(prefix).\($0)" }
    pushTable(of: declaration.properties.compactMap(\.set), first: 1, frame) { "\(prefix).\($0)" }

    let element = declaration.operators.first { $0.event == "__index" }
    let names = (declaration.properties.map(\.name) + declaration.methods.map(\.name)).sorted()
    let readOnly = declaration.properties.filter { $0.set == nil }.map(\.name)
    let settable = declaration.properties.filter { $0.set != nil }.map(\.name)
    let unknown = register { frame throws(ScriptError) in
      let key = frame.slot(2)
      if frame.slot(3).boolean == true {
        guard let name = key.string else { throw .failed("\(prefix): \(key.summary) cannot be set") }
        if frame.slot(1).box?.fieldNames.contains(name) == true {
          throw .failed("\(prefix).\(name) cannot be set")
        }
        throw .failed(
          readOnly.contains(name)
            ? "\(prefix).\(name) cannot be set"
            : "\(declaration.name) has no field \"\(name)\" to set"
              + "\(NearestName.hint(name, among: settable))"
              + (settable.isEmpty ? "" : "; these can be set: \(settable.joined(separator: ", "))"))
      }
      if let kind = declaration.ownField, let name = key.string {
        return try ownField(name, kind: kind, of: frame.slot(1), prefix: prefix)
      }
      if let element, key.integer != nil {
        return try rethrowing(prefix) { try element.run(frame) }
      }
      guard let name = key.string else {
        throw .failed("\(declaration.name) has no field or method \(key.summary)")
      }
      throw .failed(
        "\(declaration.name) has no field or method \"\(name)\""
          + NearestName.hint(name, among: names, listedBy: "\(command) help \(prefix)"))
    }
    fringe_register_class(L, declaration.name, unknown)
    for item in declaration.operators where item.event != "__index" {
      let called = "\(declaration.name) \(Self.symbol(item.event))"
      let id = register { frame throws(ScriptError) in try rethrowing(called) { try item.run(frame) } }
      fringe_set_metamethod(L, declaration.name, item.event, id)
    }
  }

  private static func symbol(_ event: String) -> String {
    let symbols = [
      "__add": "+", "__sub": "-", "__mul": "*", "__div": "/", "__pow": "^", "__unm": "-", "__band": "&",
      "__bor": "|", "__bnot": "~", "__bxor": "~", "__len": "#", "__lt": "<", "__le": "<=",
    ]
    return symbols[event] ?? event
  }

  /// - Parameter first: The place on the stack of a function's first argument: 2 after a receiver.
  private func pushTable(of functions: [Function], first: Int, _ frame: CallFrame, name: (String) -> String) {
    lua_createtable(L, 0, Int32(functions.count))
    for function in functions {
      frame.push(function.name)
      push(function, calledAs: name(function.name), first: first)
      lua_rawset(L, -3)
    }
  }

  private func push(_ function: Function, calledAs: String, first: Int) {
    let id = register { frame throws(ScriptError) in
      guard let onCall = frame.state.onCall else { return try function.run(frame, calledAs, first) }
      let start = Self.now()
      defer { onCall(calledAs, Self.now() - start) }
      return try function.run(frame, calledAs, first)
    }
    functionNames[id] = calledAs
    fringe_push_function(L, id)
  }

  /// Seconds from an arbitrary moment on.
  private static func now() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
  }

  // MARK: - Module

  private func pushModule(_ library: Library, _ frame: CallFrame) {
    pushTable(of: library.functions, first: 1, frame) { "\(library.name).\($0)" }
    for constant in library.constants {
      frame.push(constant.name)
      constant.value().push(onto: frame)
      lua_rawset(L, -3)
    }
    lua_createtable(L, 0, 3)
    frame.push("__index")
    fringe_push_function(L, registerIndex(of: library))
    lua_rawset(L, -3)
    frame.push("__newindex")
    fringe_push_function(L, registerAssignment(of: library))
    lua_rawset(L, -3)
    frame.push("__metatable")
    frame.push(library.name)
    lua_rawset(L, -3)
    lua_setmetatable(L, -2)
  }

  private func registerIndex(of library: Library) -> Int32 {
    let names = library.functions.map(\.name) + library.constants.map(\.name) + library.properties.map(\.name)
    return register { frame throws(ScriptError) in
      let key = frame.slot(2)
      if let property = library.properties.first(where: { $0.name == key.string }) {
        return try property.get.run(frame, "\(library.name).\(property.name)", 3)
      }
      let name = key.string.map { "\"\($0)\"" } ?? key.summary
      throw .failed(
        "\(library.name) has no function or field \(name)" + NearestName.hint(key.string ?? "", among: names))
    }
  }

  private func registerAssignment(of library: Library) -> Int32 {
    register { frame throws(ScriptError) in
      let key = frame.slot(2)
      let name = key.string.map { "\"\($0)\"" } ?? key.summary
      guard let property = library.properties.first(where: { $0.name == key.string }), let set = property.set
      else { throw .failed("\(library.name).\(key.string ?? key.summary): \(name) cannot be set") }
      return try set.run(frame, "\(library.name).\(property.name)", 3)
    }
  }
}

/// Turns what an operator throws into an error with its name.
private func rethrowing(
  _ name: String, _ body: () throws -> any ScriptValue
) throws(ScriptError) -> any ScriptValue {
  do {
    return try body()
  } catch let error as ScriptError {
    throw error
  } catch let mismatch as Mismatch {
    throw .failed(mismatch.message(about: name))
  } catch {
    throw .failed("\(name): \(error)")
  }
}
