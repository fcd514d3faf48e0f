-- fringe.params and p:with, as a script sees them.
local fringe = require "fringe"

local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "no error, where one like '" .. pattern .. "' was expected")
  assert(tostring(message):find(pattern, 1, true), "the error is: " .. tostring(message))
end

local p = fringe.params {
  image = { "particle.tif", type = "path", help = "the micrograph" },
  title = "a title",
  window = { 128, min = 16, max = 512, unit = "px" },
  step = { 2, type = "integer" },
  threshold = 1.15,
  limit = { type = "number", min = 0 },
  invert = false,
  averages = { 5, 10, 15 },
  names = { { "a", "b" }, help = "of things" },
  spots = {},
  taper = { "hann", choices = { "hann", "hamming" } },
  mask = { open = 15, close = { 20, min = 0 }, edge = { width = 3 } },
}

-- Values, with their types; without a default nil.
assert(p.window == 128 and math.type(p.window) == "integer" and p.threshold == 1.15 and p.invert == false)
assert(p.title == "a title" and p.limit == nil and p.taper == "hann")
assert(#p.averages == 3 and p.averages[2] == 10 and #p.spots == 0 and p.names[1] == "a")
assert(p.mask.open == 15 and p.mask.close == 20 and p.mask.edge.width == 3)

-- A group is a plain table, fit to be passed on.
assert(getmetatable(p.mask) == nil)
local image = fringe.image(32, 32, function(row) return row end)
assert(image:mask(fringe.params { mask = { open = 3, close = 0 } }.mask):sum() > 0)

-- What is unknown is an error, also when it is only read; nothing is set in p itself.
fails('there is no parameter "treshold"; did you mean "threshold"?', function() return p.treshold end)
fails("cannot be set", function() p.window = 64 end)
fails('no field "windw" to set', function() p.windw = 64 end)

-- with: others on top, name by name, and the old ones stay as they are.
local q = p:with { window = 64, mask = { open = 3 }, limit = 2, averages = { 7 } }
assert(q.window == 64 and q.mask.open == 3 and q.mask.close == 20 and q.limit == 2 and #q.averages == 1)
assert(p.window == 128 and p.mask.open == 15 and p.limit == nil)
assert(q:with { window = 32 }.mask.open == 3)
fails('unknown parameter "mask.opne"; did you mean "mask.open"?', p.with, p, { mask = { opne = 1 } })
fails('did you mean "window"?', p.with, p, { windwo = 1 })
fails("the parameters are averages, image", p.with, p, { zzz = 1 })
fails('window: expected a number from 16 to 512, got a string "64"', p.with, p, { window = "64" })
fails("window: expected a number from 16 to 512, got 1024", p.with, p, { window = 1024 })
fails("step: expected a whole number, got 1.5", p.with, p, { step = 1.5 })
fails("invert: expected true or false, got 1", p.with, p, { invert = 1 })
fails("averages: expected a list of numbers, got the table { 1, \"x\" }", p.with, p, { averages = { 1, "x" } })
fails('taper: expected one of "hann", "hamming", got a string "box"', p.with, p, { taper = "box" })
fails("mask: expected a table with any of close, edge, open, got 3", p.with, p, { mask = 3 })
fails("mask: expected a table with any of close, edge, open, got the table { 1 }", p.with, p, { mask = { 1 } })
assert(p:with { mask = {} }.mask.open == 15 and p:with { step = 3.0 }.step == 3)
assert(p:with { spots = { { dx = 1, dy = 2 } } }.spots[1].dy == 2)

-- A group changed in place counts.
q.mask.open = 9
assert(q.mask.open == 9 and q:with { window = 32 }.mask.open == 9 and p.mask.open == 15)
q.mask.open = "wide"
fails("mask.open: expected a number", q.with, q, {})

-- A file of parameters: data only, checked in the same way; its paths start where it lies.
local function write(name, text)
  local file = assert(io.open(fringe.output(name), "w"))
  file:write(text)
  file:close()
  return fringe.output(name)
end
local r = p:with(write("a/set.lua", 'return { window = 256, image = "b.tif", mask = { close = 1 } }'))
assert(r.window == 256 and r.mask.close == 1 and r.image == fringe.output("a/b.tif"), r.image)
assert(p:with { image = "/data/c.tif" }.image == "/data/c.tif")
fails("did you mean", p.with, p, write("bad.lua", "return { windw = 1 }"))
fails("expected a table of parameters", p.with, p, write("bad.lua", "return 3"))
fails("bad.lua: expected a table of parameters { name = value, … }, got 3", p.with, p, write("bad.lua", "return 3"))
fails("but it returns nothing; write return before it", p.with, p, write("bad.lua", "window = 64"))
fails("bad.lua:1:", p.with, p, write("bad.lua", "return { window = math.huge }"))
fails("cannot open", p.with, p, "no-such-file.lua")

-- In order, and as one line.
local seen = {}
for name, value in pairs(fringe.params { b = 1, a = "x", c = { d = 2 } }) do
  seen[#seen + 1] = name .. "=" .. (type(value) == "table" and value.d or value)
end
assert(table.concat(seen, " ") == "a=x b=1 c=2")
assert(tostring(fringe.params { b = 1, a = "x", c = { d = 2 }, e = { type = "path" } })
  == 'Parameters a = "x", b = 1, c.d = 2, e = nil')

-- Wrong declarations.
local function declares(pattern, declarations) fails(pattern, fringe.params, declarations) end
declares("stands here without a name", { 1 })
declares(".with: no parameter can be called that", { with = 1 })
declares("a name consists of letters", { ["a b"] = 1 })
declares("give a default as the first value, or a type", { a = { help = "x" } })
declares('unknown key "mni"; did you mean "min"?', { a = { 1, mni = 0 } })
declares('.a.type: expected one of "number", "integer", "string", "boolean", "path", "list", got "float"',
  { a = { 1, type = "float" } })
declares("one default", { a = { 1, 2, help = "x" } })
declares("only numbers have min and max", { a = { "x", min = 1 } })
declares("a: expected a number of 2 or more, got 1", { a = { 1, min = 2 } })
declares("a: expected a whole number, got 1.5", { a = { 1.5, type = "integer" } })
declares(".a: expected a number, a string, true, false, or a table of them, got a function", { a = print })
declares("got an Image", { a = { b = image } })
local loop = {}
loop.a = { loop = loop }
declares("nested too deeply", loop)
