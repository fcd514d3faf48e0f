-- %% [markdown]
-- # A mask of your own
--
-- **Aim.** Average over one grain, and leave out its rim, where a window sees two things at once.
--
--     fringe -o custom_mask examples/custom_mask/custom_mask.lua

-- %% Measure
-- The particle is without strain: all spread is error. A grain in its lower right part is turned by 6°.
local fringe = require "fringe"
local window, step = 96, 4
local image = fringe.simulate { size = 256, seed = 4, strain = 0 }
local reflections = image:find_reflections { count = 2, window = window }
local map = image:roll { window = window, step = step, reflections = reflections, estimator = "phase" }

-- %% The original's mask: a grey level
local dark = image:mask { threshold = 1.15 }

-- %% Where the lattice stands out and has the direction selected, without specks and holes
local kept = map:clean { angle = 2.5 }
local grain = map[1].snr:above(6) & ~kept[1].angle:missing() & ~kept[2].angle:missing()
grain = grain:open(3):largest():fill_holes()

-- %% Half a window off its rim, and its lower left tip left out by hand
local inner = grain:erode(window // step // 2 * 2 + 1)
inner = inner & ~grain:region { polygon = { { row = 28, column = 15 }, { row = 38, column = 15 }, { row = 38, column = 28 } } }

-- %% Result
fringe.figure {
  panels = {
    image:figure { colormap = "gray", colorbar = false, overlay = dark, title = "by grey level" },
    map[1].spacing:figure { overlay = { grain, inner }, title = "one grain, and its inside" },
  },
  columns = 2, letters = true,
}:save "masks.png"
for _, choice in ipairs { { "by grey level", dark }, { "one grain", grain }, { "its inside", inner } } do
  local mean = map[1]:mean(choice[2])
  print(("%-14s %5d windows: d = %s, spread %.5f nm"):format(
    choice[1], mean.count, fringe.format(mean.spacing, { sigma = mean.spacing_sigma, unit = "nm" }), mean.spacing_std))
end
