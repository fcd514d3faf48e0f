-- Tables: made, filled, sorted, saved and read back.
local fringe = require "fringe"

local t = fringe.table { "file", "time (s)", "spacing (nm)", "spacing_sigma (nm)" }
assert(#t == 0 and t[1] == nil)
t:add { file = "frame10.tif", time = 0.1, spacing = 1 / 3 }
t:add { file = "frame2.tif", time = 0.3, spacing = 0.2355, spacing_sigma = 2 ^ -40 }
t:add { time = 0.2 }
assert(#t == 3 and t[1].file == "frame10.tif" and t[2].spacing == 0.2355 and t[4] == nil)
assert(t[1].spacing_sigma ~= t[1].spacing_sigma and t[3].file ~= t[3].file) -- left out: NaN
assert(tostring(t) == "Table of 3 rows: file, time (s), spacing (nm), spacing_sigma (nm)")

local count = 0
for i, row in ipairs(t) do
  count = count + 1
  assert(row.time == t:column "time"[i])
end
assert(count == 3)

-- Sorting returns another table; texts are in natural order, what is missing comes last.
local sorted = t:sort "time"
assert(sorted[1].time == 0.1 and sorted[2].time == 0.2 and sorted[3].time == 0.3 and t[2].time == 0.3)
assert(t:sort("time", { descending = true })[1].time == 0.3)
local files = t:sort("file"):column "file"
assert(files[1] == "frame2.tif" and files[2] == "frame10.tif" and files[3] ~= files[3])

for _, name in ipairs { "t.csv", "deep/t.tsv" } do
  t:save(name)
  local back = fringe.load_table(name)
  assert(tostring(back) == tostring(t))
  for i, row in ipairs(t) do
    for column, value in fringe.sorted(row) do
      local other = back[i][column]
      assert(other == value or (other ~= other and value ~= value), column)
    end
  end
end
assert(io.open(fringe.output "t.csv"):read "l" == "file,time (s),spacing (nm),spacing_sigma (nm)")

-- Slips are errors with the nearest name.
local function message(f, ...) return select(2, pcall(f, ...)) end
assert(message(t.add, t, { tme = 1 }):find('unknown column "tme"; did you mean "time"?', 1, true))
assert(message(t.column, t, "spacng"):find('did you mean "spacing"?', 1, true))
assert(message(t.sort, t, "fil"):find('did you mean "file"?', 1, true))
assert(message(function() return t[1].spacng end):find('did you mean "spacing"?', 1, true))
assert(message(t.add, t, { time = {} }):find("time: expected a number or a string, got a table", 1, true))
assert(message(t.add, t, { 1 }):find("without a name", 1, true))
assert(message(fringe.table, { "a", "a (nm)" }):find('two columns "a"', 1, true))
assert(message(fringe.table, { "" }):find("it is empty", 1, true))
assert(message(fringe.table, {}):find("elements", 1, true))
assert(message(fringe.load_table, "none.csv"):find("no such file", 1, true))
assert(message(t.save, t, "t.txt"):find("use .csv, .tsv", 1, true))
assert(#t == 3)
