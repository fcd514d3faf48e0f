-- Image operations through the API, against values worked out by hand.
local fringe = require "fringe"
local im = fringe.image(4, 6, function(row, column) return row * 10 + column end)

-- Geometry
assert(im:bin(2).rows == 2 and im:bin(2).columns == 3 and im:bin(2):at(1, 1) == (11 + 12 + 21 + 22) / 4)
assert(im:bin(2, { method = "sum" }):at(1, 1) == 11 + 12 + 21 + 22)
assert(im:crop { row = 2, column = 3, rows = 2, columns = 2 }:at(1, 1) == 23)
assert(not pcall(im.crop, im, { row = 4, column = 1, rows = 2, columns = 1 }))
assert(im:pad(2, -1):at(1, 1) == -1 and im:pad(2, -1):at(3, 3) == 11)
local w = im:window { row = 2, column = 2, size = 4 } -- rows 0..3, columns 0..3
assert(w.rows == 4 and w:at(1, 1) == 0 and w:at(2, 2) == 11 and w:at(4, 4) == 33)
assert(im:flip("x"):at(1, 1) == 16 and im:flip("y"):at(1, 1) == 41 and im:transpose():at(6, 4) == 46)
assert(im:rotate(90):at(1, 1) == 16 and im:rotate(90).rows == 6) -- counter-clockwise: the right edge comes on top
assert(im:resample(2).rows == 8)
assert(im:like(7, { step = 4 }).rows == 1 and im:like(7, { step = 4 }).columns == 2)

-- Arithmetic: image with image, image with number on either side
assert((im + im):at(1, 1) == 22 and (im - 1):at(1, 1) == 10 and (100 - im):at(1, 1) == 89)
assert((2 * im):at(1, 1) == 22 and (im / 2):at(1, 1) == 5.5 and (121 / im):at(1, 1) == 11)
assert((im ^ 2):at(1, 1) == 121 and (-im):at(1, 1) == -11)
assert(not pcall(function() return im + im:transpose() end))
assert(im:clip { min = 12, max = 13 }:min() == 12 and im:clip { max = 13 }:max() == 13)
assert(im:map(function(v, row, column) return v - 10 * row - column end):max() == 0)
assert(select(2, pcall(im.map, im, function() end)):find("gave no number for row 1, column 1"))
assert(select(2, pcall(im.map, im, function(v) if v == 23 then error("here", 0) end return v end)) == "here")

-- Statistics
assert(im:min() == 11 and im:max() == 46 and im:mean() == 28.5 and im:median() == 28.5 and im:sum() == 684)
assert(im:count() == 24 and im:percentile(0) == 11 and im:percentile(100) == 46)
local h = im:histogram { bins = 7 }
assert(#h == 7)
local total = 0
for _, bin in ipairs(h) do total = total + bin.count end
assert(total == 24 and h:column("value")[1] > 11)

-- Profiles: one row per pixel of length, distance in the image's unit
im.pixel_size = 0.5
local p = im:profile { from = { row = 2, column = 1 }, to = { row = 2, column = 6 } }
assert(#p == 6 and p[1].value == 21 and p[6].value == 26 and p[6].distance == 2.5)
local wide = im:profile { from = { row = 2, column = 1 }, to = { row = 2, column = 6 }, width = 3 }
assert(wide[1].value == 21 and wide[1].count == 3)
-- A point in nm counts from the top left corner: the first pixel's centre is at half a pixel.
local nm = im:profile { from = { row = 0.75, column = 0.25, unit = "nm" }, to = { row = 0.75, column = 2.75, unit = "nm" } }
assert(nm[1].value == 21 and nm[6].value == 26)

-- Fill, block means, filters
local holes = im + 0
holes:set(1, 1, fringe.nan)
assert(holes:fill(3):at(1, 1) == 3 and holes:fill(im):at(1, 1) == 11)
assert(math.abs(holes:block_mean(2):at(1, 1) - (12 + 21 + 22) / 3) < 1e-5 and holes:block_mean(2):at(4, 6) == (35 + 36 + 45 + 46) / 4)
assert(math.abs(im:gaussian_filter(1):mean() - 28.5) < 1e-4 and im:median_filter(3):at(2, 2) == 22)
assert(im.label == nil)
im.label = "intensity"
assert((im + 1).label == nil and im:crop { rows = 2, columns = 2 }.label == "intensity")
