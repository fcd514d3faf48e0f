-- %% [markdown]
-- # A particle of which every spacing is known
--
-- **Aim.** See how far the measurement can be trusted.
--
-- The particle is simulated: gold seen along [110], with a strain of 2 % across the frame, a grain turned by 6° in
-- its lower right part, an amorphous support, and the noise of 400 electrons per pixel.
--
--     fringe -o fringe-demo examples/simulated_particle/simulated_particle.lua
--     fringe -o small examples/simulated_particle/simulated_particle.lua --set window=64 --set seed=2

-- %% What may be changed

local fringe = require "fringe"

local p = fringe.params {
  size = { 256, min = 64, unit = "px", help = "rows and columns of the image" },
  seed = { 1, help = "another seed, another noise" },
  window = { 128, min = 16, unit = "px", help = "side of the rolling window" },
  step = { 2, min = 1, unit = "px", help = "from one window to the next" },
  threshold = { 1.15, min = 0, help = "the particle is darker than this times the image's mean" },
}
local window, step = p.window, p.step

-- %% Simulate

local image, truth = fringe.simulate { size = p.size, seed = p.seed }
print(image)
image:figure { colormap = "gray", title = "simulated particle", colorbar = false }:save("particle.png")

-- %% Find the reflections

local reflections = image:find_reflections { count = 3, window = window }
for i, reflection in ipairs(reflections) do print(i, reflection) end
image:apodize("hann"):fft():figure { overlay = reflections, limit = 8, title = "spectrum" }:save("spectrum.png")

-- The true reflection for each one found: the same planes have the same direction of g.
local function true_index(reflection)
  local best, difference = nil, math.huge
  for i, nominal in ipairs(truth.reflections) do
    local angle = math.abs(reflection:angle_to(nominal))
    if angle < difference then best, difference = i, angle end
  end
  return best
end

-- %% Roll, clean, mask

-- Outside the image the windows see 0. Taking the mean away first makes that no step: a step is a streak in the
-- spectrum, and pulls reflections that lie on it.
local raw = (image - image:mean()):roll { window = window, reflections = reflections, step = step }
-- The strain is 2 % across the frame: what is 10 % off in spacing, or 2.5° in direction, is another lattice or noise.
local map = raw:clean { radius = 0.1, angle = 2.5 }
local mask = image:mask { threshold = p.threshold }
local particle = map:where(mask)

-- %% Compare with the truth

-- The value of an image at every step-th pixel: what a map of this step has seen.
local function at_step(source)
  local sampled = source:like(fringe.nan, { step = step })
  return sampled:map(function(_, row, column)
    return source:at(1 + (row - 1) * step, 1 + (column - 1) * step)
  end)
end

local inside = at_step(truth.particle)
local turned = at_step(truth.grain)
local panels, errors = {}, {}
print()
print("reflection   true d (nm)   measured d (nm)   median |error|   pixels")
for i, planes in ipairs(particle) do
  local k = true_index(reflections[i])
  local spacing = planes.spacing:where(inside)
  local expected = at_step(truth.spacing[k]):where(inside):where(~spacing:missing())
  local deviation = (spacing - expected) / expected * 100
  deviation.label = "error of d (%)"
  print(("%6d        %9.5f     %9.5f         %6.3f %%       %d"):format(
    i, expected:mean(), spacing:mean(), deviation:abs():median(), spacing:count()))
  spacing.label = "d (nm)"
  panels[i] = spacing:figure { title = ("reflection %d"):format(i) }
  errors[i] = deviation:figure { range = { -2, 2 }, colormap = "RdBu_r", title = ("error %d"):format(i) }
end
for _, figure in ipairs(errors) do panels[#panels + 1] = figure end
fringe.figure { panels = panels, columns = #reflections, letters = true }:save("maps.png")
particle:save("map")

-- %% Why part of the particle is empty

local kept = particle[1].spacing:where(turned):count()
local measured = raw[1].angle:where(turned)
print()
print(("The grain in the lower right is turned by 6°: of its %d pixels %d are kept."):format(turned:sum(), kept))
print(("There the angle of reflection 1 is %.1f° in the median, and %.1f° was selected:"):format(
  measured:median(), reflections[1].angle))
print("what differs by more than 2.5° belongs to another lattice, and clean() drops it.")
