-- Lua 5.4 as it is everywhere: goto, scopes, closures, varargs, assignments.

-- goto: on to the next, out of nested loops, back
local seen = {}
for i = 1, 5 do
  if i % 2 == 0 then goto continue end
  seen[#seen + 1] = i
  ::continue::
end
assert(table.concat(seen, ",") == "1,3,5")

local row, column
for r = 1, 9 do
  for c = 1, 9 do
    if r * c == 42 then
      row, column = r, c
      goto found
    end
  end
end
::found::
assert(row == 6 and column == 7)

do
  local n = 0
  ::again::
  n = n + 1
  if n < 4 then goto again end
  assert(n == 4)
end

-- A loop by goto makes new locals each time, for closures
do
  local functions = {}
  local i = 1
  ::top::
  local x = i * 10
  functions[i] = function() x = x + 1 return x end
  i = i + 1
  if i <= 3 then goto top end
  assert(functions[1]() == 11 and functions[2]() == 21 and functions[1]() == 12 and functions[3]() == 31)
end
assert(select(2, load "goto nowhere"):find "no visible label 'nowhere'")
assert(select(2, load "goto l; local a; ::l:: print(a)"):find "jumps into the scope of local 'a'")
assert(select(2, load "::l:: ::l::"):find "label 'l' already defined")
assert(select(2, load "break"):find "break outside loop")

-- repeat sees the locals of its body; while and numeric for
local n = 0
repeat
  local done = n >= 3
  n = n + 1
until done
assert(n == 4)

-- Each turn of a loop has a variable of its own
local functions = {}
for i = 1, 3 do functions[i] = function() i = i + 10 return i end end
assert(functions[1]() == 11 and functions[1]() == 21 and functions[2]() == 12)

-- The generic for: iterator, state, control, and a fourth value that closes
local closed = 0
do
  local closing = setmetatable({}, { __close = function() closed = closed + 1 end })
  local function iterate(limit, at) if at < limit then return at + 1 end end
  local total = 0
  for i in iterate, 4, 0, closing do total = total + i end
  assert(total == 10 and closed == 1)
  for i in iterate, 4, 0, closing do if i == 2 then break end end
  assert(closed == 2)
end

-- Varargs
local function count(...) return select("#", ...) end
local function pass(...) return ... end
assert(count() == 0 and count(nil, nil) == 2 and count(pass(1, nil, 3, nil)) == 4 and count((pass(1, 2))) == 1)
assert(count(pass(1, 2), pass(3, 4)) == 3 and #{ pass(1, 2), pass(3, 4) } == 3 and select(-1, 1, 2, 3) == 3)
assert(not pcall(select, 0) and not pcall(select, -2, 1))
local packed = table.pack(pass(nil, 2, nil))
assert(packed.n == 3 and packed[2] == 2 and count(table.unpack(packed, 1, packed.n)) == 3)
assert(count(table.unpack({}, 1, 200)) == 200 and not pcall(table.unpack, {}, 1, 1e8))
local function tail(k, ...) if k == 0 then return ... end return tail(k - 1, ...) end
assert(tail(200000, "end") == "end")

-- Assignments: all of the right side first, adjusted to the left
local a, b, c = 1, 2 -- luacheck: ignore c
assert(a == 1 and b == 2 and c == nil) -- luacheck: ignore c
a, b = b, a
assert(a == 2 and b == 1)
local list, i = {}, 1
i, list[i] = i + 1, 20
assert(i == 2 and list[1] == 20 and list[2] == nil)
a, b, c = pass(7, 8)
assert(a == 7 and b == 8 and c == nil)

-- and, or, not; only nil and false are false
assert((nil or 5) == 5 and (false and 5) == false and (0 and "x") == "x" and ("" and 1) == 1 and not nil)

-- Upvalues are shared, constants are constant, integer keys are names by order
local function counter()
  local value = 0
  return function() value = value + 1 return value end, function() return value end
end
local up, get = counter()
up()
up()
assert(get() == 2 and up() == 3 and get() == 3)
local limit <const> = 10
assert(limit == 10 and select(2, load "local x <const> = 1 x = 2"):find "attempt to assign to const variable 'x'")
assert(select(2, load "local x <other> = 1"):find "unknown attribute 'other'")

-- Methods, calls without parentheses, strings and long strings
local object = { value = 3 }
function object:add(x) return self.value + x end
function object.of(x) return { x } end
assert(object:add(4) == 7 and object.add({ value = 1 }, 1) == 2 and object.of "x"[1] == "x" and object.of { 1 }[1][1] == 1)
assert([[
a]] == "a" and [==[]]]==] == "]]" and "\65\x42\u{43}\z
        D" == "ABCD" and "a\
b" == "a\nb" and #"\0\0" == 2)

-- Environments
local globals = { value = 5 }
local made = load("value = value + 1 return value, _ENV", "chunk", "t", globals)
local value, environment = made()
assert(value == 6 and globals.value == 6 and environment == globals and rawget(_G, "value") == nil)
assert(load("local _ENV <const> = { y = 8 } y = y + 1 return y")() == 9)
assert(load(coroutine.wrap(function() coroutine.yield("return ") coroutine.yield("4 + ") coroutine.yield("3") end))() == 7)
assert(select(2, load("x =", "=name")):find "^name:1: unexpected symbol near <eof>")
assert(select(2, load("for", "@file.lua")):find "^file.lua:1:" and select(2, load("x = = 2")):find '^%[string "x = = 2"%]:1:')

-- A command's end, as Lua tells it; the sandbox has none.
if pcall(os.execute) then
  local done, how, status = os.execute("exit 3")
  assert(done == nil and how == "exit" and status == 3)
  done, how, status = os.execute("true")
  assert(done == true and how == "exit" and status == 0)
  done, how, status = os.execute("kill -9 $$")
  assert(done == nil and how == "signal" and status == 9)
  assert(os.execute() == true)
end
