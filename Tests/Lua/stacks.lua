-- Files of several images: written one after the other, read when asked for.
local fringe = require "fringe"
local function frame(k)
  local im = fringe.image(3, 4, function(row, column) return 100 * k + 10 * row + column end)
  im.pixel_size = 0.04
  return im
end
local function message(f, ...) return select(2, pcall(f, ...)) end

for _, name in ipairs { "s.tif", "deep/s.npy" } do
  -- The file is there once the writer is closed, and not before.
  local w = fringe.create(name)
  for k = 1, 5 do w:add(frame(k)) end
  assert(#w == 5 and tostring(w):find("5 images so far", 1, true))
  assert(not io.open(fringe.output(name)))
  w:close()
  w:close()
  assert(message(w.add, w, frame(1)):find("closed", 1, true))

  local s <close> = fringe.open(name, { pixel_size = 0.04 })
  assert(#s == 5 and s.rows == 3 and s.columns == 4 and s.pixel_size == 0.04 and s.unit == "nm")
  assert(s.name == "s" and s.calibration_source == "script" and s.type == "float32")
  assert(s[2]:at(3, 4) == 234 and s[5].pixel_size == 0.04 and s[6] == nil and s[0] == nil)
  assert(fringe.load(name, { page = 4 }):at(1, 1) == 411)

  local seen = {}
  for i, image in s:frames { first = 2, step = 2 } do
    seen[#seen + 1] = i
    assert(image:at(1, 1) == 100 * i + 11)
  end
  assert(#seen == 2 and seen[1] == 2 and seen[2] == 4)
  local count = 0
  for i, image in ipairs(s) do
    count = count + 1
    assert(image:at(1, 1) == 100 * i + 11)
  end
  for _ in s:frames() do count = count + 1 end
  for _ in s:frames { first = 3, last = 2 } do count = count + 100 end
  assert(count == 10)

  assert(s:mean():at(2, 2) == 322 and s:slice(4, 5):mean():at(1, 1) == 461)
  local slice = s:slice(2, 4)
  assert(#slice == 3 and slice[1]:at(1, 1) == 211 and slice:slice(2, 2)[1]:at(1, 1) == 311)
  assert(message(s.slice, s, 4, 6):find("the stack has frames 1 to 5", 1, true))
  assert(message(s.slice, s, 4, 3):find("frames 4 to 3", 1, true))
  assert(message(s.frames, s, { first = 6 }):find("first = 6: the stack has frames 1 to 5", 1, true))

  -- What is closed says so; a slice is a stack of its own.
  s:close()
  s:close()
  for _, use in ipairs {
    function() return #s end, function() return s[1] end, function() return s.rows end,
    function() return s:mean() end, function() return s:frames() end,
  } do
    assert(message(use):find("this Stack was closed", 1, true))
  end
  assert(tostring(s) == "closed" and slice[1]:at(1, 1) == 211)
end

-- The end of the block closes the file; an error on the way leaves none, and what was there stays.
do
  local w <close> = fringe.create "block.tif"
  w:add(frame(1))
end
assert(#fringe.open "block.tif" == 1)
assert(message(function()
  local w <close> = fringe.create "block.tif"
  w:add(frame(1))
  w:add(frame(2))
  w:add(fringe.image(9, 9, 1)) -- another size
end):find("writer:add", 1, true))
assert(#fringe.open "block.tif" == 1)
assert(message(function() local _ <close> = fringe.create "none.tif" end):find("no image was added", 1, true))
assert(message(function() fringe.create("none.tif"):close() end):find("no image was added", 1, true))
assert(#fringe.files "none.tif" == 0)
assert(message(fringe.create, "a.csv"):find("holds one image", 1, true))

-- Numbers as they are stored, and seconds per frame.
local w = fringe.create("counts.tif", { type = "uint16", interval = 0.25 })
w:add(fringe.image(2, 2, 65535))
assert(message(w.add, w, fringe.image(2, 2, 65536)):find("65535", 1, true))
w:add(fringe.image(2, 2, 7))
w:close()
local counts = fringe.open "counts.tif"
assert(counts.type == "uint16" and counts.interval == 0.25 and #counts == 2 and counts[2]:max() == 7)
assert(fringe.info("counts.tif").interval == 0.25)
frame(1):save("one.tif", { type = "uint16" })
assert(fringe.info("one.tif").type == "uint16")
assert(message(frame(1).save, frame(1), "one.tif", { type = "int7" }):find("uint16", 1, true))

-- A call in the last place hands on all its values.
local flat = fringe.image(8, 8, 1)
assert(message(flat.equals, flat, fringe.simulate { size = 16 }):find("put it in parentheses", 1, true))
