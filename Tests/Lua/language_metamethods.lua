-- Lua 5.4 as it is everywhere: metamethods and metatables.
local log = {}
local function event(name)
  return function(a, b) log[#log + 1] = name return { name, a, b } end
end
local names = {
  "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl", "shr", "bnot", "concat", "call",
}
local meta = {}
for _, name in ipairs(names) do meta["__" .. name] = event(name) end
local x = setmetatable({}, meta)

-- Each operator, with the operand that has it on the left and on the right
local function check(name, result, a, b)
  assert(result[1] == name and rawequal(result[2], a) and (b == nil or rawequal(result[3], b)), name)
end
check("add", x + 1, x, 1)
check("add", 1 + x, 1, x)
check("sub", 2 - x, 2, x)
check("mul", x * 2, x, 2)
check("div", x / 2, x, 2)
check("mod", x % 2, x, 2)
check("pow", 2 ^ x, 2, x)
check("unm", -x, x)
check("idiv", 7 // x, 7, x)
check("band", x & 1, x, 1)
check("bor", 1.5 | x, 1.5, x)
check("bxor", x ~ "a", x, "a")
check("shl", x << 1, x, 1)
check("shr", 1 >> x, 1, x)
check("bnot", ~x, x)
check("concat", x .. "a", x, "a")
check("concat", 1 .. x, 1, x)
check("call", x(7), x, 7)
assert(#log == 18)

-- The left operand comes first
local left, right = setmetatable({}, { __add = function() return "left" end }),
  setmetatable({}, { __add = function() return "right" end, __sub = function() return "right" end })
assert(left + right == "left" and right + left == "right" and left - right == "right")

-- Comparisons give booleans; == is asked only of different tables
local ordered = { __lt = function(a, b) return a.v < b.v end, __le = function(a, b) return a.v <= b.v end }
ordered.__eq = function(a, b) return a.v == b.v end
local function make(v) return setmetatable({ v = v }, ordered) end
assert(make(1) < make(2) and make(2) > make(1) and make(1) <= make(1) and make(2) >= make(2) and not (make(2) < make(1))) -- luacheck: ignore
assert(make(1) == make(1) and make(1) ~= make(2) and not rawequal(make(1), make(1)) and make(1) ~= 1)
assert((setmetatable({}, { __lt = function() return 5 end }) < 1) == true)
assert(not pcall(function() return {} < {} end) and not pcall(function() return {} <= 1 end))

-- __index and __newindex: tables, functions, chains; raw access goes by them
local base = { inherited = 1 }
local middle = setmetatable({}, { __index = base })
local derived = setmetatable({}, { __index = middle, __newindex = base })
assert(derived.inherited == 1 and rawget(derived, "inherited") == nil)
derived.fresh = 2
assert(base.fresh == 2 and rawget(derived, "fresh") == nil)
rawset(derived, "fresh", 3)
assert(derived.fresh == 3 and base.fresh == 2)
derived.fresh = 4
assert(rawget(derived, "fresh") == 4 and base.fresh == 2)
local computed = setmetatable({}, { __index = function(_, key) return key .. "!" end })
assert(computed.a == "a!" and computed[1] == "1!")
local loop = {}
setmetatable(loop, { __index = loop })
assert(select(2, pcall(function() return setmetatable(loop, { __index = loop }).x end)):find "'__index' chain too long")

-- __len, __call through several, __tostring, __name, __metatable, __pairs
assert(#setmetatable({ 1, 2 }, { __len = function() return 42 end }) == 42 and rawlen(setmetatable({ 1 }, { __len = error })) == 1)
local inner = setmetatable({}, { __call = function(self, a) return self, a end })
local outer = setmetatable({}, { __call = inner })
local first, second = outer(5)
assert(first == inner and rawequal(second, outer))
assert(tostring(setmetatable({}, { __tostring = function() return "me" end })) == "me")
assert(not pcall(tostring, setmetatable({}, { __tostring = function() return {} end })))
assert(tostring(setmetatable({}, { __name = "My type" })):find "^My type: ")
local protected = setmetatable({}, { __metatable = "mine" })
assert(getmetatable(protected) == "mine" and not pcall(setmetatable, protected, {}))
local keys = {}
local listed = setmetatable({}, { __pairs = function() return next, { a = 1 } end })
for key in pairs(listed) do keys[#keys + 1] = key end
assert(#keys == 1 and keys[1] == "a")

-- Strings have methods, and arithmetic that converts
assert(("x"):rep(3) == "xxx" and #"abc" == 3 and ("5"):len() == 1 and "10" / "4" == 2.5 and -"2" == -2)
assert(not pcall(function() return ("x").y.z end) and ("x").y == nil)

-- __gc is called when nothing holds the object; weak tables let go
local collected = 0
for _ = 1, 3 do setmetatable({}, { __gc = function() collected = collected + 1 end }) end
local weak = setmetatable({}, { __mode = "v" })
weak[1], weak[2] = {}, "text"
local ephemeral = setmetatable({}, { __mode = "k" })
ephemeral[{}] = 1
collectgarbage()
collectgarbage()
assert(collected == 3 and weak[1] == nil and weak[2] == "text" and next(ephemeral) == nil)
assert(collectgarbage "count" > 0 and collectgarbage "isrunning")
