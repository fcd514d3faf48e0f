-- Grains, masks by Otsu and by the lattice itself, ellipses.
local fringe = require "fringe"

local function wave(spacing, angle, row, column)
  local turn = math.rad(angle)
  return 20 * math.cos(2 * math.pi / spacing * (math.cos(turn) * column - math.sin(turn) * row))
end
local image = fringe.image(256, 256, function(row, column)
  local turned = column > 130 and 25 or 0
  return 100 + wave(8, 15 + turned, row, column) + wave(7, 100 + turned, row, column) + 10 * (math.random() - 0.5)
end)
local grains = image:grains { window = 64 }
assert(#grains == 2 and grains[3] == nil, tostring(grains))
for i, grain in ipairs(grains) do
  assert(#grain.reflections == 2 and grain.mask:sum() > 25000 and grain.confidence > 0.7, i)
end
assert(grains.labels:at(128, 40) ~= grains.labels:at(128, 220) and grains.confidence:max() <= 1)
assert(grains.source.rows == 256 and tostring(grains):find("2 grains", 1, true))
grains:figure():save "grains.png"
-- A map per grain, without a mask made by hand.
for _, grain in ipairs(grains) do
  local map = image:roll {
    window = 64, step = 16, reflections = grain.reflections, estimator = "phase", patch = 7,
  }:where(grain.mask:erode(33))
  for i, planes in ipairs(map) do
    assert(math.abs(planes:mean().spacing - grain.reflections[i].spacing) < 0.02)
  end
end
local ok, message = pcall(image.grains, image:like(5), { window = 64 })
assert(not ok and message:find("there is no lattice to follow", 1, true), message)

-- By signal to noise: the lattice is in the left half.
local half = fringe.image(128, 256, function(row, column)
  return 100 + (column < 128 and wave(8, 15, row, column) or 0) + 30 * (math.random() - 0.5)
end)
local map = half:roll {
  window = 32, step = 4, estimator = "phase", patch = 5,
  reflections = { fringe.reflection { spacing = 8, angle = 15, unit = "px" } },
}
local seen = map:mask { snr = 8 }
assert(seen.rows == 128 and seen.columns == 256 and seen:at(64, 50) == 1 and seen:at(64, 210) == 0)
assert(map:where(seen)[1].spacing:count() > 0 and map:mask { snr = 1e9 }:sum() == 0)
half:figure { overlay = seen }:save "seen.png"

-- Otsu: two grey levels and noise.
local particle = fringe.image(60, 60, function(row, column)
  return ((row - 30) ^ 2 + (column - 30) ^ 2 < 200 and 40 or 100) + 10 * (math.random() - 0.5)
end)
assert(math.abs(particle:otsu() - 70) < 15)
local dark = particle:mask { threshold = "otsu", open = 3, close = 0 }
assert(math.abs(dark:sum() / particle:below(70):sum() - 1) < 0.05)
assert(particle:mask { threshold = "otsu", open = 0, close = 0, keep = "bright" }:at(1, 1) == 1)
assert(not pcall(particle.mask, particle, { threshold = "otso" }))

-- Ellipses.
local ellipse = { row = 30, column = 25, radii = { 20, 10 }, angle = 90 }
local inside = particle:region(ellipse)
assert(inside:at(12, 25) == 1 and inside:at(30, 37) == 0 and math.abs(inside:sum() / (math.pi * 200) - 1) < 0.03)
assert(particle:region { row = 30, column = 25, radii = { 20, 10 } }:at(30, 44) == 1)
particle:figure { overlay = { ellipse, inside } }:save "ellipse.svg"
particle.pixel_size = 0.1
assert(particle:region { row = 3, column = 2.5, radii = { 2, 1 }, angle = 90, unit = "nm" }:sum() > 600)
assert(not pcall(particle.region, particle, { row = 30, column = 25, radii = { 20 } }))
