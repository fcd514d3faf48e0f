-- Lua 5.4 as it is everywhere: coroutines, and variables that are closed.
local function collect(f, ...)
  local values = {}
  for value in coroutine.wrap(f), ... do values[#values + 1] = value end
  return table.concat(values, " ")
end

-- Values go in and out
local thread = coroutine.create(function(a, b)
  local c = coroutine.yield(a + b)
  local d, e = coroutine.yield(c * 2)
  return d + e, "end"
end)
assert(coroutine.status(thread) == "suspended")
assert(select(2, coroutine.resume(thread, 1, 2)) == 3 and select(2, coroutine.resume(thread, 10)) == 20)
local succeeded, sum, word = coroutine.resume(thread, 3, 4)
assert(succeeded and sum == 7 and word == "end" and coroutine.status(thread) == "dead")
assert(select(2, coroutine.resume(thread)) == "cannot resume dead coroutine")

-- Generators, recursion, and a filter of a filter
local function tree(node)
  if not node then return end
  tree(node.left)
  coroutine.yield(node.value)
  tree(node.right)
end
assert(collect(function() tree { value = 2, left = { value = 1 }, right = { value = 3 } } end) == "1 2 3")
local function primes(limit)
  return coroutine.wrap(function()
    local source = coroutine.wrap(function() for n = 2, limit do coroutine.yield(n) end end)
    while true do
      local prime = source()
      if not prime then return end
      coroutine.yield(prime)
      local inner = source
      source = coroutine.wrap(function()
        for n in inner do if n % prime ~= 0 then coroutine.yield(n) end end
      end)
    end
  end)
end
local found = {}
for prime in primes(30) do found[#found + 1] = prime end
assert(table.concat(found, " ") == "2 3 5 7 11 13 17 19 23 29")

-- Where one may yield: through pcall, metamethods, iterators, sort's neighbours
local through = coroutine.wrap(function()
  local passed, value = pcall(function() return coroutine.yield("in pcall") + 1 end)
  assert(passed and value == 6)
  local t = setmetatable({}, { __index = function(_, key) return coroutine.yield(key) end })
  assert(t.key == "from outside")
  for v in function(_, last) return coroutine.yield(last) end do if v == 3 then break end end
  local _, message = pcall(error, "caught")
  return message
end)
assert(through() == "in pcall" and through(5) == "key" and through("from outside") == nil)
assert(through(1) == 1 and through(3) == "caught")
local sorting = coroutine.create(function() table.sort({ 3, 2, 1 }, function() coroutine.yield() end) end)
assert(select(2, coroutine.resume(sorting)):find "attempt to yield across a C%-call boundary")
assert(not coroutine.isyieldable() and coroutine.wrap(function() return coroutine.isyieldable() end)())

-- Who runs, and who waits
local main, isMain = coroutine.running()
assert(isMain and type(main) == "thread" and coroutine.status(main) == "running")
local other
other = coroutine.create(function()
  assert(coroutine.status(other) == "running" and coroutine.status(main) == "normal")
  assert(select(2, coroutine.resume(other)) == "cannot resume non-suspended coroutine")
  assert(select(2, coroutine.running()) == false)
end)
assert(coroutine.resume(other))

-- Errors end a coroutine; wrap passes them on, with the position
local failing = coroutine.create(function() local t = nil return t.x end)
local fine, message = coroutine.resume(failing)
assert(not fine and message:find ":%d+: attempt to index a nil value %(local 't'%)" and coroutine.status(failing) == "dead")
assert(debug.traceback(failing):find "stack traceback")
assert(select(2, pcall(coroutine.wrap(function() error { code = 7 } end))).code == 7)

-- A thousand at once, and one inside another, deep
local threads, total = {}, 0
for i = 1, 1000 do threads[i] = coroutine.wrap(function() for j = 1, 3 do coroutine.yield(i * j) end end) end
for _ = 1, 3 do for i = 1, 1000 do total = total + threads[i]() end end
assert(total == 6 * 500500)
local function nest(depth) return depth == 0 and "bottom" or coroutine.wrap(nest)(depth - 1) end
assert(nest(100) == "bottom")
local tooDeep, why = pcall(function() local function f() return coroutine.wrap(f)() end return f() end)
assert(not tooDeep and tostring(why):find "C stack overflow")

-- Closed variables: in reverse order, at the end, by break, return, goto and errors
local order = {}
local function closing(name)
  return setmetatable({}, { __close = function(_, problem) order[#order + 1] = name .. tostring(problem ~= nil) end })
end
local function closed(f, ...)
  order = {}
  local results = table.pack(pcall(f, ...))
  return table.concat(order, " "), results
end
assert(closed(function() local _ <close> = closing "a" local _ <close> = closing "b" end) == "bfalse afalse")
assert(closed(function() for i = 1, 9 do local _ <close> = closing "x" if i > 1 then break end end end) == "xfalse xfalse")
local text, results = closed(function() local _ <close> = closing "r" return 1, 2, 3 end)
assert(text == "rfalse" and results.n == 4 and results[4] == 3)
text, results = closed(function() local _ <close> = closing "e" error("boom", 0) end)
assert(text == "etrue" and results[2] == "boom")
text = closed(function()
  do
    local _ <close> = closing "g"
    goto out
  end
  ::out::
  order[#order + 1] = "after"
end)
assert(text == "gfalse after")
assert(closed(function() local _ <close> = nil local _ <close> = false end) == "")
assert(select(2, pcall(function() local bad <close> = 5 return bad end)):find "variable 'bad' got a non%-closable value")
assert(select(2, load "local a <close>, b <close> = 1"):find "multiple to%-be%-closed variables")

-- An error while closing takes the place of the first; the others are closed all the same
text, results = closed(function()
  local _ <close> = closing "outer"
  local _ <close> = setmetatable({}, { __close = function(_, problem) error(problem .. " and second", 0) end })
  error("first", 0)
end)
assert(text == "outertrue" and results[2] == "first and second")

-- coroutine.close closes what waits in a coroutine, and says what went wrong
order = {}
local waiting = coroutine.create(function() local _ <close> = closing "w" coroutine.yield() end)
coroutine.resume(waiting)
assert(coroutine.close(waiting) and table.concat(order) == "wfalse" and coroutine.status(waiting) == "dead")
local troubled = coroutine.create(function()
  local _ <close> = setmetatable({}, { __close = function() error("closing", 0) end })
  coroutine.yield()
end)
coroutine.resume(troubled)
local ended, reason = coroutine.close(troubled)
assert(not ended and reason == "closing" and coroutine.close(coroutine.create(print)))

-- One may yield while closing
local steps = coroutine.wrap(function()
  do
    local _ <close> = setmetatable({}, { __close = function() coroutine.yield "closing" end })
    coroutine.yield "inside"
  end
  return "done"
end)
assert(steps() == "inside" and steps() == "closing" and steps() == "done")
