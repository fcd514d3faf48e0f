-- A function of the script, called for every window on all threads.
local fringe = require "fringe"
local image = fringe.simulate { size = 128 }

local function message_of(...)
  local ok, message = pcall(...)
  assert(not ok, "an error was expected")
  return message
end

-- One image per value, of a map's size and calibration; each pixel is what the function gives for its window.
local sum, double, place = image:map_windows({ window = 32, step = 16, apodize = "rectangular" },
  function(spectrum, w) return spectrum:amplitude():at(17, 17), 2 * w.row, w.map_row * 100 + w.map_column end)
assert(sum.rows == 8 and sum.columns == 8 and sum.pixel_size == 16 * image.pixel_size)
for w in image:windows { window = 32, step = 16 } do
  local expected = w.image:sum()
  assert(math.abs(sum:at(w.map_row, w.map_column) - expected) < 1e-6 * math.abs(expected) + 1e-9)
  assert(double:at(w.map_row, w.map_column) == 2 * w.row)
  assert(place:at(w.map_row, w.map_column) == w.map_row * 100 + w.map_column)
end

-- The taper is laid on: the same as by hand.
local tapered = image:map_windows({ window = 32, step = 32 }, function(s) return s:power():max() end)
local by_hand = image:window { row = 33, column = 65, size = 32 }:apodize("hann"):fft():power():max()
assert(math.abs(tapered:at(2, 3) / by_hand - 1) < 1e-6)

-- nil is NaN, a different number of values too; a window that holds a missing pixel has no value.
local odd, second = image:map_windows({ window = 16, step = 64 }, function(_, w)
  if w.map_column == 1 then return nil end
  return 1, w.map_row == 2 and 5 or nil
end)
assert(odd:count() == 2 and second:count() == 1 and second:at(2, 2) == 5)
local holed = image:clip {}
holed:set(64, 64, fringe.nan)
local whole = holed:map_windows({ window = 16, step = 16 }, function() return 1 end)
assert(whole:count() == 63 and whole:at(5, 5) ~= whole:at(5, 5))

-- Context: numbers, texts, tables and Fringe values, which cannot be changed.
local reflection = fringe.reflection { spacing = 6.6, angle = 20, unit = "px" }
local context = { limit = 3, names = { "a", "b" }, image = image, reflection = reflection, nested = { yes = true } }
local result = image:map_windows({ window = 16, step = 64, context = context }, function(_, _, c)
  assert(#c.names == 2 and c.names[2] == "b" and c.nested.yes and c.missing == nil)
  assert(math.type(c.limit) == "integer" and c.reflection.unit == "px")
  local seen = 0
  for _ in pairs(c) do seen = seen + 1 end
  for _ in ipairs(c.names) do seen = seen + 1 end
  return c.limit * seen + c.image.rows
end)
assert(result:at(1, 1) == 3 * 7 + 128)
local change = message_of(image.map_windows, image, { window = 16, step = 64, context = context },
  function(_, _, c) c.limit = 4 end)
assert(change:find("context.limit cannot be set", 1, true), change)
change = message_of(image.map_windows, image, { window = 16, step = 64, context = context },
  function(_, _, c) c.image:set(1, 1, 0) end)
assert(change:find("cannot be changed here", 1, true), change)

-- Lua's libraries and modules are there; math.random depends on the window alone.
local random = image:map_windows({ window = 16, step = 16 }, function()
  local module = require "fringe"
  return math.random() + (module.nan ~= module.nan and 0 or 1)
end)
local again = image:map_windows({ window = 16, step = 16 }, function() return math.random() end)
assert((random - again):abs():max() == 0 and random:std() > 0.1)

-- pairs visits keys in order: numbers, strings by their bytes, false and true; whatever the order in which they came.
local ordered = image:map_windows({ window = 16, step = 64, context = { c = 1, a = 2, [2] = 3, b = { z = 1, y = 2 } } },
  function(_, w, given)
    local function keys(t)
      local list = {}
      for key, value in pairs(t) do
        assert(t[key] == value)
        list[#list + 1] = tostring(key)
      end
      return table.concat(list, " ")
    end
    local function expect(t, expected) assert(keys(t) == expected, keys(t)) end
    expect({ b = 1, a = 1, [true] = 1, [2.5] = 1, aa = 1, [-1] = 1, [false] = 1, [3] = 1, B = 1, ["ä"] = 1, [""] = 1 },
      "-1 2.5 3  B a aa b ä false true")
    expect({ [math.huge] = 1, [math.maxinteger] = 1, [2^63] = 1, [math.mininteger] = 1, [-math.huge] = 1, [-2^63 * 2] = 1 },
      "-inf -1.844674407371e+19 -9223372036854775808 9223372036854775807 9.2233720368548e+18 inf")
    expect(given, "2 a b c")
    expect(given.b, "y z")
    expect(w, "column map_column map_row row")
    local backwards = {}
    for i = 5, 1, -1 do backwards[i] = i end
    expect(backwards, "1 2 3 4 5")
    -- A list, and an empty table, are left to next; so is what is no table.
    assert(pairs { 1, 2, 3 } == next and pairs {} == next)
    local function message(f) return select(2, pcall(f)) end
    assert(message(function() for key in pairs(nil) do print(key) end end)
      :find("bad argument #1 to 'for iterator' (table expected, got nil)", 1, true))
    assert(message(function() pairs() end):find("bad argument #1 to 'pairs'", 1, true))
    -- During the visit fields may be assigned, and removed.
    local changed, seen = { d = 1, c = 2, b = 3, a = 4 }, {}
    for key in pairs(changed) do
      seen[#seen + 1] = key
      if key == "a" then changed.b, changed.c = nil, 7 end
      changed[key] = nil
    end
    assert(table.concat(seen) == "acd" and next(changed) == nil)
    -- The iterator goes on from any key, as next does.
    local iterate, state, first = pairs { c = 1, b = 2, a = 3 }
    assert(first == nil and iterate(state) == "a" and iterate(state, "a") == "b" and iterate(state, "b") == "c")
    assert(iterate(state, "c") == nil and iterate(state, "a") == "b" and iterate(state, nil) == "a")
    assert(message(function() iterate(state, "q") end):find("invalid key to 'next'", 1, true))
    -- __pairs is respected, and may yield.
    local own = setmetatable({}, { __pairs = function(t)
      coroutine.yield("own")
      return function(_, key) return not key and 1 or nil end, t, nil
    end })
    local visit = coroutine.wrap(function() for key in pairs(own) do coroutine.yield(key) end end)
    assert(visit() == "own" and visit() == 1)
    return 1
  end)
assert(ordered:count() == 4)

-- Nothing that a function does can be seen by another window: globals, libraries and context cannot be set.
for _, set in ipairs {
  function() math.count = 1 return 1 end, -- luacheck: ignore 142
  function() rawset(_G, "count", 1) return 1 end,
  function() require("string").count = 1 return 1 end,
  function() rawset(string, "count", 1) return 1 end,
  function(_, _, given) rawset(given, "count", 1) return 1 end,
  function() getmetatable("").__index.count = 1 return 1 end,
} do
  local failed = message_of(image.map_windows, image, { window = 16, step = 64, context = { a = 1 } }, set)
  assert(failed:find("cannot be set here: windows run in any order", 1, true), failed)
end
image:map_windows({ window = 16, step = 64 }, function()
  assert(getmetatable(_G) == false and getmetatable(math) == false)
  local own = {}
  rawset(own, 1, ("ab"):rep(2))
  return #own[1] + math.floor(2.5)
end)

-- Slips are told by name and place.
local threshold = 3
local captured = message_of(image.map_windows, image, { window = 16, step = 64 }, function() return threshold end)
assert(captured:find('"threshold"', 1, true) and captured:find("context", 1, true), captured)
local global = message_of(image.map_windows, image, { window = 16, step = 64 },
  function() counter = 1 end) -- luacheck: ignore
assert(global:find('global "counter"', 1, true), global)
global = message_of(image.map_windows, image, { window = 16, step = 64 },
  function() _G.counter = (_G.counter or 0) + 1 return _G.counter end)
assert(global:find('global "counter"', 1, true), global)
local libraries = image:map_windows({ window = 16, step = 64 }, function()
  local count = 0
  for name in pairs(_G) do if _G[name] == math or _ENV[name] == string then count = count + 1 end end
  return count
end)
assert(libraries:min() == 2 and libraries:max() == 2)
local failed = message_of(image.map_windows, image, { window = 16, step = 64 }, function(_, w)
  if w.map_row == 2 then error("no peak") end
  return 1
end)
assert(failed:find("windows.lua:%d+: no peak %(in the window of row 65, column 1%)"), failed)
local text = message_of(image.map_windows, image, { window = 16, step = 64 }, function() return "x" end)
assert(text:find('result 1 of the function is a string "x"', 1, true), text)
assert(message_of(image.map_windows, image, { window = 16, step = 64 }, print):find("written in Lua", 1, true))
assert(message_of(image.map_windows, image, { window = 16, step = 64 }):find("expected a function", 1, true))
assert(message_of(image.map_windows, image, { window = 16, steps = 64 }, print):find("did you mean", 1, true))
local unportable = message_of(image.map_windows, image, { window = 16, context = { f = print } }, function() end)
assert(unportable:find("context.f: a function cannot be passed", 1, true), unportable)
local loop = {}
loop.loop = loop
assert(message_of(image.map_windows, image, { window = 16, context = loop }, function() end):find("deep", 1, true))

-- An error object is shown by its own text; a progress function may stop the work.
local object = message_of(image.map_windows, image, { window = 16, step = 64 },
  function() error(setmetatable({}, { __tostring = function() return "an object" end })) end)
assert(object:find("an object", 1, true), object)
local stopped = message_of(image.map_windows, image, { window = 16, step = 4, progress = function() error("enough") end },
  function() return 1 end)
assert(stopped:find("enough", 1, true), stopped)
