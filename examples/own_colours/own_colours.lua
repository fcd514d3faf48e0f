-- %% [markdown]
-- # Colours of your own
--
-- **Aim.** Show maps in the colours of a paper's other figures.
--
--     fringe -o own_colours examples/own_colours/own_colours.lua

-- %% Measure
local fringe = require "fringe"
local image = fringe.simulate { size = 256, seed = 8 }
local reflections = image:find_reflections { count = 1, window = 80 }
local map = image:roll { window = 80, step = 2, reflections = reflections, estimator = "phase" }
local mask = image:mask { threshold = 1.15 }
local planes = map:where(mask)[1]

-- %% Lists of colours, dark to bright, for spacings
-- What lies between is joined evenly for the eye; two colours are enough.
local ours = { "#0b1f3a", "#1f6f8b", "#99c24d", "#f6f5ae" }
local steps = { "#ffffff", "#7f0000" }

-- %% A list around a bright middle, for what may be more or less
-- One that ends with its first colour would be for phases and other values that go round.
local around = { "#1d4f91", "#f2f2f2", "#b5451c" }

-- %% Result
local range = { 0.231, 0.240 }
fringe.figure {
  panels = {
    planes.spacing:figure { colormap = ours, range = range, title = "four colours" },
    planes.spacing:figure { colormap = steps, range = range, title = "two colours" },
    planes.spacing:figure { colormap = "magma_r", range = range, title = "magma, reversed" },
    (planes.angle - reflections[1].angle):figure {
      colormap = around, range = "symmetric", title = "three colours", label = "turned by (°)",
    },
  },
  columns = 2, letters = true, width = 140,
}:save "colours.png"
print(("d from %.4f to %.4f nm in 4 panels"):format(planes.spacing:percentile(1), planes.spacing:percentile(99)))
