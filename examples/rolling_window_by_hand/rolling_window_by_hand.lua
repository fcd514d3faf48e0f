-- %% [markdown]
-- # The rolling window, rebuilt by hand
--
-- **Aim.** Rebuild the rolling window from its parts, and see that `image:roll` does just that.
--
-- Each window is tapered and transformed, the patch around a reflection is cut out of the log amplitude, a Gaussian
-- is fitted to it, and its centre gives the spacing. Change any of these steps to try an idea of your own.
--
--     fringe -o by_hand examples/rolling_window_by_hand/rolling_window_by_hand.lua

-- %% The image and one of its reflections

local fringe = require "fringe"

local window, step = 128, 16
local image = fringe.simulate { size = 192, seed = 3 }
local reflection = image:find_reflections { count = 1, window = window }[1]
print(reflection)

-- %% By hand

local function measure(tile)
  local spectrum = tile:apodize("hann"):fft()
  local amplitude = spectrum:log_amplitude()
  local row, column = spectrum:position(reflection)
  local fit = amplitude:fit_gaussian { row = row, column = column, size = 15, clip = 0.85, floor = 5 }
  -- Zero frequency is at pixel N//2 + 1; the spacing is N pixels over the distance from there.
  local zero = window // 2 + 1
  local radius = math.sqrt((fit.row - zero) ^ 2 + (fit.column - zero) ^ 2)
  return window * image.pixel_size / radius
end

local by_hand = image:like(fringe.nan, { step = step })
for w in image:windows { window = window, step = step } do
  by_hand:set(w.map_row, w.map_column, measure(w.image))
end

-- %% The same in one call

local rolled = image:roll { window = window, step = step, reflections = { reflection } }:clean()[1].spacing

-- %% Do they agree?

-- Compare where the reflection is: elsewhere the fit has several minima.
local difference = ((by_hand - rolled) / rolled):abs()
print(("%d windows compared; largest relative difference %.1e"):format(difference:count(), difference:max()))
assert(difference:count() > 20, "too few windows have the reflection")
assert(difference:max() < 1e-5, "roll and the steps by hand differ")

by_hand.label, difference.label = "d (nm)", "relative difference"
fringe.figure {
  panels = {
    by_hand:where(~difference:missing()):figure { title = "by hand" },
    rolled:figure { title = "image:roll" },
    difference:figure { title = "difference", colormap = "magma" },
  },
  columns = 3, letters = true,
}:save "by_hand.png"
