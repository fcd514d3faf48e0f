-- Crystals: expected reflections, and naming those that were found.
local fringe = require "fringe"

local si = fringe.crystal "Si"
assert(si.a == 0.5431020511 and si.space_group == "Fd-3m" and si.centring == "F" and #si.atoms == 8)
assert(si.source:find("Rev. Mod. Phys.", 1, true))
assert(math.abs(si:spacing "111" - 0.31356) < 1e-5 and si:spacing { 1, 1, 1 } == si:spacing "111")
assert(math.abs(si:angle("111", "11-1") - 70.5288) < 1e-4)
assert(si:allows "220" and not si:allows "200" and not si:allows "222")
local forms = si:reflections { min_spacing = 0.12 }
assert(#forms == 5 and forms[1].hkl == "111" and forms[1].multiplicity == 8 and forms[1].intensity == 1)

-- A crystal of one's own: centring alone, or atoms as well.
local lattice = fringe.crystal { a = 0.5431, centring = "F" }
assert(lattice:allows "200" and not lattice:allows "110")
local diamond = fringe.crystal {
  a = 0.5431, centring = "F", name = "mine", atoms = { { "Si", 0, 0, 0 }, { "Si", 0.25, 0.25, 0.25 } },
}
assert(diamond.name == "mine" and not diamond:allows "200")
local hexagonal = fringe.crystal { a = 0.3, c = 0.5, gamma = 120 }
assert(math.abs(hexagonal:spacing "100" - 0.3 * math.sqrt(3) / 2) < 1e-12 and hexagonal.b == 0.3)
for wrong, pattern in pairs {
  Sii = 'did you mean "Si"', TiO2 = "rutile, anatase",
} do
  local ok, message = pcall(fringe.crystal, wrong)
  assert(not ok and message:find(pattern), message)
end
assert(not pcall(fringe.crystal, { a = 5431 }) and not pcall(fringe.crystal, { a = 0.5, edge = 3 }))
assert(not pcall(si.spacing, si, "000") and not pcall(si.spacing, si, { 1, 1 }))

-- The pattern of a zone, turned and stretched, is recognised; labels are those of one right-handed crystal.
local pattern = si:pattern { axis = "110", min_spacing = 0.15, rotation = 25, scale = 1.06 }
assert(#pattern == 5 and pattern[1].label and math.abs(pattern[1].angle - 25) < 1e-9)
local best = si:index({ pattern[1], pattern[2], pattern[3] })[1]
assert(best.axis == "[110]" and best.misfit < 1e-9 and best.matched == 3 and math.abs(best.scale - 1.06) < 1e-9)
for _, reflection in ipairs(best.reflections) do
  local h, k = reflection.label:match("^(%-?%d)(%-?%d)")
  assert(tonumber(h) + tonumber(k) == 0, reflection.label)
end
assert(pattern[1].label and best.pixel_size == nil)

-- In pixels, any scale will do: it is the pixel size.
local function in_pixels(reflection, size)
  return fringe.reflection { spacing = reflection.spacing / size, angle = reflection.angle, unit = "px" }
end
local au = fringe.crystal "Au"
local spots = au:pattern { axis = { 1, 0, 0 }, min_spacing = 0.14 }
local found = au:index({ in_pixels(spots[1], 0.02), in_pixels(spots[2], 0.02) })[1]
assert(found.axis == "[100]" and math.abs(found.pixel_size - 0.02) < 1e-12 and found.scale == nil)

-- What cannot be is an error that says so.
local ok, message = pcall(au.index, au, { spots[1] })
assert(not ok and message:find("two reflections that are not parallel"), message)

-- Indices, written in any way.
for _, written in ipairs { "11-1", "[11-1]", "1 1 -1", "[1,1,-1]", { 1, 1, -1 }, { 1.0, 1, -1 } } do
  assert(si:spacing(written) == si:spacing("111"))
end
for written, problem in pairs {
  ["2-1-10"] = "four: of planes (hkil) they are hkl, of a direction [uvtw] 2u+v, u+2v, w", ["000"] = "no direction",
  ["11"] = 'three indices, "11-1" or { 1, 1, -1 }, not all 0, got a string "11"', ["1x0"] = "got a string",
} do
  ok, message = pcall(si.pattern, si, { axis = written })
  assert(not ok and message:find("crystal:pattern: axis: ", 1, true) and message:find(problem, 1, true), message)
end
ok, message = pcall(si.spacing, si, { h = 1, k = 1, l = 1 })
assert(not ok and message:find('expected a list, got a table with the field "h"', 1, true), message)
