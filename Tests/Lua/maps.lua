-- The rolling window and its maps.
local fringe = require "fringe"
local image, truth = fringe.simulate { size = 192, full = true, grain_rotation = 0, dose = math.huge, strain = 0 }
assert(#truth.spacing == 3 and truth.particle:sum() == 192 * 192)
local reflections = image:find_reflections { count = 2, window = 128 }
assert(#reflections == 2)
reflections[1].label = "first"

local calls = 0
local map = image:roll { window = 96, reflections = reflections, step = 12, progress = function(done, total)
  calls = calls + 1
  assert(done >= 0 and done <= total and total == 256)
end }
assert(#map == 2 and map.window == 96 and map.step == 12 and map.rows == 16 and map.columns == 16)
assert(map.reflections[1].label == "first" and map.source.rows == 192 and map[3] == nil and map[0] == nil)
local planes = 0
for i, plane in ipairs(map) do
  planes = planes + 1
  assert(plane.reflection.spacing == reflections[i].spacing)
end
assert(planes == 2)
assert(math.abs(map[1].spacing.pixel_size - 12 * image.pixel_size) < 1e-15 and map[1].spacing.unit == "nm")

-- Spacing follows from the radius; map pixel (i, j) is the window at 1 + (i - 1) step.
local d, q = map[1].spacing:at(8, 9), map[1].radius:at(8, 9)
assert(math.abs(d - 96 * image.pixel_size / q) < 1e-7)
assert(map[1].status:at(8, 9) == fringe.status.ok and map[1].snr:at(8, 9) > 10)
-- σ of d is d σ(q) / q.
local sigma = map[1].radius_sigma:at(8, 9)
assert(sigma > 0 and math.abs(map[1].spacing_sigma:at(8, 9) - d * sigma / q) < 1e-6 * d)
for w in image:windows { window = 96, step = 12 } do
  if w.map_row == 8 and w.map_column == 9 then
    assert(w.row == 85 and w.column == 97 and w.image.rows == 96 and w.image:at(49, 49) == image:at(85, 97))
  end
end

-- Clean, where, select, block means
local clean = map:clean { radius = 0.05, angle = 1 }
assert(clean[1].spacing:count() <= map[1].spacing:count())
local middle = { row = 49, column = 49, rows = 96, columns = 96 }
local inside = clean:where(middle)
assert(inside[1].spacing:count() <= 64 and inside[1].status:equals(fringe.status.rejected):sum() > 0)
local mean = clean[1]:mean(middle)
assert(math.abs(mean.spacing / reflections[1].spacing - 1) < 2e-3 and mean.count > 50, mean.spacing)
-- Windows overlap: the mean is better than one window, and worse than so many windows side by side.
local one = clean[1]:mean { row = 97, column = 97, radius = 1 }
assert(one.count == 1 and math.abs(one.independent - 1) < 1e-9)
assert(math.abs(one.spacing_sigma - clean[1].spacing_sigma:at(9, 9)) < 1e-9)
assert(mean.spacing_sigma < one.spacing_sigma and mean.spacing_sigma > one.spacing_sigma / math.sqrt(mean.count))
assert(mean.independent > 1 and mean.independent < mean.count)
assert(#map:select { 2 } == 1 and not pcall(map.select, map, { 3 }))
local block = inside:block_mean(4)
assert(block.rows == 16 and block[1].spacing:at(5, 5) == block[1].spacing:at(8, 8))
local line = clean[1]:profile { from = { row = 97, column = 61 }, to = { row = 97, column = 133 } }
assert(#line == 7 and math.abs(line[4].spacing / reflections[1].spacing - 1) < 5e-3)
assert(line[4].spacing_sigma > 0 and line[4].angle_sigma > 0)
assert(math.abs(line[7].distance - 72 * image.pixel_size) < 1e-9)

assert(#clean[1]:profile { from = { row = 1, column = 1 }, to = { row = 192, column = 192 } } > 16)
assert(not pcall(clean[1].profile, clean[1], { from = { row = 1, column = 1 }, to = { row = 193, column = 192 } }))

-- What belongs to a map is not changed behind its back.
assert(not pcall(function() map.reflections[1].label = "x" end))
assert(not pcall(function() map[1].reflection.label = "x" end))
reflections[2].label = "x"
reflections[2].label = nil
assert(reflections[2].label == nil)
assert(not pcall(map.save, map, "kept.tif"))
assert(not pcall(map.save, map, ""))

-- A map survives a folder, and one file.
for _, path in ipairs { "kept", "kept.h5", "deep/kept.hspy" } do
  map:save(path)
  local again = fringe.load_map(path)
  assert(again.window == 96 and again.step == 12 and again.reflections[1].label == "first")
  assert(again.reflections[2].gx == reflections[2].gx and again.source.pixel_size == image.pixel_size)
  assert((again[2].spacing - map[2].spacing):abs():max() == 0 and (again.source - image):abs():max() == 0)
  assert((again[1].status - map[1].status):abs():max() == 0 and (again[1].amplitude - map[1].amplitude):abs():max() == 0)
  assert((again[2].spacing_sigma - map[2].spacing_sigma):abs():max() == 0 and (again[1].snr - map[1].snr):abs():max() == 0)
end
assert(not pcall(fringe.load_map, "nowhere") and not pcall(fringe.load_map, "nowhere.h5"))
image:save("image.hspy")
local is_map, reason = pcall(fringe.load_map, "image.hspy")
assert(not is_map and reason:find("no lattice map"), reason)

-- The other estimators: unbiased by phase, and whatever the scale of the intensities.
for _, estimator in ipairs { "gaussian_amplitude", "parabola", "phase" } do
  local other = (image / 4000):roll { window = 96, reflections = reflections, step = 12, estimator = estimator }
  assert(other[1]:mean(middle).count > 50, estimator)
  local off = math.abs(other[1]:mean(middle).spacing / truth.reflections[1].spacing - 1)
  local also = math.abs(other[1]:mean(middle).spacing / truth.reflections[2].spacing - 1)
  assert(math.min(off, also) < (estimator == "phase" and 2e-4 or 2e-3), estimator)
end
local none = image:roll { window = 96, reflections = reflections, step = 24, estimator = "phase", min_snr = 1e9 }
assert(none[1].spacing:count() == 0 and none[1].status:equals(fringe.status.weak):sum() > 0)
assert(not pcall(image.roll, image, { reflections = reflections, estimator = "phase", apodize = "rectangular" }))

-- The progress function's own error ends the call, as it is.
local ok, message = pcall(image.roll, image, { window = 96, reflections = reflections, progress = function() error("enough", 0) end })
assert(not ok and message == "enough", message)

-- Threads do not change a bit.
fringe.threads = 1
local single = image:roll { window = 96, reflections = reflections, step = 12 }
assert((single[1].radius - map[1].radius):abs():max() == 0)
