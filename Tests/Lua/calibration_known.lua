-- Calibration by known spacings, and its error in maps.
local fringe = require "fringe"

local function waves(list)
  return fringe.image(192, 192, function(row, column)
    local value = 100
    for _, g in ipairs(list) do value = value + 10 * math.cos(2 * math.pi * (g.gx * column - g.gy * row)) end
    return value
  end)
end
local function px(spacing, angle) return fringe.reflection { spacing = spacing, angle = angle, unit = "px" } end

local image = waves { px(8.2, 15), px(7, 95) }
local known = image:calibrate { reflection = px(8.1, 15.5), spacing = 0.205, spacing_sigma = 0.001 }
assert(image.unit == "px" and known.unit == "nm")
assert(math.abs(known.pixel_size - 0.025) < 1e-6)
assert(math.abs(known.pixel_size_sigma / known.pixel_size - 0.001 / 0.205) < 1e-4)
local map = known:roll {
  window = 64, step = 16, estimator = "phase", patch = 7, edge = "skip",
  reflections = { known:reflection { dx = 7.54, dy = -2.02, window = 64 } },
}
local mean = map[1]:mean()
assert(math.abs(mean.spacing - 0.205) < 1e-5 and math.abs(mean.spacing_sigma - 0.001) < 1e-5)

-- It is kept by binning and in a saved map, and set by hand.
assert(known:bin(2).pixel_size_sigma == 2 * known.pixel_size_sigma)
map:save "map"
local again = fringe.load_map "map"
assert(again.source.pixel_size_sigma == known.pixel_size_sigma and again[1]:mean().spacing_sigma == mean.spacing_sigma)
known.pixel_size_sigma = 0
assert(known.pixel_size_sigma == 0)
assert(not pcall(function() image.pixel_size_sigma = 0.1 end))

-- Two reflections and their angle undo a linear distortion.
local right = image:calibrate { reflections = { px(8.2, 15), px(7, 95) }, spacings = { 0.2, 0.2 }, angle = 90 }
local found = right:refine({
  fringe.reflection { spacing = 0.2, angle = 10 }, fringe.reflection { spacing = 0.2, angle = 100 },
}, { region = { row = 30, column = 30, rows = 132, columns = 132 } })
assert(math.abs(found[1].spacing - 0.2) < 2e-4 and math.abs(found[2].spacing - 0.2) < 2e-4)
assert(math.abs(math.abs(found[1]:angle_to(found[2])) - 90) < 0.1)

for _, wrong in ipairs {
  { reflection = px(8.2, 15) }, { spacing = 0.2 }, { reflections = { px(8.2, 15) }, spacings = { 0.2, 0.2 }, angle = 90 },
  { reflection = px(8.2, 15), spacing = 0.2, angle = 90 }, { reflection = px(20, 50), spacing = 0.2 },
} do
  assert(not pcall(image.calibrate, image, wrong))
end
