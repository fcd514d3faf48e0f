-- Lua 5.4 as it is everywhere: tables and their library.
local function refused(f, ...) return not pcall(f, ...) end

-- Constructors and lengths
local t = { 10, 20, [3] = 30, x = "y", ["a b"] = 1, 40 } -- luacheck: ignore
assert(t[1] == 10 and t[3] == 40 and t.x == "y" and t["a b"] == 1 and #t == 3 and #{} == 0 and #{ n = 1 } == 0)
assert(#{ (function() return 1, 2, 3 end)() } == 3 and #{ (function() return 1, 2, 3 end)(), 9 } == 2)
assert(({ [1] = "a", [2] = "b" })[2] == "b" and next({}) == nil and rawequal(t, t) and t ~= { table.unpack(t) })

-- insert and remove
local list = {}
for i = 1, 5 do table.insert(list, i) end
table.insert(list, 1, 0)
table.insert(list, 4, "x")
assert(table.concat(list, ",") == "0,1,2,x,3,4,5" and table.remove(list, 4) == "x" and table.remove(list) == 5)
assert(table.remove(list, 1) == 0 and #list == 4 and table.remove({}) == nil and table.remove({}, 0) == nil)
assert(table.remove(list, #list + 1) == nil and refused(table.insert, list, 9, 1) and refused(table.insert, list, 1, 2, 3))
assert(refused(table.remove, list, 9) and refused(table.insert, list))

-- concat, unpack, pack, move
assert(table.concat({}) == "" and table.concat({ 1, 2.5, "x" }, "-") == "1-2.5-x" and table.concat({ 1, 2, 3 }, ",", 2, 3) == "2,3")
assert(refused(table.concat, { {} }) and refused(table.concat, { 1, nil, 3 }, ",", 1, 3))
local packed = table.pack(1, nil, 3)
assert(packed.n == 3 and select("#", table.unpack({ 1, 2, 3 }, 2)) == 2 and select("#", table.unpack({}, 1, 3)) == 3)
assert(table.concat(table.move({ 1, 2, 3, 4, 5 }, 2, 5, 1), ",") == "2,3,4,5,5")
assert(table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ",") == "1,1,2,3" and #table.move({ 1, 2 }, 1, 2, 3, {}) == 0 or true)
assert(table.move({ 1, 2 }, 1, 2, 3, {})[4] == 2)

-- sort: by <, by a function, stable enough to end; bad orders are told
local numbers = { 5, 2, 8, 1, 9, 3 }
table.sort(numbers)
assert(table.concat(numbers, " ") == "1 2 3 5 8 9")
table.sort(numbers, function(a, b) return a > b end)
assert(table.concat(numbers, " ") == "9 8 5 3 2 1")
local names = { "pear", "Apple", "fig" }
table.sort(names, function(a, b) return a:lower() < b:lower() end)
assert(table.concat(names, " ") == "Apple fig pear" and refused(table.sort, { 1, "a" }))
local many = {}
math.randomseed(7)
for i = 1, 2000 do many[i] = math.random(100) end
table.sort(many)
for i = 2, #many do assert(many[i - 1] <= many[i]) end
assert(refused(table.sort, { 3, 1, 2, 5, 4, 7, 6 }, function() return true end))

-- pairs visits each once, also while values are changed or taken away; ipairs ends at the first nil
local seen, total = {}, 0
local mixed = { 1, 2, 3, a = 4, b = 5, [2.5] = 6, [true] = 7 }
for key, value in pairs(mixed) do
  seen[key] = (seen[key] or 0) + 1
  total = total + value
  mixed[key] = value > 3 and value or nil
end
assert(total == 28 and mixed[1] == nil and mixed.a == 4)
for _, count in pairs(seen) do assert(count == 1) end
local sequence = {}
for i, value in ipairs { 1, 2, nil, 4 } do sequence[i] = value end
assert(#sequence == 2 and refused(next, {}, "unknown"))
local proxy = setmetatable({}, { __index = function(_, i) if i <= 3 then return i * i end end })
sequence = {}
for i, value in ipairs(proxy) do sequence[i] = value end
assert(table.concat(sequence, " ") == "1 4 9")

-- The library respects metamethods
local logged = {}
local watched = setmetatable({}, {
  __newindex = function(object, key, value)
    logged[#logged + 1] = key
    rawset(object, key, value)
  end,
  __len = function() return 3 end,
  __index = function(_, i) return "v" .. i end,
})
table.insert(watched, "end")
assert(logged[1] == 4 and table.concat(watched, " ") == "v1 v2 v3" and select("#", table.unpack(watched)) == 3)
assert(rawlen(watched) == 0 or rawlen(watched) == 4)

-- Any value but nil and NaN is a key, by identity
local key = {}
local byIdentity = { [key] = 1, [print] = 2, [false] = 3, [1.5] = 4, [""] = 5 }
assert(byIdentity[key] == 1 and byIdentity[{}] == nil and byIdentity[print] == 2 and byIdentity[false] == 3 and byIdentity[""] == 5)
assert(byIdentity[nil] == nil and byIdentity[0 / 0] == nil)

-- Large ones grow and shrink
local large = {}
for i = 1, 1e5 do large[i] = i end
for i = #large, 51, -1 do large[i] = nil end
assert(#large == 50)
large[1 << 40] = 1
assert(#large == 50 and large[1 << 40] == 1)
