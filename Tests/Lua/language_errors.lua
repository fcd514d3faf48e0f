-- Lua 5.4 as it is everywhere: errors, their objects and their positions.
local function message(f, ...)
  local succeeded, object = pcall(f, ...)
  assert(not succeeded)
  return object
end

-- Any value is an error; texts get the position of their level
local object = { code = 42 }
assert(message(error, object) == object and message(error, nil) == nil and message(error, 7) == 7)
assert(message(error, "plain", 0) == "plain" and message(error) == nil)
local function raise(level) error("raised", level) end
local function caller(level) raise(level) end
local has, record = pcall(debug.getinfo, 2, "l")
if has and record then
  local here = record.currentline
  assert(message(caller, 1):match ":(%d+): raised$" == tostring(here - 2))
  assert(message(caller, 2):match ":(%d+): raised$" == tostring(here - 1))
end
assert(message(function() error(setmetatable({}, { __tostring = function() return "shown" end })) end) ~= "shown")

-- assert passes its arguments on, or raises the second
assert(select("#", assert(1, 2, 3)) == 3 and message(assert, false, object) == object)
assert(message(assert, nil) == "assertion failed!" and message(assert, false, nil) == nil)
assert(message(assert):find "bad argument #1 to 'assert' %(value expected%)")

-- pcall and xpcall: results, handlers with their arguments, handlers that fail
assert(select("#", pcall(function() return 1, nil, 3 end)) == 4 and select(2, xpcall(function(a, b) return a + b end, print, 2, 3)) == 5)
local _, handled = xpcall(function() local x = nil return x.y end, function(problem) return "handled: " .. problem end)
assert(handled:find "^handled: .*attempt to index a nil value %(local 'x'%)")
assert(select(2, xpcall(error, debug.traceback, "text")):find "^text\nstack traceback:")
assert(xpcall(error, function() error "again" end) == false and message(pcall):find "value expected")
local depth = 0
local function nested() depth = depth + 1 if depth < 50 then pcall(nested) end error("at " .. depth, 0) end
assert(message(nested) == "at 50")

-- What is said names the variable
local function check(code, pattern)
  local said = message(assert(load(code, "=code")))
  assert(said:find(pattern), code .. ": " .. said)
end
check("local t = {} t.a.b = 1", "^code:1: attempt to index a nil value %(field 'a'%)")
check("undefined()", "attempt to call a nil value %(global 'undefined'%)")
check("local s = 'x' s:nothing()", "attempt to call a nil value %(method 'nothing'%)")
check("local a = {} return a .. 'x'", "attempt to concatenate a table value %(local 'a'%)")
check("return #5", "attempt to get length of a number value")
check("return -{}", "attempt to perform arithmetic on a table value")
check("return 1 < {}", "attempt to compare number with table")
check("return {} < {}", "attempt to compare two table values")
check("local t = setmetatable({}, { __newindex = 5 }) t.x = 1", "attempt to index a number value")
check("string.rep()", "bad argument #1 to 'rep' %(string expected, got no value%)")
check("('x'):rep({})", "bad argument #1 to 'rep' %(number expected, got table%)")
check("setmetatable(1, {})", "bad argument #1 to 'setmetatable' %(table expected, got number%)")
check("math.floor('x')", "number expected, got string")
check("local x <const> = 1\n\n\nerror('later')", "^code:4: later")
check("for _ in 5 do end", "attempt to call a number value")

-- Too deep is an error, and all goes on after it
local function forever() return 1 + forever() end
assert(message(forever):find "stack overflow")
assert(message(string.gsub, ("("):rep(100), "%(", function() return forever() end):find "stack overflow")
local chain = setmetatable({}, { __index = function(t, k) return t[k .. "x"] end })
assert(tostring(message(function() return chain.a end)):find "stack overflow")
assert(select(2, load(("("):rep(300) .. "1" .. (")"):rep(300))):find "C stack overflow")
local many = {}
for i = 1, 201 do many[i] = "local v" .. i end
assert(select(2, load(table.concat(many, "\n"))):find "too many local variables")

-- An error leaves nothing behind: upvalues, tables and coroutines are as they were
local state = { value = 1 }
pcall(function() state.value = 2 error "stop" end)
assert(state.value == 2)
local wrapped = coroutine.wrap(function() coroutine.yield(1) error("inside", 0) end)
assert(wrapped() == 1 and message(wrapped) == "inside" and message(wrapped):find "dead coroutine")

-- tostring of what is raised, warn, and select of what is left
assert(tostring(nil) == "nil" and tostring(true) == "true" and tostring(print):find "^function: ")
assert(type(tostring({})) == "string" and message(tostring):find "value expected")
warn "@off"
warn("not ", "shown")
warn "@on"
