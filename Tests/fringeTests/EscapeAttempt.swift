import Testing

/// Something that a script in the sandbox tries. It escapes when the code returns neither nil nor false; it may also raise.
///
/// The script lies in `run`, where it runs, and saves in `out` beside it. Outside lie `secret.txt`, `secret.npy` and
/// `secret.lua`; links lead to them: `run/link.txt`, `run/up`, `out/up`, and `out/hole.txt` to what is not there yet.
struct EscapeAttempt: CustomTestStringConvertible, Sendable {
  let name: String
  let code: String
  var testDescription: String { name }

  init(_ name: String, _ code: String) { (self.name, self.code) = (name, code) }
}

extension EscapeAttempt {
  static let processes = [
    EscapeAttempt("a process", "return os.execute('touch ../made')"),
    .init("a pipe", "return io.popen('cat ../secret.txt')"),
    .init("a pipe, called by a coroutine", "return coroutine.wrap(io.popen)('cat ../secret.txt')"),
    .init("the environment", "return os.getenv('HOME') or os.getenv('PATH')"),
    .init("the locale of the process", "return os.setlocale('C')"),
    .init("a library of native code", "return package.loadlib('libc.so.6', '*')"),
    .init("a function of native code", "return package.loadlib('liblua5.4.so.0', 'luaopen_os')"),
    .init("the loaders of modules", "return package.searchers[1] or package.searchers[3]"),
    .init("another os through require", "return require('os').execute('touch ../made')"),
    .init("another io among the loaded modules", "return package.loaded.io.popen('touch ../made')"),
    .init("another os in the globals' own table", "return _G._G.os.execute('touch ../made')"),
    .init(
      "os given to a chunk", "return load(\"return os.execute('touch ../made')\", 'x', 't', { os = os })()"),
    .init(
      "an error handler",
      "local found xpcall(error, function() found = io.popen('touch ../made') end) return found"),
    .init(
      "a process from the threads of map_windows",
      """
      return fringe.image(32, 32, 1):map_windows({ window = 16, step = 16 }, function()
        return os.execute("touch ../made") and 1
      end)
      """),
  ]

  static let code = [
    EscapeAttempt("compiling to a binary chunk", "return string.dump(function() return 1 end)"),
    .init("a dump by the string's own method", "return ('x').dump(function() return 1 end)"),
    .init("a binary chunk", "return load(compiled)"),
    .init("a binary chunk by its mode", "return load(compiled, 'x', 'b') or load(compiled, 'x', 'bt')"),
    .init(
      "a binary chunk in pieces", "return load(function() local c = compiled compiled = nil return c end)"),
    .init("a binary chunk in a file", "return loadfile('compiled.luac') or loadfile('compiled.luac', 'b')"),
    .init("running a binary chunk in a file", "return dofile('compiled.luac')"),
    .init("a chunk in a file outside", "return loadfile('../secret.lua')"),
    .init("running a file outside", "return dofile('../secret.lua')"),
    .init("a module beside the script", "return require 'mine'"),
    .init("a module by a path", "package.path = '../?.lua' return require 'secret'"),
    .init("a module by a name with dots", "return require '...secret'"),
    .init("a module by a path in its name", "return require '../secret'"),
    .init("looking for a module", "return package.searchpath('secret', '../?.lua')"),
    .init(
      "a native module by a path",
      "package.cpath = '/usr/lib/x86_64-linux-gnu/lib?.so.0' return require 'lua5.4'"),
    .init(
      "a binary chunk on the threads of map_windows",
      """
      return fringe.image(32, 32, 1):map_windows({ window = 16, step = 16, context = { code = compiled } },
        function(_, _, context) return assert(load(context.code))() and 1 end)
      """),
  ]

  static let internals = [
    EscapeAttempt("the registry", "return debug.getregistry()"),
    .init("what io.open holds", "return debug.getupvalue(io.open, 1)"),
    .init("changing what io.open holds", "return debug.setupvalue(io.open, 1, function() return true end)"),
    .init("joining upvalues", "return debug.upvaluejoin(io.open, 1, load, 1)"),
    .init("the metatable of an image", "return debug.getmetatable(fringe.image(2, 2, 1))"),
    .init("another metatable for images", "return debug.setmetatable(fringe.image(2, 2, 1), {})"),
    .init("a hook of its own", "return debug.sethook(function() end, 'l') or true"),
    .init("functions on the stack", "return debug.getinfo(1, 'f')"),
    .init("values on the stack", "return debug.getlocal(1, 1)"),
    .init("a debug library by require", "return require('debug').getregistry()"),
    .init(
      "a debug library on the threads of map_windows",
      """
      return fringe.image(32, 32, 1):map_windows({ window = 16, step = 16 }, function()
        return debug.getregistry() and 1
      end)
      """),
    .init("the metatable of strings", "return getmetatable('').__index"),
    .init("another metatable for strings", "return setmetatable('', {})"),
    .init("the metatable of the module", "getmetatable(fringe).__index = nil return true"),
    .init("the finalizer of an image", "return getmetatable(fringe.image(2, 2, 1)).__gc"),
    .init("a collector that stands still", "return collectgarbage('stop')"),
    .init(
      "another way of collecting", "return collectgarbage('generational') or collectgarbage('setpause', 9999)"
    ),
  ]
}
