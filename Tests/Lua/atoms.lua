-- Simulated atoms.
local fringe = require "fringe"

local image, truth = fringe.simulate {
  size = 128, pixel_size = 0.02, dose = math.huge,
  atoms = { crystal = "Au", axis = "110", rotation = 20, strain = { exx = 0.02, rotation = 1 }, thickness = 1 },
}
assert(image.rows == 128 and image.pixel_size == 0.02 and #truth.reflections >= 3 and truth.reflections[1].label == "1-11")
assert(truth.particle:sum() == 128 * 128 and truth.phase > 0)
local map = image:roll {
  window = 64, step = 32, estimator = "phase", patch = 7, edge = "skip",
  reflections = { truth.reflections[1], truth.reflections[2], truth.reflections[3] },
}
local strain = map:strain { reference = { truth.reflections[1], truth.reflections[2], truth.reflections[3] } }:mean()
assert(math.abs(strain.exx - truth.exx:mean()) < 5e-4 and math.abs(strain.rotation - 1) < 0.03)

-- A displacement by a function; a crystal of one's own; a disc of it on a film.
local function bend(x) return 0.002 * x * x, 0 end
local own = fringe.crystal { a = 0.4, centring = "F", atoms = { { "Cu", 0, 0, 0 } } }
local bent, field = fringe.simulate {
  size = 64, pixel_size = 0.02, displacement = bend,
  atoms = { crystal = own, axis = { 0, 0, 1 }, film = 1, radius = 0.5 },
}
assert(bent.rows == 64 and math.abs(field.exx:at(32, 50) - 0.004 * 0.36) < 3e-4)
assert(field.particle:sum() < 64 * 64 and field.exx:at(1, 1) ~= field.exx:at(1, 1))

local list = { { "Au", 0, 0 }, { "C", 0.3, 0.1 } }
local one = fringe.simulate {
  size = 64, pixel_size = 0.02, dose = math.huge, atoms = { list = list, voltage = 200, cs = 0.5, defocus = -40 },
}
assert(one:min() < one:mean())

for _, wrong in ipairs {
  { crystal = "Au" }, { axis = "110" }, { crystal = "Aux", axis = "110" }, { list = list, axis = "110" },
  { crystal = "Au", axis = "110", voltage = 1 }, { crystal = "Au", axis = "110", modell = "weak_phase" },
  { crystal = fringe.crystal { a = 0.4 }, axis = "110" },
} do
  local ok, message = pcall(fringe.simulate, { size = 64, atoms = wrong })
  assert(not ok and message:find("fringe.simulate", 1, true), message)
end
local ok, message = pcall(fringe.simulate, {
  size = 64, pixel_size = 0.02, displacement = function() return "x" end, atoms = { crystal = "Au", axis = "110" },
})
assert(not ok and message:find("two finite numbers", 1, true), message)

-- A multiple of an axis is that axis.
do
  local settings = { crystal = "Au", axis = "110" }
  local once = fringe.simulate { size = 96, pixel_size = 0.02, atoms = settings }
  settings.axis = "220"
  local twice = fringe.simulate { size = 96, pixel_size = 0.02, atoms = settings }
  assert((once - twice):max() == 0 and (once - twice):min() == 0)
end

-- An axis along which the planes are close is imaged, and a warning tells that no lattice shows.
local dull, nothing = fringe.simulate { size = 64, pixel_size = 0.02, atoms = { crystal = "Si", axis = "9 8 7" } }
assert(dull.rows == 64 and #nothing.reflections == 0)
ok, message = pcall(fringe.simulate, { size = 64, pixel_size = 0.02, atoms = { crystal = "Si", axis = "900 800 701" } })
assert(not ok and message:find("are seen along [900 800 701]; give an axis of smaller indices", 1, true), message)
