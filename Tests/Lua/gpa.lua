-- Geometric phase analysis.
local fringe = require "fringe"
local image = fringe.simulate { size = 256, full = true, grain_rotation = 0, dose = math.huge, strain = 0 }
local reflections = image:find_reflections { count = 3, window = 128 }

-- Nothing is strained; the resolution is stated, and its double is left out along the border.
local none = image:gpa { reflections = reflections, resolution = 1 }
assert(none.method == "gpa" and math.abs(none.resolution - 1) < 1e-9 and none.definition == "spacing" and none.step == 1)
assert(none.exx.rows == 256 and none.source.rows == 256 and #none.reference == 3)
assert(tostring(none):find("gpa, resolution 1.00 nm", 1, true), tostring(none))
assert(none.exx:abs():max() < 1e-3 and none.rotation:abs():max() < 0.05)
local margin = math.ceil(2 / image.pixel_size)
assert(none.exx:at(128, margin) ~= none.exx:at(128, margin) and none.exx:at(128, margin + 1) == none.exx:at(128, margin + 1))
-- Four times the largest spacing when left out.
local default = image:gpa { reflections = reflections, step = 8 }
assert(math.abs(default.resolution - 4 * 0.2355) < 0.01 and default.exx.rows == 32)
local whole = image:gpa { reflections = reflections, margin = 0, step = 8 }
assert(whole.exx:count() == 32 * 32)

-- 2 % smaller references read +2 %, or as the definition says.
local smaller = {}
for i, g in ipairs(reflections) do smaller[i] = fringe.reflection { spacing = g.spacing / 1.02, angle = g.angle } end
local stretched = image:gpa { reflections = reflections, reference = smaller, step = 4 }
assert(math.abs(stretched.exx:median() - 0.02) < 1e-4 and math.abs(stretched.eyy:median() - 0.02) < 1e-4)
local other = image:gpa { reflections = reflections, reference = smaller, step = 4, definition = "reciprocal" }
assert(math.abs(other.exx:median() / stretched.exx:median() - 1 / 1.02) < 1e-4)

-- A region as the reference; means, profiles, figures and saving are those of every strain map.
local region = { row = 128, column = 128, rows = 60, columns = 50 }
local relative = image:gpa { reflections = reflections, reference = region, axis = 30, step = 2 }
local mean = relative:mean(region)
assert(math.abs(mean.exx) < 1e-4 and mean.count == 30 * 25 and relative.axis == 30)
local profile = relative:profile { from = { row = 128, column = 90 }, to = { row = 128, column = 150 }, width = 8 }
assert(#profile > 20 and profile[3].exx_sigma >= 0)
relative:figure { overlay = region }:save "gpa.png"
relative:save "gpa"
local text = assert(io.open(fringe.output "gpa/strain.txt")):read "a"
assert(text:find("method: gpa", 1, true) and text:find("resolution: ", 1, true))
assert((fringe.load "gpa/exx.tif" - relative.exx):abs():max() == 0)

-- Both ways agree.
local map = image:roll { window = 96, reflections = reflections, step = 4, estimator = "phase", edge = "skip" }
local rolled = map:strain { reference = smaller }
assert(rolled.method == "roll" and math.abs(rolled.resolution - 47.5 * image.pixel_size) < 1e-3)
assert((rolled.exx - stretched.exx):abs():max() < 1e-3)

-- Slips.
local function message_of(options)
  local ok, message = pcall(image.gpa, image, options)
  assert(not ok)
  return message
end
assert(message_of({ reflections = { reflections[1] } }):find("two reflections", 1, true))
assert(message_of({ reflections = reflections, resolution = 0.1 }):find("nm or more", 1, true))
assert(message_of({ reflections = reflections, resolution = 3, margin = 1e300 }):find("finer resolution", 1, true))
assert(message_of({ reflections = reflections, mask = "disc" }):find("mask", 1, true))
