-- Lua 5.4 as it is everywhere: integers, floats, and how they turn into each other.
local function fails(code, pattern)
  local chunk = assert(load(code))
  local succeeded, message = pcall(chunk)
  assert(not succeeded and message:find(pattern), code .. ": " .. tostring(message))
end

-- Two kinds of numbers
assert(math.type(3) == "integer" and math.type(3.0) == "float" and math.type("3") == nil)
assert(3 == 3.0 and tostring(3) == "3" and tostring(3.0) == "3.0" and -0.0 == 0.0 and tostring(-0.0) == "-0.0")
assert(1e15 == 10 ^ 15 and tostring(1e15) == "1e+15" and tostring(2 ^ 53) == "9.007199254741e+15")
assert(0x10 == 16 and 0xA.8p0 == 10.5 and 0xffffffffffffffff == -1 and 1e1 == 10 and .5 == 0.5 and 3. == 3)
assert(9223372036854775807 == math.maxinteger and math.type(9223372036854775808) == "float")

-- Integers wrap around, floats do not
assert(math.maxinteger + 1 == math.mininteger and math.mininteger - 1 == math.maxinteger)
assert(math.maxinteger * 2 == -2 and -math.mininteger == math.mininteger)
assert(math.maxinteger + 1.0 == 2 ^ 63 and math.abs(math.mininteger) == math.mininteger)

-- + - * keep integers; / and ^ give floats
assert(math.type(7 + 1) == "integer" and math.type(7 + 1.0) == "float")
assert(math.type(8 / 2) == "float" and 8 / 2 == 4 and math.type(2 ^ 2) == "float")
assert(1 / 0 == math.huge and -1 / 0 == -math.huge and 0 / 0 ~= 0 / 0)

-- Division that rounds down, and the remainder that goes with it
for _, pair in ipairs { { 7, 3 }, { -7, 3 }, { 7, -3 }, { -7, -3 }, { 7.5, 2 }, { -7.5, 2 }, { 5, 2.5 } } do
  local a, b = pair[1], pair[2]
  assert(a // b == math.floor(a / b) and a % b == a - (a // b) * b, a .. " and " .. b)
end
assert(7 // 2 == 3 and -7 // 2 == -4 and 7 // -2 == -4 and math.type(7 // 2) == "integer")
assert(7 // 2.0 == 3.0 and math.type(7 // 2.0) == "float" and 1 // 0.0 == math.huge)
assert(-7 % 3 == 2 and 7 % -3 == -2 and -6 % 3 == 0 and 5.5 % 2 == 1.5 and -5.5 % 2 == 0.5)
assert(5 % math.huge == 5.0 and -5 % math.huge == math.huge and math.mininteger // -1 == math.mininteger)
assert(math.mininteger % -1 == 0 and math.fmod(-7, 3) == -1 and math.type(math.fmod(-7, 3)) == "integer")
fails("return 1 // 0", "divide by zero")
fails("return 1 % 0", "'n%%0'")

-- Bits: of integers, and of floats that are whole
assert(5 & 3 == 1 and 5 | 3 == 7 and 5 ~ 3 == 6 and ~0 == -1 and 1 << 62 == 0x4000000000000000)
assert(1 << 64 == 0 and 1 << -1 == 0 and -1 >> 1 == math.maxinteger and -1 >> 63 == 1 and 2.0 & 3 == 2)
fails("return 1.5 & 1", "number has no integer representation")
fails("return 2^63 | 0", "number has no integer representation")
fails("return 'a' & 1", "attempt to perform bitwise operation on a string value")

-- Precedence and associativity
assert(2 ^ 3 ^ 2 == 512 and -2 ^ 2 == -4 and 2 * 3 + 4 == 10 and 1 .. 2 .. 3 == "123")
assert((2 << 1 + 1) == 8 and (1 | 2 & 3) == 3 and (5 & 6 == 4) == (4 == 4) and not (1 == 2) == true) -- luacheck: ignore

-- Comparison is exact, also between the kinds
assert(1 < 1.5 and 2 ^ 53 == 9007199254740992 and 2 ^ 53 + 1.0 ~= 9007199254740993)
assert(math.maxinteger < 2 ^ 63 and math.maxinteger + 0.0 == 2 ^ 63 and math.mininteger <= -2 ^ 63)
assert(math.ult(1, -1) and not math.ult(-1, 1) and 1 < math.huge and not (0 / 0 < 1)) -- luacheck: ignore
fails("return 1 < '2'", "attempt to compare number with string")

-- From text, to text, and between the kinds
assert(tonumber("0x1p4") == 16.0 and tonumber(" 10 ") == 10 and tonumber("1e") == nil and tonumber("") == nil)
assert(tonumber("10", 2) == 2 and tonumber("zz", 36) == 1295 and tonumber("8", 8) == nil and tonumber("-ff", 16) == -255)
assert("10" + 5 == 15 and math.type("10" + 5) == "integer" and "10" * "2.0" == 20.0 and "0x10" + 0 == 16)
assert(math.tointeger(3.0) == 3 and math.tointeger(3.5) == nil and math.tointeger("8") == 8)
assert(math.tointeger(2 ^ 63) == nil and 10 .. "" == "10" and 1.0 .. "" == "1.0" and 2 ^ 31 | 0 == 2147483648)
assert(string.format("%d", 3.0) == "3" and string.format("%.3f", 2) == "2.000")
fails("return ('%d'):format(3.5)", "number has no integer representation")
fails("return 'a' + 1", "attempt to add a 'string' with a 'number'")
fails("return {} + 1", "attempt to perform arithmetic on a table value")
fails("local t = {} return t.x.y", "attempt to index a nil value %(field 'x'%)")

-- Keys: whole floats are integers
local t = {}
t[1.0], t[2 ^ 53] = "one", "big"
assert(t[1] == "one" and next({ [3.0] = true }) == 3 and t[9007199254740992] == "big")
fails("local t = {} t[0/0] = 1", "index is NaN")
fails("local t = {} t[nil] = 1", "index is nil")

-- The numeric for neither wraps around nor sums up errors
local count, last = 0, nil
for i = math.maxinteger - 2, math.maxinteger do count, last = count + 1, i end
assert(count == 3 and last == math.maxinteger)
count = 0
for _ = 1, 0 do count = count + 1 end
for _ = 3, 1, -1 do count = count + 1 end
for _ = 1, 3.9 do count = count + 1 end
for x = 1.0, 2, 0.25 do count, last = count + 1, x end
assert(count == 11 and last == 2.0 and math.type(last) == "float")
for i = 1, math.huge do if i > 3 then break end last = i end
assert(last == 3 and math.type(last) == "integer")
fails("for i = 1, 10, 0 do end", "'for' step is zero")
fails("for i = 'a', 2 do end", "number expected, got string")

-- The library
assert(math.floor(-3.5) == -4 and math.ceil(-3.5) == -3 and math.type(math.floor(3.7)) == "integer")
assert(math.floor(2 ^ 70) == 2 ^ 70 and math.max(1, 2.5) == 2.5 and math.min(3, 1, 2) == 1)
assert(select(2, math.modf(-3.25)) == -0.25 and math.modf(5) == 5.0 and math.sqrt(16) == 4 and math.exp(0) == 1)
assert(math.abs(math.log(8, 2) - 3) < 1e-15 and math.log(100, 10) == 2 and math.pi > 3.14159 and math.huge > 1e308)
math.randomseed(42)
local a, b = math.random(0), math.random(10)
math.randomseed(42)
assert(math.random(0) == a and math.random(10) == b and b >= 1 and b <= 10 and math.random(5, 5) == 5)
fails("math.random(2, 1)", "interval is empty")
