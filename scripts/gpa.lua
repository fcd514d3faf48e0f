#!/usr/bin/env fringe
-- %% [markdown]
-- # Strain by geometric phase analysis
--
-- Image in; spots, strain and its uncertainty, figures and tables out.
--
--     fringe -o strain gpa.lua particle.tif
--     fringe -o strain gpa.lua particle.tif --set resolution=2 --params particle.params.lua
--
-- where particle.params.lua returns what belongs to the image, such as
-- `{ pixel_size = 0.021, reference = { row = 40, column = 60, rows = 200, columns = 200 } }`.
--
-- x points to the right and y up, rotations are counter-clockwise, tension is positive. A Gaussian mask around each
-- reflection makes the strain at a pixel a mean under a Gaussian as wide as the resolution says, at half its height.

-- %% Parameters

local fringe = require "fringe"

local p = fringe.params {
  image = { "particle.tif", type = "path", help = "the micrograph; the first argument comes before it" },
  pixel_size = { type = "number", min = 0, unit = "nm", help = "side of a pixel of the file as it is; else as the file says" },
  binning = { 1, type = "integer", min = 1, help = "2 joins 2×2 pixels to one" },
  window = { 256, min = 32, unit = "px", help = "side of the windows in which reflections are looked for" },
  count = { 3, type = "integer", min = 2, max = 8, help = "how many reflections are looked for" },
  -- Columns right and rows down from the centre of the displayed spectrum of one window of this size:
  -- spots = { { { dx = 17.0, dy = -6.2 }, { dx = -0.2, dy = -18.1 } } }
  spots = { {}, help = "the reflections, { { dx = , dy = }, … }; none: the strongest ones are found" },
  resolution = { type = "number", min = 0, unit = "nm or px", help = "width of the Gaussian; else four times the largest spacing" },
  margin = { type = "number", min = 0, unit = "nm or px", help = "what is left out along the border; else twice the resolution" },
  step = { 1, type = "integer", min = 1, unit = "px", help = "from one pixel of the map to the next" },
  min_snr = { 4, min = 0, help = "a reflection less than so many times the noise under its mask is left out" },
  -- What is unstrained: a rectangle; without it the median of the whole map.
  reference = {
    row = { type = "number", min = 1, unit = "px", help = "top row of the unstrained rectangle; none: the median is unstrained" },
    column = { type = "number", min = 1, unit = "px", help = "its left column" },
    rows = { 64, min = 1, unit = "px", help = "its height" },
    columns = { 64, min = 1, unit = "px", help = "its width" },
  },
  definition = { "spacing", help = "spacing, reciprocal, green or polar" },
  axis = { 0, unit = "°", help = "direction of x, counter-clockwise" },
}

-- %% Image

local path = arg and arg[1] or p.image
local image = fringe.load(path, { pixel_size = p.pixel_size }):bin(p.binning)
print(image)

-- %% Reflections

local reflections = {}
for i, spot in ipairs(p.spots) do
  reflections[i] = image:reflection { dx = spot.dx, dy = spot.dy, window = p.window }
end
if #reflections > 0 then
  reflections = image:refine(reflections)
else
  local reason
  reflections, reason = image:find_reflections { count = p.count, window = p.window }
  if #reflections < 2 then error(reason, 0) end
  if reason then warn(reason) end
end
for i, reflection in ipairs(reflections) do print(i, reflection) end
local highest = 0
for _, reflection in ipairs(reflections) do highest = math.max(highest, 1 / reflection.spacing) end
image:apodize("hann"):fft():figure { overlay = reflections, limit = 2 * highest, title = image.name }:save "spectrum.png"

-- %% Strain

local region = p.reference.row and p.reference.column
  and { row = p.reference.row, column = p.reference.column, rows = p.reference.rows, columns = p.reference.columns } or nil
local strain = image:gpa {
  reflections = reflections, resolution = p.resolution, margin = p.margin, step = p.step, min_snr = p.min_snr,
  reference = region or "median", definition = p.definition, axis = p.axis,
}
print(strain)
for i, reflection in ipairs(strain.reference) do
  print(("reference %d: d = %.5f %s, angle %.3f°"):format(i, reflection.spacing, image.unit, reflection.angle))
end

-- %% Figures

image:figure { colormap = "gray", overlay = region, title = image.name, colorbar = false }:save "image.png"
strain:figure { overlay = region }:save "strain.png"
strain:figure { show = { "exx_sigma", "eyy_sigma", "exy_sigma", "rotation_sigma" } }:save "uncertainty.png"

-- %% Tables

-- The σ of a mean allows for what neighbouring pixels share.
local summary = fringe.table { "component", "mean", "mean_sigma", "std", "pixel_sigma" }
local mean = strain:mean()
for _, name in ipairs { "exx", "eyy", "exy", "rotation", "dilatation" } do
  summary:add {
    component = name, mean = mean[name], mean_sigma = mean[name .. "_sigma"], std = mean[name .. "_std"],
    pixel_sigma = strain[name .. "_sigma"]:median(),
  }
  print(("%-10s mean %9.5f ± %.5f, spread %.5f, one pixel ± %.5f"):format(
    name, mean[name], mean[name .. "_sigma"], mean[name .. "_std"], strain[name .. "_sigma"]:median()))
end
summary:save "summary.csv"
local middle = math.floor(image.rows / 2)
local profile = strain:profile {
  from = { row = middle, column = 1 }, to = { row = middle, column = image.columns }, width = math.min(16, image.rows),
}
profile:save("profile.csv", { report = false })
profile:figure { y = { "exx", "eyy", "exy" }, title = "along the middle row" }:save "profile.png"
strain:save "strain"
