-- %% [markdown]
-- # Lattice-spacing maps
--
-- From a high-resolution micrograph, in five steps:
--
-- 1. load the image and bin it
-- 2. choose the reflections
-- 3. roll a window over the image and follow the reflections in its spectrum
-- 4. build the maps: drop what is far from the reflections chosen
-- 5. mask the particle, average, scale to Å, save every map
--
-- Change what stands at the top, or say it on the command line:
--
--     fringe -o maps lattice_maps.lua particle.tif --set step=8 --set mask.threshold=1.1
--
-- What belongs to one dataset is best kept in a small file beside it, which returns a table such as
-- `{ pixel_size = 0.021, mask = { threshold = 1.1 } }`:
--
--     fringe -o maps lattice_maps.lua particle.tif --params particle.params.lua

-- %% What you may want to change

local fringe = require "fringe"

local p = fringe.params {
  image = { "particle.tif", type = "path", help = "the micrograph; the first argument comes before it" },
  pixel_size = { type = "number", min = 0, unit = "nm", help = "side of a pixel of the file as it is; else as the file says" },
  binning = { 1, type = "integer", min = 1, help = "2 joins 2×2 pixels to one" },
  window = { 128, min = 16, unit = "px", help = "side of the rolling window after binning: 15 to 20 fringes should fit in" },
  step = { 1, min = 1, unit = "px", help = "1 measures at every pixel; 8 is 64 times faster, for a first look" },
  subtract_mean = { true, help = "keeps the image's border from drawing streaks through the spectra; false: as the original" },
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
    threshold = { 1.15, min = 0, help = "where image / mean(image) is below; raise it to keep more" },
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

local rolled = p.subtract_mean and image - image:mean() or image
local raw = rolled:roll { window = p.window, reflections = reflections, step = p.step }

-- %% 4. Maps

-- Every pixel is compared with its own reflection, in distance and in direction.
local map = raw:clean(p.clean)
for i, planes in ipairs(map) do
  local kept = planes.spacing:count()
  print(("reflection %d: %d of %d pixels kept"):format(i, kept, map.rows * map.columns))
  if kept == 0 then
    error(("reflection %d is in no window: try a larger window (now %d), or other reflections"):format(i, p.window), 0)
  end
end

-- %% 5. Mask, average, scale, save

local mask = image:mask(p.mask)
image:figure { colormap = "gray", overlay = mask, title = image.name, colorbar = false }:save("particle.png")

local nanometre = image.unit == "nm"
local label = nanometre and "d (Å)" or "d (px)"

-- Lengths are nm inside; papers show Å.
local function scaled(spacing)
  local shown = nanometre and spacing * 10 or spacing
  shown.label = label
  return shown
end

-- Saves the planes as images and figures, and gives the figure of the spacing. A report shows them together, further on.
local function save(planes, i, name)
  local spacing = scaled(planes.spacing)
  local figure = spacing:figure { title = ("reflection %d, %s"):format(i, name) }
  spacing:save(("spacing_%d_%s.tif"):format(i, name))
  figure:save(("spacing_%d_%s.png"):format(i, name), { report = false })
  planes.angle:save(("angle_%d_%s.tif"):format(i, name))
  planes.angle:figure { title = ("reflection %d, %s"):format(i, name) }
    :save(("angle_%d_%s.png"):format(i, name), { report = false })
  return figure
end

for _, n in ipairs(p.averages) do
  -- Averaged over all pixels kept, as the original does, and only then masked.
  local averaged = map:block_mean(n):where(mask)
  local panels = {}
  for i, planes in ipairs(averaged) do panels[i] = save(planes, i, ("mean%d"):format(n)) end
  fringe.figure { panels = panels, columns = #panels }:save(("maps_mean%d.png"):format(n))
end

local particle = map:where(mask)
local panels = {}
for i, planes in ipairs(particle) do
  save(planes, i, "all")
  panels[i] = scaled(planes.spacing):figure { title = ("reflection %d"):format(i) }
  local mean = planes:mean()
  print(("reflection %d: d = %.4f %s, spread %.4f over %d pixels"):format(
    i, mean.spacing, image.unit, mean.spacing_std, mean.count))
end
fringe.figure { panels = panels, columns = #panels, letters = true }:save("maps.png")
particle:save("map")
