-- %% [markdown]
-- # Another window
--
-- **Aim.** Choose the window: a large one is certain and blurs, a small one sees detail and scatters.
--
--     fringe -o another_window examples/another_window/another_window.lua

-- %% A particle of which every spacing is known
local fringe = require "fringe"
local image, truth = fringe.simulate { size = 256, seed = 6 }
local known = truth.reflections[1]

-- %% The same reflection through four windows
local windows = fringe.table { "window (px)", "fringes", "sigma (%)", "error (%)", "count" }
local panels = {}
for i, window in ipairs { 80, 96, 128, 160 } do
  local spacing = image:roll { window = window, step = 4, reflections = { known }, estimator = "phase" }:clean()[1]
  -- The truth at the windows, where the particle is.
  local function at_windows(plane)
    return spacing.spacing:map(function(_, row, column) return plane:at(4 * row - 3, 4 * column - 3) end)
  end
  local inside = at_windows(truth.particle):above(0.5) & ~at_windows(truth.grain):above(0.5)
  local deviation = ((spacing.spacing / at_windows(truth.spacing[1]) - 1) * 100):where(inside)
  windows:add {
    window = window, fringes = window * image.pixel_size / known.spacing,
    sigma = (spacing.spacing_sigma / spacing.spacing * 100):where(inside):median(),
    error = deviation:abs():median(), count = deviation:count(),
  }
  panels[i] = deviation:figure { title = window .. " px", label = "error of d (%)", range = { -2, 2 }, colormap = "RdBu_r" }
end

-- %% Result
windows:save "windows.csv"
fringe.figure { panels = panels, columns = 2, letters = true }:save "errors.png"
windows:figure { x = "window", y = { "sigma", "error" }, label = "of d (%)" }:save "windows.png"
for _, row in ipairs(windows) do
  print(("%3d px, %4.1f fringes: σ of a window %.3f %%, error %.3f %%, %d windows"):format(
    row.window, row.fringes, row.sigma, row.error, row.count))
end
