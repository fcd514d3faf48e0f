-- Two methods on one image, what a window will be worth, and simulated displacements.
local fringe = require "fringe"

-- A shear: its truth is known at every pixel.
local image, truth = fringe.simulate {
  size = 256, full = true, grain_rotation = 0, seed = 3, amorphous = 0,
  displacement = function(x, y) return 0.01 * x + 0.02 * y, 0 end,
}
local reflections = truth.reflections
assert(math.abs(truth.exx:mean() - 1 / 0.99 + 1) < 1e-5 and truth.exx:std() < 1e-5 and math.abs(truth.eyy:mean()) < 1e-5)
assert(math.abs(truth.exy:mean() - 0.02 / 0.99 / 2) < 1e-5 and truth.rotation:mean() < -0.5)

-- Strain by a rolling window, and by phase analysis at the same resolution.
local map = image:roll { window = 96, reflections = reflections, step = 4, estimator = "phase", edge = "skip" }
local rolled = map:strain { reference = reflections }
local phased = image:gpa { reflections = reflections, reference = reflections, resolution = rolled.resolution, step = 8 }
for _, strain in ipairs { rolled, phased } do
  for _, name in ipairs { "exx", "eyy", "exy", "rotation" } do
    local mean = strain:mean()
    assert(math.abs(mean[name] - truth[name]:mean()) < 4 * mean[name .. "_sigma"], name)
  end
end

-- They differ by less than their joint σ, and share most of the noise.
local comparison = fringe.compare { rolled, phased }
assert(comparison.step == 8 and comparison.rows == 32 and comparison.limit == 3 and comparison.reference_difference == 0)
assert(comparison.difference.exx:count() > 100 and comparison.sigma.rotation:min() > 0)
for _, row in ipairs(comparison.table) do
  assert(row.share < 0.015 and row.pull < 1 and row.count == comparison.difference.exx:count(), row.quantity)
end
assert(comparison.table[1].quantity == "exx" and #comparison.table == 5)
comparison:figure {}:save "comparison.png"
assert(tostring(comparison):find("of exx, eyy", 1, true))

-- An offset is found: other references are, for one.
local closer = {}
for i, g in ipairs(reflections) do closer[i] = fringe.reflection { spacing = g.spacing / 1.05, angle = g.angle } end
local off = fringe.compare { rolled, map:strain { reference = closer }, limit = 5 }
assert(math.abs(off.reference_difference - 0.05) < 0.01 and off.table[1].share > 0.9)
assert(off.disagreement:sum() > 100 and off.limit == 5)

-- Lattice maps: the original's estimator against the phase.
local fitted = image:roll { window = 96, reflections = reflections, step = 8, edge = "skip" }
local spacings = fringe.compare { map, fitted }
assert(spacings.table[1].quantity == "spacing_1" and math.abs(spacings.table[1].mean) < 1e-3)
spacings:figure { show = { "spacing_2" } }:save "spacings.png"

-- What a window is worth, before and after. Fringes of 0.08 of the incident intensity, over 0.45 that comes through.
local expected = fringe.predict {
  window = 96, reflections = reflections, dose = 400 * 0.45, contrast = 0.08 / 0.45, pixel_size = image.pixel_size,
}
assert(math.abs(expected.resolution - rolled.resolution) < 1e-9 and expected.condition < 2)
assert(math.abs(expected.spacing_sigma[1] / map[1].spacing_sigma:median() - 1) < 0.2)
assert(math.abs(expected.exx_sigma / rolled.exx_sigma:median() - 1) < 0.25)
local gaussian = fringe.predict {
  resolution = 1.5, reflections = reflections, snr = 20, pixel_size = image.pixel_size,
}
assert(math.abs(gaussian.resolution - 1.5) < 1e-9 and gaussian.snr == 20)
local one = fringe.predict { reflections = { reflections[1] }, snr = 20, pixel_size = 0.03 }
assert(one.spacing_sigma[1] > 0 and one.exx_sigma ~= one.exx_sigma)

-- Slips.
local function message_of(...)
  local ok, message = pcall(...)
  assert(not ok)
  return message
end
assert(message_of(fringe.compare, { rolled, map }):find("two StrainMaps or two LatticeMaps", 1, true))
assert(message_of(fringe.compare, { rolled, phased, limits = 2 }):find("limit", 1, true))
assert(message_of(fringe.compare, { rolled, phased, limit = 0 }):find("maps.limit: expected a positive", 1, true))
assert(message_of(fringe.compare, { rolled, map:strain { reference = reflections, axis = 10 } }):find("one axis", 1, true))
assert(message_of(fringe.compare, { map, map:select { 1 } }):find("reflections", 1, true))
assert(message_of(fringe.predict, { reflections = reflections, pixel_size = 0.03 }):find("dose or snr", 1, true))
assert(message_of(fringe.predict, { reflections = reflections, snr = 9 }):find("give pixel_size", 1, true))
assert(message_of(fringe.simulate, { displacement = function() return 1 end }):find("two numbers", 1, true))
local waves = message_of(fringe.simulate, { reflections = { { 0.3, 20 } } })
assert(waves:find("reflections[1]: expected 3 elements, got 2", 1, true), waves)
assert(message_of(fringe.simulate, { reflections = {} }):find("expected 1 to 16 elements, got 0", 1, true))
