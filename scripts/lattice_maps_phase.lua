-- %% [markdown]
-- # Lattice-spacing maps with error bars
--
-- In the five steps of lattice_maps.lua:
--
-- 1. load the image and bin it
-- 2. choose the reflections
-- 3. roll a window over the image and follow the reflections by the phase of its spectrum
-- 4. build the maps: keep what stands out of the noise and is near the reflections chosen
-- 5. average, scale to Å, save every map, and its uncertainty beside it
--
-- The error bars are what noise does. Where a window also holds the edge of the particle or another grain, the error is
-- larger than they say.
--
-- Nothing here depends on the scale of the intensities: counts, grey levels and 0 to 1 give the same maps.
--
-- Change what stands at the top, or say it on the command line:
--
--     fringe -o maps lattice_maps_phase.lua particle.tif --set step=8 --set min_snr=5
--
-- What belongs to one dataset is best kept in a small file beside it, which returns a table such as
-- `{ pixel_size = 0.021, mask = { threshold = 1.1 } }`:
--
--     fringe -o maps lattice_maps_phase.lua particle.tif --params particle.params.lua

-- %% What you may want to change

local fringe = require "fringe"

local p = fringe.params {
  image = { "particle.tif", type = "path", help = "the micrograph; the first argument comes before it" },
  pixel_size = { type = "number", min = 0, unit = "nm", help = "side of a pixel of the file as it is; else as the file says" },
  binning = { 1, type = "integer", min = 1, help = "2 joins 2×2 pixels to one" },
  window = { 128, min = 16, unit = "px", help = "side of the rolling window after binning: 15 to 20 fringes should fit in" },
  step = { 4, min = 1, unit = "px", help = "1 measures at every pixel; neighbouring windows see nearly the same" },
  min_snr = { 4, min = 0, help = "keep a peak that is this many times the noise around it in the spectrum" },
  averages = { { 5, 10, 15, 20 }, min = 1, help = "sides of the squares to average over, map pixels" },
  -- Columns right and rows down from the centre of the displayed spectrum of one window of this size:
  -- spots = { { { dx = 17.0, dy = -6.2 }, { dx = -0.2, dy = -18.1 } } }
  spots = { {}, help = "the reflections, { { dx = , dy = }, … }; none: the three strongest ones are found" },
  -- How far a pixel may be from its own reflection.
  clean = {
    radius = { 0.25, min = 0, help = "as a fraction of its distance from the spectrum's centre" },
    angle = { 2.5, min = 0, unit = "°", help = "in direction" },
  },
  -- Where the particle is.
  mask = {
    threshold = { type = "number", min = 0, help = "where image / mean(image) is below; none: where there are fringes" },
    open = { 15, min = 0, unit = "px", help = "specks narrower than this are dropped" },
    close = { 20, min = 0, unit = "px", help = "gaps narrower than this are filled" },
  },
}

-- %% 1. Load and bin

local path = arg and arg[1] or p.image
local image = fringe.load(path, { pixel_size = p.pixel_size }):bin(p.binning)
print(image)
if image.unit == "px" then
  warn("the image has no pixel size, so that spacings are in pixels; give it with --set pixel_size=NM")
end

-- %% 2. Reflections

local reflections = {}
for i, spot in ipairs(p.spots) do
  reflections[i] = image:reflection { dx = spot.dx, dy = spot.dy, window = p.window }
end
if #reflections == 0 then
  local reason
  reflections, reason = image:find_reflections { count = 3, window = p.window }
  if #reflections == 0 then error(reason, 0) end
  if reason then warn(reason) end
end
for i, reflection in ipairs(reflections) do print(i, reflection) end
local highest = 0
for _, reflection in ipairs(reflections) do highest = math.max(highest, 1 / reflection.spacing) end
image:apodize("hann"):fft():figure { overlay = reflections, limit = 2 * highest, title = image.name }:save("spectrum.png")

-- %% 3. Roll

local raw = image:roll {
  window = p.window, reflections = reflections, step = p.step, estimator = "phase", min_snr = p.min_snr,
}

-- %% 4. Maps

-- What is further off is another lattice, or noise that looks like one.
local map = raw:clean(p.clean)
for i, planes in ipairs(map) do
  local pixels = planes.spacing.rows * planes.spacing.columns
  local weak = planes.status:equals(fringe.status.weak):sum()
  print(("reflection %d: %d of %d pixels kept, %d under the noise"):format(i, planes.spacing:count(), pixels, weak))
end

-- %% 5. Average, scale, save

local mask = p.mask.threshold and image:mask(p.mask)
image:figure { colormap = "gray", overlay = mask, title = image.name, colorbar = false }:save("particle.png")
-- Averaged over all pixels kept, and only then masked.
local function masked(any) return mask and any:where(mask) or any end

-- Lengths are nm inside; papers show Å.
local nanometre = image.unit == "nm"
local function scaled(plane, label)
  local shown = nanometre and plane * 10 or plane
  shown.label = label .. (nanometre and " (Å)" or " (px)")
  return shown
end

-- Saves the planes as images and figures, and gives the figure of the spacing. A report shows them together, further on.
local function save(planes, i, name)
  local images = {
    spacing = scaled(planes.spacing, "d"), spacing_sigma = scaled(planes.spacing_sigma, "σ of d"),
    angle = planes.angle, angle_sigma = planes.angle_sigma,
  }
  local figures = {}
  for kind, plane in fringe.sorted(images) do
    figures[kind] = plane:figure { title = ("reflection %d, %s"):format(i, name) }
    plane:save(("%s_%d_%s.tif"):format(kind, i, name))
    figures[kind]:save(("%s_%d_%s.png"):format(kind, i, name), { report = false })
  end
  return figures.spacing
end

-- The σ of an average allows for the overlap of the windows: it falls more slowly than one over the root of the number.
for _, n in ipairs(p.averages) do
  local panels = {}
  for i, planes in ipairs(masked(map:block_mean(n))) do panels[i] = save(planes, i, ("mean%d"):format(n)) end
  fringe.figure { panels = panels, columns = #panels }:save(("maps_mean%d.png"):format(n))
end

local particle = masked(map)
local panels = {}
for i, planes in ipairs(particle) do
  save(planes, i, "all")
  planes.snr:save(("snr_%d.tif"):format(i))
  panels[i] = scaled(planes.spacing, "d"):figure { title = ("reflection %d"):format(i) }
  panels[i + #particle] = scaled(planes.spacing_sigma, "σ of d"):figure { title = ("uncertainty %d"):format(i) }
  local mean = planes:mean()
  print(("reflection %d: d = %s, spread %.4f over %d pixels, one pixel ± %.4f"):format(
    i, fringe.format(mean.spacing, { sigma = mean.spacing_sigma, unit = image.unit }), mean.spacing_std, mean.count,
    planes.spacing_sigma:median()))
end
fringe.figure { panels = panels, columns = #particle, letters = true }:save("maps.png")
particle:save("map")
