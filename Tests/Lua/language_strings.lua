-- Lua 5.4 as it is everywhere: the string library.
local function refused(f, ...) return not pcall(f, ...) end

-- Parts, counted from either end
local s = "Hello, World"
assert(s:sub(1, 5) == "Hello" and s:sub(-5) == "World" and s:sub(8, -2) == "Worl" and s:sub(0) == s and s:sub(5, 2) == "")
assert(s:sub(-100, 100) == s and s:sub(math.mininteger, math.maxinteger) == s and s:byte(-1) == 100 and s:byte(99) == nil)
assert(select("#", s:byte(1, -1)) == #s and string.char(72, 105) == "Hi" and string.char() == "" and refused(string.char, 256))
assert(s:upper() == "HELLO, WORLD" and s:lower() == "hello, world" and s:reverse() == "dlroW ,olleH" and ("\0a"):len() == 2)
assert(("ab"):rep(3) == "ababab" and ("ab"):rep(3, "-") == "ab-ab-ab" and ("x"):rep(0) == "" and ("x"):rep(-1) == "")

-- find: patterns, plain text, where to begin
assert(s:find("o") == 5 and s:find("o", 6) == 9 and s:find("l+") == 3 and select(2, s:find("l+")) == 4)
assert(s:find("") == 1 and s:find("", 13) == 13 and s:find("", 14) == nil and s:find("W", -5) == 8 and s:find("x") == nil)
assert(("a+b"):find("+", 1, true) == 2 and ("a.b"):find(".", 1, true) == 2 and ("abc"):find("b()") == 2)

-- match: classes, sets, captures, anchors, balance, frontiers
assert(("key = value"):match("^(%w+)%s*=%s*(%w+)$") == "key" and select(2, ("key = value"):match("(%w+) = (%w+)")) == "value")
assert(("  trim me  "):match("^%s*(.-)%s*$") == "trim me" and ("2026-11-22"):match("(%d+)-(%d+)") == "2026")
assert(("THE (quick) fox"):find("%((%a+)%)") == 5 and ("f(a(b)c)d"):match("%b()") == "(a(b)c)")
assert(("THE (quick) fox"):gsub("%f[%a]%a+", "w") == "w (w) w" and ("aXb"):match("%u") == "X" and ("x"):match("()") == 1)
assert(("[test]"):match("[%]]") == "]" and ("a-b"):match("[a-]+") == "a-" and ("^x"):match("[%^x]+") == "^x")
assert(("abc123"):match("[^%d]+") == "abc" and ("hello"):match(".-l") == "hel" and ("hello"):match(".*l") == "hell")
assert(('say "hi"'):match([[(["'])(.-)%1]]) == '"' and ("0x1F"):match("^0[xX](%x+)$") == "1F" and ("\0a"):match("%z") == "\0")
assert(refused(string.match, "a", "[a") and refused(string.match, "a", "%") and refused(string.match, "a", "(a"))
assert(refused(string.find, "a", "%1") and refused(string.rep, "x", 1 << 40, ("y"):rep(100)))

-- gmatch and gsub: with texts, tables and functions
local words = {}
for word, place in ("one two  three"):gmatch("(%a+)()") do words[#words + 1] = word .. place end
assert(table.concat(words, ",") == "one4,two8,three15")
local count = 0
for _ in ("abc"):gmatch("") do count = count + 1 end
assert(count == 4 and select("#", ("a=1, b=2"):gmatch("(%w)=(%w)")()) == 2)
assert(("hello world"):gsub("o", "0") == "hell0 w0rld" and select(2, ("hello"):gsub("l", "L")) == 2)
assert(("hello"):gsub("l", "L", 1) == "heLlo" and ("abc"):gsub("%w", "%0%0") == "aabbcc" and ("ab"):gsub("(a)(b)", "%2%1") == "ba")
assert(("$name is $age"):gsub("%$(%w+)", { name = "Ann", age = 7 }) == "Ann is 7")
assert(("abc"):gsub("%w", function(c) if c == "b" then return "[" .. c .. "]" end end) == "a[b]c")
assert(("abc"):gsub("", "-") == "-a-b-c-" and ("x"):gsub("x", "%%") == "%" and refused(string.gsub, "x", "x", "%2"))
assert(refused(string.gsub, "x", "x", function() return {} end))

-- format
assert(string.format("%5d|%-5d|%05d|%+d", 42, 42, 42, 42) == "   42|42   |00042|+42")
assert(string.format("%x %X %#x %o", 255, 255, 255, 8) == "ff FF 0xff 10" and string.format("%c%c", 76, 117) == "Lu")
assert(string.format("%.2f %e %g %g", 3.14159, 12345.678, 1e20, 0.1) == "3.14 1.234568e+04 1e+20 0.1")
assert(string.format("%s %s %s", nil, true, 1.5) == "nil true 1.5" and string.format("%10.3s|", "abcdef") == "       abc|")
assert(string.format("%%") == "%" and string.format("%i", -7) == "-7" and string.format("%a", 1.0):find "^0x1")
assert(string.format("%q", 'a\n"\0b') == '"a\\\n\\"\\0b"' and string.format("%q", 1 / 3):find "^0x")
assert(string.format("%q", math.mininteger) == "0x8000000000000000")
assert(load("return " .. string.format("%q", "\r\n\\\200"))() == "\r\n\\\200")
assert(refused(string.format, "%d", "x") and refused(string.format, "%y", 1) and refused(string.format, "%d"))
assert(string.format("%s", setmetatable({}, { __tostring = function() return "shown" end })) == "shown")

-- pack and unpack
assert(string.pack("<i4", 1) == "\1\0\0\0" and string.pack(">i2", 258) == "\1\2" and string.unpack("<i4", "\255\255\255\255") == -1)
assert(string.unpack("<I4", "\255\255\255\255") == 4294967295 and string.packsize("!i4i8") == 16 and string.packsize("<!1i1d") == 9)
local packed = string.pack("z s1 <d", "text", "abc", 2.5)
local a, b, c, place = string.unpack("z s1 <d", packed)
assert(a == "text" and b == "abc" and c == 2.5 and place == #packed + 1)
assert(refused(string.pack, "i1", 200) and refused(string.unpack, "i4", "abc") and refused(string.pack, "i17", 1))

-- Comparison is by bytes; concatenation of numbers; long texts are one
assert("a" < "b" and "Z" < "a" and "" < "a" and "a\0b" > "a" and not ("a" < "a") and "10" < "9") -- luacheck: ignore
assert(1 .. 2 == "12" and "x" .. 1.5 == "x1.5" and #("x"):rep(1e6) == 1e6 and ("x"):rep(50) == ("x"):rep(25) .. ("x"):rep(25))

-- UTF-8
assert(utf8.char(72, 228, 8364, 0x1F600) == "Hä€😀" and utf8.char() == "" and utf8.len("Hä€😀") == 4)
assert(utf8.codepoint("€") == 8364 and select("#", utf8.codepoint("aä", 1, -1)) == 2 and #"€" == 3 and "\u{20AC}" == "€")
assert(utf8.offset("Hä€", 3) == 4 and utf8.offset("Hä€", -1) == 4 and utf8.offset("abc", 5) == nil)
local codes = {}
for at, code in utf8.codes("aé€") do codes[#codes + 1] = at .. ":" .. code end
assert(table.concat(codes, " ") == "1:97 2:233 4:8364")
local length, wrong = utf8.len("ab\xff")
assert(length == nil and wrong == 3 and refused(utf8.codepoint, "\xff"))
assert(not utf8.len("\u{7FFFFFFF}") and utf8.len("\u{7FFFFFFF}", 1, -1, true) == 1)
assert(("aé€"):match(utf8.charpattern, 2) == "é" and refused(utf8.offset, "é", 1, 2))
