-- %% [markdown]
-- # A measure of your own in every window
--
-- **Aim.** Map how crystalline each place is: the share of a window's power that lies in a ring where lattice spacings
-- are. It needs no reflections to be chosen, and shows grains of any direction.
--
-- The function runs on all threads at once, and sees its arguments only; what else it needs goes in through `context`.
--
--     fringe -o custom_measure examples/custom_measure/custom_measure.lua

-- %% The image
local fringe = require "fringe"
local image = fringe.simulate { size = 192, seed = 9 }

-- %% The ring of spacings from 0.19 to 0.25 nm
local window = 64
local flat = image - image:mean()
local power = flat:window { row = 97, column = 97, size = window }:apodize("hann"):fft():power()
local centre = { row = window // 2 + 1, column = window // 2 + 1 }
local function disc(spacing)
  return power:region { row = centre.row, column = centre.column, radius = window * image.pixel_size / spacing }
end
local ring = disc(0.19) & ~disc(0.25)
local all = ~disc(1.0)

-- %% Two values per window: the ring's share of the power, and how much one spot stands out in it
local share, peak = flat:map_windows(
  { window = window, step = 8, context = { ring = ring, all = all } },
  function(spectrum, _, context)
    local values = spectrum:power()
    local inside = values:where(context.ring)
    return inside:sum() / values:where(context.all):sum(), inside:max() / inside:median()
  end)

-- %% Result
share.label, peak.label = "share of the power", "strongest spot / median"
fringe.figure {
  panels = {
    image:figure { colormap = "gray", colorbar = false, title = "image" },
    share:figure { title = "in the ring" }, (peak:log()):figure { title = "ln of the peak", label = "ln (peak / median)" },
  },
  columns = 3, letters = true,
}:save "crystallinity.png"
share:save "share.tif"

local particle = image:mask { threshold = 1.15 }
local function at_windows(mask)
  return share:map(function(_, row, column) return mask:at(8 * row - 7, 8 * column - 7) end):above(0.5)
end
local inside = at_windows(particle)
print(("share of the power in the ring: %.2f in the particle, %.2f outside"):format(
  share:where(inside):median(), share:where(~inside):median()))
