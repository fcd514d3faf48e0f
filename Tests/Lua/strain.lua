-- Strain and rotation from two reflections.
local fringe = require "fringe"
local image, truth = fringe.simulate { size = 192, full = true, grain_rotation = 0, dose = math.huge, strain = 0 }
local reflections = image:find_reflections { count = 2, window = 128 }
local map = image:roll { window = 96, reflections = reflections, step = 12, estimator = "phase", edge = "skip" }

-- Against the median nothing is strained; 2 % smaller references read +2 %.
local none = map:strain {}
assert(none.definition == "spacing" and none.axis == 0 and none.step == 12 and #none.reference == 2)
assert(none.exx.rows == map.rows and none.source.rows == 192 and none.condition >= 1)
assert(none.exx:abs():max() < 1e-4 and none.rotation:abs():max() < 0.01)
assert(none.residual:count() == 0, "two reflections always agree")
local function scaled(factor)
  local list = {}
  for i, g in ipairs(map.reflections) do
    list[i] = fringe.reflection { spacing = g.spacing * factor, angle = g.angle }
  end
  return list
end
local stretched = map:strain { reference = scaled(1 / 1.02) }
assert(math.abs(stretched.exx:median() - 0.02) < 2e-3 and math.abs(stretched.eyy:median() - 0.02) < 2e-3)
local other = map:strain { reference = scaled(1 / 1.02), definition = "reciprocal" }
assert(math.abs(other.exx:median() / stretched.exx:median() - 1 / 1.02) < 1e-3)
assert((stretched.dilatation - stretched.exx - stretched.eyy):abs():max() < 1e-6)

-- Means and profiles with their uncertainties.
local region = { row = 97, column = 97, radius = 30 }
local mean = stretched:mean(region)
assert(mean.count > 10 and math.abs(mean.exx - stretched.exx:median()) < 1e-3)
assert(mean.exx_sigma >= 0 and mean.exx_std >= 0 and mean.rotation_sigma >= 0)
local profile = stretched:profile { from = { row = 97, column = 60 }, to = { row = 97, column = 130 }, width = 24 }
assert(#profile > 3 and math.abs(profile[2].exx - mean.exx) < 2e-3 and profile[2].exx_sigma >= 0)
assert(stretched:where(region).exx:count() == mean.count)

-- A region as the reference; figures; saving.
local relative = map:strain { reference = region, axis = 30 }
assert(math.abs(relative:mean(region).exx) < 1e-5 and relative.axis == 30)
stretched:figure {}:save "strain.png"
stretched:figure { show = { "exx", "exx_sigma", "rotation" }, overlay = region }:save "some.svg"
stretched:save "strain"
assert((fringe.load "strain/exx.tif" - stretched.exx):abs():max() == 0)

-- Slips.
local function message_of(...)
  local ok, message = pcall(...)
  assert(not ok)
  return message
end
assert(message_of(map.strain, map, { reference = "mean" }):find('"median"', 1, true))
assert(message_of(map.strain, map, { reference = { map.reflections[1] } }):find("1 reflections where the map has 2", 1, true))
local one = map:select { 1 }
assert(message_of(one.strain, one, {}):find("two reflections", 1, true))
assert(message_of(map.strain, map, { definitions = "green" }):find("did you mean", 1, true))
assert(truth.spacing[1]:median() > 0)
