-- Regions and masks.
local fringe = require "fringe"
local im = fringe.image(10, 12, function(row, column) return row + 100 * column end)

local box = im:region { row = 3, column = 2, rows = 4, columns = 5 }
assert(box:sum() == 20 and box:at(3, 2) == 1 and box:at(6, 6) == 1 and box:at(7, 2) == 0 and box:at(2, 2) == 0)
assert(im:region { row = 5, column = 5, radius = 1 }:sum() == 5)
local triangle = im:region { polygon = { { row = 1, column = 1 }, { row = 9, column = 1 }, { row = 9, column = 9 } } }
assert(triangle:sum() > 25 and triangle:at(8, 2) == 1 and triangle:at(2, 8) == 0)

-- nm from the top left corner, the same after binning
im.pixel_size = 0.1
local nm = { row = 0.2, column = 0.1, rows = 0.4, columns = 0.6, unit = "nm" }
assert(im:region(nm):sum() == 24 and im:bin(2):region { row = 0.2, column = 0.2, rows = 0.4, columns = 0.4, unit = "nm" }:sum() == 4)

-- A polygon takes the region's unit or its points' own: 1 pixel is 0.1 nm, its corner the origin.
local function square(low, high, unit)
  return {
    { row = low, column = low, unit = unit }, { row = low, column = high, unit = unit },
    { row = high, column = high, unit = unit }, { row = high, column = low, unit = unit },
  }
end
local expected = im:region { row = 0.2, column = 0.2, rows = 0.5, columns = 0.5, unit = "nm" }
assert(expected:sum() == 25)
for _, polygon in ipairs {
  { polygon = square(0.2, 0.7), unit = "nm" }, { polygon = square(0.2, 0.7, "nm") },
  { polygon = square(0.2, 0.7, "nm"), unit = "nm" }, { polygon = square(2.5, 7.5) },
  { polygon = square(2.5, 7.5, "px"), unit = "nm" },
} do
  assert((im:region(polygon) ~ expected):sum() == 0)
end
assert(not pcall(im.region, im, { row = 1, column = 1, radius = 2, rows = 3, columns = 3 }))

-- A mask, or an image of the same size, is a region
assert(im:where(box):count() == 20 and im:where(box):at(1, 1) ~= im:where(box):at(1, 1))
assert(im:where(box.rows == 10 and box + 0):count() == 20)
assert(not pcall(im.where, im, fringe.image(3, 3, 1)))
assert(not pcall(im.region, im, { row = 1, column = 1 }))

-- Thresholds: NaN is in none but missing
im:set(1, 1, fringe.nan)
assert(im:below(1e9):sum() == 119 and im:above(-1):sum() == 119 and im:missing():sum() == 1)
assert(im:equals(102):sum() == 1 and im:between(102, 104):sum() == 3)

-- Logic
assert((box & triangle):sum() + (box & ~triangle):sum() == 20)
assert((box | ~box):sum() == 120 and (box ~ box):sum() == 0)
assert((box:erode(3)):sum() == 2 * 3 and box:dilate(3):sum() == 6 * 7)
assert(box:open(4):sum() == 20 and box:open(5):sum() == 0)
assert((box & ~im:region { row = 4, column = 3, rows = 1, columns = 1 }):fill_holes():sum() == 20)
assert((box | im:region { row = 10, column = 12, rows = 1, columns = 1 }):largest():sum() == 20)
assert(box:area() == 20 and math.abs((im:above(0) & box):area() - 0.2) < 1e-12)
assert(box:mean() == 20 / 120 and box.rows == 10)
assert((box & (im * 0 + 1)):sum() == 20 and (box & box:flip("x")):sum() == 0)
box.pixel_size = 0.5
assert(box:area() == 5)
box:set(1, 1, 1)
assert(box:sum() == 21)
assert(tostring(box):find("^Mask 10×12"), tostring(box))
