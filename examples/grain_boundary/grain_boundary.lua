-- %% [markdown]
-- # Two grains in one image
--
-- **Aim.** A map of the spacing in every grain of an image, without a mask made by hand.
--
--     fringe -o grains examples/grain_boundary/grain_boundary.lua [IMAGE.tif [NM_PER_PIXEL]]
--
-- Without an image it makes one: a simulated particle of which a part is turned by 14°.

-- %% The image
local fringe = require "fringe"

local path, pixel_size = arg[1], tonumber(arg[2])
local image
if path then
  image = fringe.load(path, { pixel_size = pixel_size })
else
  image = fringe.simulate { size = 384, grain_rotation = 14, strain = 0.01 }
end

-- %% Which pixel belongs to which lattice?
local window = 128
while window > math.min(image.rows, image.columns) // 2 do window = window // 2 end
local grains = image:grains { window = window }
print(grains)
grains:figure():save("grains.png")

-- %% A map for each grain, where no window reaches over into the other
for i, grain in ipairs(grains) do
  print(("grain %d: %.0f %% of the image, confidence %.2f"):format(i, 100 * grain.share, grain.confidence))
  local map = image:roll {
    window = window, step = 4, reflections = grain.reflections, estimator = "phase", edge = "mark", patch = 5,
  }
  local inner = grain.mask:erode(window // 2 + 1)
  map = map:clean { radius = 0.1, angle = 5 }:where(inner)
  for j, planes in ipairs(map) do
    local mean = planes:mean()
    print(("  %s at %.1f°, spread %.4f, %d windows"):format(
      fringe.format(mean.spacing, { sigma = mean.spacing_sigma, unit = image.unit }), mean.angle, mean.spacing_std,
      mean.count))
    if j == 1 then map:select({ 1 }):figure():save(("spacing_%d.png"):format(i)) end
  end
end
