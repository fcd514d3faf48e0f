import CLuaBridge

/// A Lua state of its own for one thread, in which one portable function is called again and again.
///
/// The outcome of a call depends on its arguments alone: globals cannot be set, what is passed in as context cannot be
/// changed, `math.random` starts anew from the call's number, and `pairs` visits keys in a defined order, where Lua's own
/// changes from state to state. `next` is Lua's.
public final class FunctionWorker {
  private let state: LuaState

  /// Why a call gave no results.
  public enum Failure: Error, Sendable {
    /// The function raised this message.
    case raised(String)
    case interrupted
  }

  /// - Parameters:
  ///   - state: A fresh state, for this worker alone.
  ///   - context: Is the last argument of every call.
  ///   - searchPath: Where `require` looks: that of the state in which the script runs.
  public init(
    state: LuaState, function: PortableFunction, context: PortableValue, searchPath: String?
  ) throws(Failure) {
    self.state = state
    let frame = CallFrame(state: state, L: state.L)
    frame.reserve(8)
    let (environment, preparation) = (Array(Self.environment.utf8), Array(Self.preparation.utf8))
    guard fringe_order_pairs(state.L) == LUA_OK, Self.load(state.L, preparation, fringe_load, "=(windows)"),
      Self.load(state.L, function.code, fringe_load_dump, "=(function)"),
      Self.load(state.L, environment, fringe_load, "=(windows)"), fringe_call(state.L, 0, 1, false) == LUA_OK
    else { throw .raised(state.takeText()) }
    fringe_set_environment(state.L, 2)
    context.push(onto: frame)
    searchPath.push(onto: frame)
    // Leaves the function that is called for each window at place 1.
    guard fringe_call(state.L, 3, 1, false) == LUA_OK else { throw failure() }
  }

  /// Calls the function and returns its results, NaN for nil.
  ///
  /// - Parameter number: Seeds `math.random`.
  public func call(number: Int, _ arguments: [any ScriptValue]) throws(Failure) -> [Double] {
    let L = state.L
    let frame = CallFrame(state: state, L: L)
    defer { lua_settop(L, 1) }
    frame.reserve(Int32(arguments.count) + 8)
    lua_pushvalue(L, 1)
    number.push(onto: frame)
    for argument in arguments { argument.push(onto: frame) }
    guard fringe_call(L, Int32(arguments.count) + 1, LUA_MULTRET, false) == LUA_OK else { throw failure() }
    guard !state.isInterrupted else { throw .interrupted }
    var results: [Double] = []
    for place in 2..<max(frame.argumentCount + 1, 2) {
      let slot = frame.slot(place)
      guard let value = slot.isNil ? .nan : slot.number else {
        throw .raised(
          "result \(place - 1) of the function is \(slot.summary); return numbers, or nil for none")
      }
      results.append(value)
    }
    return results
  }

  private func failure() -> Failure {
    guard !state.isInterrupted else { return .interrupted }
    fringe_push_text(state.L, lua_gettop(state.L))
    return .raised(state.takeText())
  }

  private typealias Loader = (OpaquePointer?, UnsafePointer<CChar>?, Int, UnsafePointer<CChar>?) -> Int32

  private static func load(_ L: OpaquePointer, _ code: [UInt8], _ loader: Loader, _ name: String) -> Bool {
    code.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { loader(L, $0.baseAddress, $0.count, name) == LUA_OK }
    }
  }

  /// The globals that the function sees: those of the state, which it cannot set, nor add to Lua's own libraries.
  private static let environment = """
    local tostring, error, pairs, type, rawset, all = tostring, error, pairs, type, rawset, _G
    local getmetatable, setmetatable = getmetatable, setmetatable
    local environment = {}
    environment._G = environment
    function environment.rawset(object, key, value)
      if getmetatable(object) == false then
        error("\\"" .. tostring(key) .. "\\" cannot be set here: windows run in any order; return values instead", 2)
      end
      return rawset(object, key, value)
    end
    for name, library in pairs(all) do
      if type(library) == "table" and library ~= all and library ~= package and getmetatable(library) == nil then
        setmetatable(library, {
          __metatable = false,
          __newindex = function(_, key)
            error(name .. "." .. tostring(key) .. " cannot be set here: windows run in any order; make it local, "
              .. "or return it", 2)
          end,
        })
      end
    end
    return setmetatable(environment, {
      __metatable = false,
      __index = all,
      __pairs = function() return pairs(all) end,
      __newindex = function(_, name)
        error("the global \\"" .. tostring(name) .. "\\" cannot be set here: windows run in any order; make it local, "
          .. "or return it", 2)
      end,
    })
    """

  private static let preparation = """
    local measure, context, search_path = ...
    local seed, next, pairs, type, setmetatable, tostring = math.randomseed, next, pairs, type, setmetatable, tostring
    package.path = search_path or package.path

    local function constant(value)
      if type(value) ~= "table" then return value end
      local copy = {}
      for key, inner in next, value do copy[key] = constant(inner) end
      return setmetatable({}, {
        __metatable = false,
        __index = copy,
        __len = function() return #copy end,
        __pairs = function() return pairs(copy) end,
        __newindex = function(_, key)
          error("context." .. tostring(key) .. " cannot be set: windows run in any order; return values instead", 2)
        end,
      })
    end

    context = constant(context)
    return function(number, spectrum, window)
      seed(number)
      return measure(spectrum, window, context)
    end
    """
}

extension LuaState {
  /// Ends what runs in this state, from any thread, as long as the state lives.
  public var interrupter: @Sendable () -> Void {
    nonisolated(unsafe) let state = L
    return { fringe_interrupt(state) }
  }

  /// Where `require` looks for modules now; nil when the script has made it something else than a text.
  public var searchPath: String? {
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    CallFrame(state: self, L: L).reserve()
    fringe_push_globals(L)
    for name in ["package", "path"] {
      guard lua_type(L, -1) == LUA_TTABLE else { return nil }
      CallFrame(state: self, L: L).push(name)
      lua_rawget(L, -2)
    }
    return CallFrame(state: self, L: L).slot(Int(lua_gettop(L))).string
  }
}
