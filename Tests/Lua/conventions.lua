-- What lua-api says under Conventions, as a script sees it.
local fringe = require "fringe"

local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "no error, where one like '" .. pattern .. "' was expected")
  assert(tostring(message):find(pattern), "the error is: " .. tostring(message))
end

assert(type(fringe.version) == "string" and math.type(fringe.api) == "integer")
assert(fringe.nan ~= fringe.nan)
fails("cannot be set", function() fringe.thread = 3 end)
fails('did you mean "threads"', function() return fringe.thread end)

-- 1-based, (row, column); whole numbers may be floats.
local im = fringe.image(3.0, 4, function(row, column) return 10 * row + column end)
assert(im.rows == 3 and im.columns == 4)
assert(im:at(1, 1) == 11 and im:at(3, 4) == 34 and im:at(2.0, 3) == 23)
fails("row 0, column 1 lies outside", im.at, im, 0, 1)
fails("row 4, column 1 lies outside", im.at, im, 4, 1)
fails("expected a whole number", im.at, im, 1.5, 1)

-- Methods leave the receiver alone; set changes it, and copies are not changed with it.
local copy = im + 0
im:set(1, 1, 0)
assert(im:at(1, 1) == 0 and copy:at(1, 1) == 11)

-- An option that is nil is not given; an unknown field or option is an error with the nearest name.
assert(im:bin(2, { method = nil }):at(1, 1) == im:bin(2):at(1, 1))
fails('did you mean "columns"', function() return im.colums end)
fails('did you mean "method"', im.bin, im, 2, { metod = "mean" })
fails("cannot be set", function() im.rows = 7 end)
fails('no field "pixelsize" to set', function() im.pixelsize = 7 end)

-- Missing is NaN, and statistics skip it and infinities.
local holes = fringe.image(2, 2, 5)
holes:set(1, 1, fringe.nan)
holes:set(1, 2, math.huge)
assert(holes:mean() == 5 and holes:count() == 3 and holes:max() == 5)
assert(holes:missing():sum() == 1)

-- == compares objects; < is an error that says what to write.
assert(im == im and im ~= copy)
fails("image:below", function() return im < 3 end)
fails("image:below", function() return im <= copy end)

-- Calibration.
assert(im.unit == "px" and im.pixel_size == 1)
im.pixel_size = 0.02
assert(im.unit == "nm" and im.pixel_size == 0.02 and im:bin(2).pixel_size == 0.04)
assert(im:crop { row = 2, column = 1, rows = 2, columns = 2 }.unit == "nm")
assert(im:like(0, { step = 3 }).pixel_size == 0.06)
fails("expected a pixel size in nm", function() im.pixel_size = 0 end)
fails("expected a pixel size in nm", function() im.pixel_size = 1e300 end)
im.pixel_size_y = 0.03
assert(im.pixel_size_x == 0.02 and math.abs(im.pixel_size - math.sqrt(0.0006)) < 1e-15)

-- A reflection in nm on an image in px, or the reverse, is an error.
local nm = fringe.reflection { spacing = 0.2, angle = 20 }
fails("in nm and the image in px: set the image's pixel size", copy.roll, copy, { reflections = { nm }, window = 32 })

-- Directions: y up, counter-clockwise, folded.
local up = fringe.reflection { dx = 0, dy = -5, window = 64 }
assert(up.angle == 90 and up.gy > 0 and up.gx == 0)
local left = fringe.reflection { dx = -5, dy = 5, window = 64 }
assert(math.abs(left.angle - 45) < 1e-12 and left.gx < 0 and left.gy < 0)
assert(math.abs(up:angle_to(left) + 45) < 1e-12)

-- Lists are plain tables; sorted visits in order.
local seen = {}
for k, v in fringe.sorted { b = 2, a = 1, 10, 20 } do seen[#seen + 1] = tostring(k) .. "=" .. tostring(v) end
assert(table.concat(seen, " ") == "1=10 2=20 a=1 b=2")

assert(fringe.format(0.23551, { sigma = 0.0003, unit = "nm" }) == "0.2355(3) nm")
assert(tostring(copy) == "Image 3×4 float32, not calibrated, min 11, max 34", tostring(copy))

-- Errors are raised with the place in the script; a batch goes on with pcall.
local ok, message = pcall(fringe.load, "no-such-file.tif")
assert(not ok and message:find("conventions.lua:%d+: fringe.load: no%-such%-file.tif: cannot open: no such file"), message)
