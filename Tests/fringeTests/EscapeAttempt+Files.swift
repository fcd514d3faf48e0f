extension EscapeAttempt {
  static let files = [
    EscapeAttempt("a path with dots", "return io.open('../secret.txt')"),
    .init("more dots", "return io.open('./x/../../secret.txt') or io.open('../run/../secret.txt')"),
    .init("a path from the root", "return io.open(secret)"),
    .init("what every system has", "return io.open('/etc/passwd') or io.open('/proc/self/environ')"),
    .init("the program's own memory", "return io.open('/proc/self/mem', 'r+b')"),
    .init("a link to a file", "return io.open('link.txt')"),
    .init("a link to a folder", "return io.open('up/secret.txt')"),
    .init("a link in the output folder", "return io.open('../out/up/secret.txt')"),
    .init("lines", "return io.lines('../secret.txt')()"),
    .init("lines through a link", "return io.lines('link.txt')()"),
    .init("standard input from a file", "io.input('../secret.txt') return io.read()"),
    .init("standard output to a file", "io.output('../made') io.write('x') return true"),
    .init(
      "a path cut short by a zero byte", "return io.open('../secret.txt\\0.npy') or io.open('s.lua\\0', 'w')"),
    .init(
      "a path that is no text", "return io.open('\\xff/../../secret.txt') or io.open('../made\\xff', 'w')"),
    .init(
      "a path that changes its mind",
      """
      local times = 0
      return io.open(setmetatable({}, { __tostring = function()
        times = times + 1 return times == 1 and "s.lua" or "../secret.txt" end }))
      """),
    .init("pcall", "return select(2, pcall(io.open, '../secret.txt'))"),
    .init(
      "functions of Lua that lie",
      """
      type, tostring, error, select, pairs, next = nil, nil, nil, nil, nil, nil
      string.find = function() return nil end
      string.sub, string.match = string.find, string.find
      return io.open("../made", "w")
      """),
    .init("a new file outside", "return io.open('../made', 'w') or io.open('../made', 'a')"),
    .init(
      "changing a file outside", "return io.open('../secret.txt', 'r+') or io.open('../secret.txt', 'a')"),
    .init("changing the script", "return io.open('s.lua', 'w') or io.open('s.lua', 'r+')"),
    .init("a new file beside the script", "return io.open('made', 'w')"),
    .init("a link in the output folder that leads nowhere yet", "return io.open('../out/hole.txt', 'w')"),
    .init("a new file through a link", "return io.open('../out/up/made', 'w')"),
    .init("a temporary file", "return io.tmpfile() or os.tmpname()"),
    .init("removing", "return os.remove('../secret.txt')"),
    .init("renaming", "return os.rename('../secret.txt', '../made')"),
    .init(
      "a finalizer",
      "setmetatable({}, { __gc = function() io.open('../made', 'w'):close() end }) collectgarbage()"),
    .init(
      "a finalizer at the end of the run",
      """
      keep = setmetatable({}, { __gc = function()
        local from = io.open("../secret.txt")
        print(from and from:read())
        io.open("../made", "w"):close()
      end })
      """),
    .init(
      "a finalizer at the end that saves",
      "keep = setmetatable({}, { __gc = function() image:save('../made.npy') end })"),
    .init(
      "a value that closes",
      "local x <close> = setmetatable({}, { __close = function() io.open('../made', 'w'):close() end })"),
    .init(
      "a file from the threads of map_windows",
      """
      return fringe.image(32, 32, 1):map_windows({ window = 16, step = 16 }, function()
        return #io.open("../secret.txt"):read("a")
      end)
      """),
  ]

  static let fringe = [
    EscapeAttempt("fringe.load", "return fringe.load('../secret.npy')"),
    .init("fringe.load by a path from the root", "return fringe.load((secret:gsub('txt', 'npy')))"),
    .init("fringe.load through a link", "return fringe.load('up/secret.npy')"),
    .init("fringe.load of what was not saved", "return fringe.load('../out/up/secret.npy')"),
    .init("fringe.open", "return fringe.open('../secret.npy')"),
    .init("fringe.info", "return fringe.info('../secret.npy')"),
    .init("fringe.files", "return #fringe.files('../*') > 0 or #fringe.files('up/*') > 0"),
    .init("fringe.files by a name", "return #fringe.files('../secret.npy') > 0"),
    .init("fringe.load_table", "return fringe.load_table('../secret.csv')"),
    .init("fringe.load_map", "return fringe.load_map('..') or fringe.load_map('../secret.h5')"),
    .init("fringe.load_reflections", "return fringe.load_reflections('../secret.lua')"),
    .init("parameters in a file outside", "return fringe.params { a = 1 }:with('../secret.lua')"),
    .init("image:save", "image:save('../made.npy') return true"),
    .init(
      "image:save by a path from the root", "image:save((secret:gsub('secret.txt', 'made.npy'))) return true"),
    .init(
      "image:save beside the script", "image:save((secret:gsub('secret.txt', 'run/made.npy'))) return true"),
    .init("image:save through a link", "image:save('up/made.npy') return true"),
    .init("image:save through dots that come later", "image:save('x/../../made.npy') return true"),
    .init("image:save over a file", "image:save('../secret.npy') return true"),
    .init("fringe.create", "return fringe.create('../made.tif')"),
    .init("fringe.output", "return fringe.output('../made/x.txt')"),
    .init("fringe.output through a link", "return fringe.output('up/made/x.txt')"),
    .init(
      "fringe.save_reflections",
      "fringe.save_reflections({ fringe.reflection { spacing = 1, angle = 2 } }, '../made.lua') return true"),
    .init("a table", "local t = fringe.table { 'a' } t:add { a = 1 } t:save('../made.csv') return true"),
    .init("a figure", "image:figure():save('../made.png') return true"),
    .init("a map", "map:save('../made') return true"),
    .init("a map in one file", "map:save('../made.h5') return true"),
    .init("a linked HDF5 file", "return fringe.load('linked.h5', { dataset = 'far' })"),
    .init("HDF5 data in another file", "return fringe.load('linked.h5', { dataset = 'raw' })"),
    .init("the series of an EMI file, a link", "return fringe.load('a.emi')"),
  ]

  static let all = processes + code + internals + files + fringe
}
