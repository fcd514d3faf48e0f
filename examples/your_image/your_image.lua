-- Aim: a first look at a micrograph of your own: which lattice planes are there, how large, and does a map work?
--
--   fringe -o look examples/your_image/your_image.lua IMAGE.tif [NM_PER_PIXEL]
--
-- Then copy scripts/lattice_maps.lua beside your image and set what stands at its top.

local fringe = require "fringe"

local path = arg[1] or error("give an image: fringe your_image.lua IMAGE.tif [NM_PER_PIXEL]", 0)
local pixel_size = tonumber(arg[2])

local image = fringe.load(path, { pixel_size = pixel_size })
print(image)

-- The window: about 15 fringes should fit into it. Bin an image in which they are many pixels wide.
local window = 128
while image.rows > 8 * window and image.columns > 8 * window do image = image:bin(2) end
while window > math.min(image.rows, image.columns) do window = window // 2 end
print(("window of %d pixels on %d × %d"):format(window, image.rows, image.columns))

local reflections, reason = image:find_reflections { count = 3, window = window }
if reason then print(reason) end
for i, reflection in ipairs(reflections) do
  local row, column = image:window { row = image.rows // 2, column = image.columns // 2, size = window }
    :fft():position(reflection)
  print(i, reflection, ("in a %d-px spectrum: row %.1f, column %.1f"):format(window, row, column))
end

image:figure { colormap = "gray", title = image.name, colorbar = false }:save("image.png")
image:apodize("hann"):fft():figure { overlay = reflections, title = "spectrum" }:save("spectrum.png")
if #reflections == 0 then return end

-- A coarse map: fast, and enough to see whether threshold and window fit.
local step = math.max(4, math.min(image.rows, image.columns) // 64)
local map = image:roll { window = window, reflections = reflections, step = step }:clean()
for i, planes in ipairs(map) do
  local mean = planes:mean()
  print(("reflection %d: d = %.4f %s, spread %.4f, %d of %d pixels kept"):format(
    i, mean.spacing, image.unit, mean.spacing_std, mean.count, map.rows * map.columns))
end
map:figure { show = { "spacing", "angle" } }:save("maps.png")
