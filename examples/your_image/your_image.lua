-- %% [markdown]
-- # A first look at a micrograph of your own
--
-- **Aim.** Which lattice planes are there, how large, and does a map work?
--
--     fringe -o look examples/your_image/your_image.lua IMAGE.tif [NM_PER_PIXEL]
--
-- Then copy scripts/lattice_maps.lua beside your image and set what stands at its top.

-- %% The image

local fringe = require "fringe"

local path = arg[1] or error("give an image: fringe your_image.lua IMAGE.tif [NM_PER_PIXEL]", 0)
local pixel_size = tonumber(arg[2])

local image = fringe.load(path, { pixel_size = pixel_size })
print(image)

-- %% Which planes are there?

-- Spots in windows that hold many fringes, however wide these are.
local window = 256
while window > math.min(image.rows, image.columns) do window = window // 2 end
local reflections, reason = image:find_reflections { count = 3, window = window }
if reason then print(reason) end

image:figure { colormap = "gray", title = image.name, colorbar = false }:save("image.png")
if #reflections == 0 then return end

-- Fringes need 4 pixels or so; more only cost time. Bin an image in which they are wider.
local narrowest, widest = math.huge, 0
for _, reflection in ipairs(reflections) do
  narrowest, widest = math.min(narrowest, reflection.spacing), math.max(widest, reflection.spacing)
end
local binning = math.max(1, narrowest / image.pixel_size // 6)
local binned = image:bin(binning)
if binning > 1 then
  -- Found afresh: lengths in pixels are those of the binned image now.
  reflections = binned:find_reflections { count = #reflections, window = math.min(window, binned.rows, binned.columns) }
  if image.unit == "px" then widest = widest / binning end
  print(("binned by %d: %s"):format(binning, binned))
end
local highest = 0
for i, reflection in ipairs(reflections) do
  print(i, reflection)
  highest = math.max(highest, 1 / reflection.spacing)
end
binned:apodize("hann"):fft()
  :figure { overlay = reflections, limit = 2 * highest, title = "spectrum" }
  :save("spectrum.png")

-- %% A coarse map

-- Every reflection has to lie 10 pixels from the centre of the spectrum along a row or column, or the patch that is
-- fitted reaches the mean intensity there: 14 fringes of the widest spacing.
local side = 2 * math.max(48, math.ceil(7.1 * widest / binned.pixel_size))
if side > math.min(binned.rows, binned.columns) then
  error("there are fewer than 14 fringes across the image: too few for this method", 0)
end

-- Fast, and enough to see whether it works.
local step = math.max(2, math.min(binned.rows, binned.columns) // 64)
print(("a map with window %d and step %d:"):format(side, step))
-- Without its mean the image has no step at its border, where the windows see 0.
local map = (binned - binned:mean()):roll { window = side, reflections = reflections, step = step }:clean()
for i, planes in ipairs(map) do
  local mean = planes:mean()
  print(("reflection %d: d = %.4f %s, spread %.4f, %d of %d pixels kept"):format(
    i, mean.spacing, image.unit, mean.spacing_std, mean.count, map.rows * map.columns))
end
map:figure { show = { "spacing", "angle" } }:save("maps.png")
