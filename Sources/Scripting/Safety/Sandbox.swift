import CLuaBridge

/// What a script of others may reach: no process, no network, the files that are permitted, Lua as text only.
public struct Sandbox: Sendable {
  /// Says why a file may not be opened; nil: it may.
  let refusal: @Sendable (_ path: String, _ isWritten: Bool) -> String?
  /// The folders of the modules that are shipped with the program.
  let moduleFolders: [String]

  public init(
    moduleFolders: [String], refusal: @escaping @Sendable (_ path: String, _ isWritten: Bool) -> String?
  ) {
    self.moduleFolders = moduleFolders
    self.refusal = refusal
  }
}

extension LuaState {
  /// Puts this state into a sandbox, for good: libraries that reach out of it are replaced.
  ///
  /// Comes after the libraries were opened, and before any script runs.
  public func confine(to sandbox: Sandbox) throws(ScriptError) {
    fringe_refuse_binary(L)
    let permit = register { frame throws(ScriptError) in
      // A path that Swift reads otherwise than the system does would be checked as another one than is opened.
      guard let bytes = frame.slot(1).bytes, !bytes.contains(0),
        let path = String(validating: bytes, as: UTF8.self)
      else { return Several(false, "the path is not UTF-8 text") }
      let refusal = sandbox.refusal(path, frame.slot(2).boolean == true)
      return Several(refusal == nil, refusal)
    }
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    let frame = CallFrame(state: self, L: L)
    frame.reserve()
    let code = Array(Self.confinement.utf8)
    let status = code.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load(L, $0.baseAddress, $0.count, "=sandbox") }
    }
    guard status == LUA_OK else { throw .failed(takeText()) }
    fringe_push_function(L, permit)
    List(sandbox.moduleFolders).push(onto: frame)
    guard fringe_call(L, 2, 0, false) == LUA_OK else { throw .failed(takeText()) }
  }

  /// Replaces what reaches out. Everything that the replacements use is a local, out of the reach of scripts, which have
  /// no `debug` library to look for it.
  private static let confinement = """
    local permit, folders = ...
    local type, select, error, tostring, pairs, ipairs = type, select, error, tostring, pairs, ipairs
    local find, concat = string.find, table.concat
    local any_load, any_loadfile, collect = load, loadfile, collectgarbage
    local open, lines, input, output = io.open, io.lines, io.input, io.output

    local function missing(name)
      return function() error(name .. " is not available in the sandbox", 2) end
    end

    -- The library with the functions that may stay, and an error in place of each other one.
    local function keep(name, library, kept)
      local confined = {}
      for key, value in pairs(library) do
        if type(value) == "function" then confined[key] = missing(name .. "." .. key) end
      end
      for _, key in ipairs(kept) do confined[key] = library[key] end
      return confined
    end

    -- Files: numbers are paths as they are for Lua; what is no path is left to Lua to refuse.
    local function path_of(value) return type(value) == "number" and tostring(value) or value end

    -- nil, or why the file is not opened. Only `true` permits: at the end of the run nobody is there to ask.
    local function refused(path, writes)
      local permitted, reason = permit(path, writes)
      if permitted == true then return nil end
      return path .. ": " .. (reason or "the run has ended")
    end

    local io = keep("io", io, { "close", "flush", "read", "type", "write", "stdin", "stdout", "stderr" })
    function io.open(path, mode)
      path = path_of(path)
      if type(path) == "string" and (mode == nil or type(mode) == "string") then
        local reason = refused(path, mode ~= nil and find(mode, "[wa+]") ~= nil)
        if reason then return nil, reason, 13 end
      end
      return open(path, mode)
    end
    function io.lines(path, ...)
      path = path_of(path)
      local reason = type(path) == "string" and refused(path, false)
      if reason then error(reason, 2) end
      return lines(path, ...)
    end
    local function redirected(redirect, writes)
      return function(...)
        local file = path_of((...))
        local reason = type(file) == "string" and refused(file, writes)
        if reason then error(reason, 2) end
        if select("#", ...) == 0 then return redirect() end
        return redirect(file)
      end
    end
    io.input, io.output = redirected(input, false), redirected(output, true)

    local os = keep("os", os, { "clock", "date", "difftime", "exit", "time" })
    function os.getenv() return nil end

    local debug = keep("debug", debug, { "traceback" })
    local string = keep("string", string, {
      "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize", "rep", "reverse",
      "sub", "unpack", "upper",
    })
    getmetatable("").__index = string
    getmetatable("").__metatable = false

    -- Code: text only.
    function load(chunk, name, mode, ...)
      if mode ~= nil and type(mode) == "string" and not find(mode, "t", 1, true) then
        return nil, "the sandbox loads text only"
      end
      return any_load(chunk, name, "t", ...)
    end
    function loadfile(path, mode, ...)
      path = path_of(path)
      if mode ~= nil and type(mode) == "string" and not find(mode, "t", 1, true) then
        return nil, "the sandbox loads text only"
      end
      local reason = type(path) == "string" and refused(path, false)
      if reason then return nil, reason end
      return any_loadfile(path, "t", ...)
    end
    local loadfile = loadfile
    function dofile(path)
      local chunk, problem = loadfile(path)
      if not chunk then error(problem, 0) end
      return chunk()
    end

    -- Modules: Lua's own, fringe, and those shipped with it.
    local loaded, preload = {}, {}
    local package = keep("package", package, { "config" })
    package.loaded, package.preload, package.searchers, package.path, package.cpath = loaded, preload, {}, "", ""
    local function shipped(name)
      if find(name, "^[%a_][%w_]*$") then
        for _, folder in ipairs(folders) do
          local path = folder .. "/" .. name .. ".lua"
          local file = open(path)
          if file then
            file:close()
            local chunk, problem = any_loadfile(path, "t")
            if not chunk then error(problem, 0) end
            return chunk, path
          end
        end
      end
      error("module '" .. name .. "' not found: the sandbox has fringe, Lua's own modules and those shipped with fringe", 3)
    end
    function require(name)
      if type(name) ~= "string" then
        error("bad argument #1 to 'require' (string expected, got " .. type(name) .. ")", 2)
      end
      if loaded[name] then return loaded[name] end
      local chunk, from = preload[name], ":preload:"
      if not chunk then chunk, from = shipped(name) end
      local value = chunk(name, from)
      if value ~= nil then loaded[name] = value elseif loaded[name] == nil then loaded[name] = true end
      return loaded[name], from
    end

    function collectgarbage(option, ...)
      if option == nil or option == "collect" or option == "count" or option == "step" or option == "isrunning" then
        return collect(option, ...)
      end
      error("collectgarbage: " .. tostring(option) .. " is not available in the sandbox", 2)
    end

    local names = { "_G", "coroutine", "math", "table", "utf8" }
    for _, name in ipairs(names) do loaded[name] = _G[name] end
    local confined = { io = io, os = os, debug = debug, string = string, package = package }
    loaded.fringe = _G.package.loaded.fringe
    for name, library in pairs(confined) do
      _G[name] = library
      loaded[name] = library
    end
    """
}
