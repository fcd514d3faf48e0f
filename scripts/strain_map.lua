#!/usr/bin/env fringe
-- %% [markdown]
-- # Strain in two ways, and what they are worth
--
-- Image in; spots, the strain by a rolling window and by geometric phase analysis, their comparison, uncertainties,
-- figures and tables out.
--
--     fringe -o strain strain_map.lua particle.tif
--     fringe -o strain strain_map.lua particle.tif --set window=96 --params particle.params.lua
--
-- where particle.params.lua returns what belongs to the image, such as
-- `{ pixel_size = 0.021, reference = { row = 40, column = 60, rows = 200, columns = 200 } }`.
--
-- x points to the right and y up, rotations are counter-clockwise, tension is positive. A window of side N averages
-- strain over N/2 pixels at half its height; the geometric phase analysis is given the same resolution, so that both
-- maps show the same thing. Where they differ by more than their joint σ, it is not noise that makes the difference: a
-- window holds two lattices, the edge of the particle, or a spot that the mask cuts off.

-- %% Parameters

local fringe = require "fringe"

local p = fringe.params {
  image = { "particle.tif", type = "path", help = "the micrograph; the first argument comes before it" },
  pixel_size = { type = "number", min = 0, unit = "nm", help = "side of a pixel of the file as it is; else as the file says" },
  binning = { 1, type = "integer", min = 1, help = "2 joins 2×2 pixels to one" },
  window = { type = "integer", min = 16, unit = "px", help = "side of the rolling window after binning; else 16 fringes wide" },
  step = { 4, type = "integer", min = 1, unit = "px", help = "from one pixel of the maps to the next" },
  min_snr = { 4, min = 0, help = "keep a reflection that is so many times the noise around it" },
  search = { 256, min = 32, unit = "px", help = "side of the windows in which reflections are looked for" },
  count = { 3, type = "integer", min = 2, max = 8, help = "how many reflections are looked for" },
  -- Columns right and rows down from the centre of the displayed spectrum of one window of side search:
  -- spots = { { { dx = 17.0, dy = -6.2 }, { dx = -0.2, dy = -18.1 } } }
  spots = { {}, help = "the reflections, { { dx = , dy = }, … }; none: the strongest ones are found" },
  margin = { type = "number", min = 0, unit = "nm or px", help = "left out along the border by image:gpa; else its own choice" },
  -- How far a window may be from its own reflection before it is another lattice.
  clean = {
    radius = { 0.1, min = 0, help = "as a fraction of its distance from the spectrum's centre" },
    angle = { 5, min = 0, unit = "°", help = "in direction" },
  },
  -- What is unstrained: a rectangle; without it the median of the whole map.
  reference = {
    row = { type = "number", min = 1, unit = "px", help = "top row of the unstrained rectangle; none: the median is unstrained" },
    column = { type = "number", min = 1, unit = "px", help = "its left column" },
    rows = { 64, min = 1, unit = "px", help = "its height" },
    columns = { 64, min = 1, unit = "px", help = "its width" },
  },
  definition = { "spacing", help = "spacing, reciprocal, green or polar" },
  axis = { 0, unit = "°", help = "direction of x, counter-clockwise" },
  limit = { 3, min = 0, help = "the methods disagree where they differ by more than so many joint σ" },
}

-- %% Image

local path = arg and arg[1] or p.image
local image = fringe.load(path, { pixel_size = p.pixel_size }):bin(p.binning)
print(image)

-- %% Reflections

local reflections = {}
for i, spot in ipairs(p.spots) do
  reflections[i] = image:reflection { dx = spot.dx, dy = spot.dy, window = p.search }
end
if #reflections > 0 then
  reflections = image:refine(reflections)
else
  local reason
  reflections, reason = image:find_reflections { count = p.count, window = p.search }
  if #reflections < 2 then error(reason, 0) end
  if reason then warn(reason) end
end
local spots = fringe.table { "reflection", ("spacing (%s)"):format(image.unit), "angle (°)", "snr" }
for i, reflection in ipairs(reflections) do
  print(i, reflection)
  spots:add { reflection = i, spacing = reflection.spacing, angle = reflection.angle, snr = reflection.snr }
end
spots:save "reflections.csv"
local highest = 0
for _, reflection in ipairs(reflections) do highest = math.max(highest, 1 / reflection.spacing) end
image:apodize("hann"):fft():figure { overlay = reflections, limit = 2 * highest, title = image.name }:save "spectrum.png"

-- %% Strain by the rolling window

-- 16 fringes of the widest reflection, at most half the image; and patches that keep clear of zero frequency.
local widest, nearest = 0, math.huge
for _, reflection in ipairs(reflections) do
  widest = math.max(widest, reflection.spacing / image.pixel_size)
  nearest = math.min(nearest, image.pixel_size * math.max(math.abs(reflection.gx), math.abs(reflection.gy)))
end
local half = math.min(image.rows, image.columns) // 2
local window = p.window or math.floor(math.max(32, math.min(16 * widest, half, 1024)) / 2) * 2
local patch = math.max(5, math.min(15, 2 * math.floor(nearest * window - 3) + 1))
local region = p.reference.row and p.reference.column
  and { row = p.reference.row, column = p.reference.column, rows = p.reference.rows, columns = p.reference.columns } or nil
local map = image:roll {
  window = window, patch = patch, reflections = reflections, step = p.step, estimator = "phase", min_snr = p.min_snr,
  edge = "skip",
}:clean(p.clean)
local rolled = map:strain { reference = region or "median", definition = p.definition, axis = p.axis }
print(rolled)

-- %% Strain by geometric phase analysis

-- Relative to the same lattice, at the same resolution.
local phased = image:gpa {
  reflections = reflections, resolution = rolled.resolution, reference = rolled.reference, definition = p.definition,
  axis = p.axis, step = p.step, min_snr = p.min_snr, margin = p.margin,
}
print(phased)

-- %% Comparison

local comparison = fringe.compare { rolled, phased, limit = p.limit }
print(comparison)
for _, row in ipairs(comparison.table) do
  print(("%-10s differs by %9.5f on average, spread %.5f, %.2f joint σ; beyond %g σ: %.1f %% of %d pixels"):format(
    row.quantity, row.mean, row.std, row.pull, p.limit, 100 * row.share, row.count))
end
comparison.table:save "comparison.csv"

-- %% Figures

image:figure { colormap = "gray", overlay = region, title = image.name, colorbar = false }:save "image.png"
rolled:figure { overlay = region }:save "strain_roll.png"
phased:figure { overlay = region }:save "strain_gpa.png"
local sigmas = { "exx_sigma", "eyy_sigma", "exy_sigma", "rotation_sigma" }
rolled:figure { show = sigmas }:save "uncertainty_roll.png"
phased:figure { show = sigmas }:save "uncertainty_gpa.png"
comparison:figure {}:save "comparison.png"

-- %% Tables

-- The σ of a mean allows for the overlap of the windows: it falls more slowly than one over the root of the number.
local summary = fringe.table { "method", "component", "mean", "mean_sigma", "std", "pixel_sigma" }
for _, strain in ipairs { rolled, phased } do
  local mean = strain:mean()
  for _, name in ipairs { "exx", "eyy", "exy", "rotation", "dilatation" } do
    summary:add {
      method = strain.method, component = name, mean = mean[name], mean_sigma = mean[name .. "_sigma"],
      std = mean[name .. "_std"], pixel_sigma = strain[name .. "_sigma"]:median(),
    }
    print(("%-5s %-10s mean %9.5f ± %.5f, spread %.5f, one pixel ± %.5f"):format(
      strain.method, name, mean[name], mean[name .. "_sigma"], mean[name .. "_std"], strain[name .. "_sigma"]:median()))
  end
end
summary:save "summary.csv"
rolled:save "strain_roll"
phased:save "strain_gpa"
