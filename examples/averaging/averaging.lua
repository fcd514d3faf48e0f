-- %% [markdown]
-- # Averaging
--
-- **Aim.** See what is gained by averaging a map over squares, and what the σ of an average says.
--
-- Windows overlap: neighbours share most of their pixels and thus their noise. Averaging over squares much smaller than
-- the window gains nearly nothing, however many map pixels they hold.
--
--     fringe -o averaging examples/averaging/averaging.lua

-- %% A crystal without strain: all spread is noise
local fringe = require "fringe"
local image = fringe.simulate { size = 320, seed = 7, full = true, strain = 0, grain_rotation = 0 }
local reflections = image:find_reflections { count = 1, window = 80 }
local map = image:roll { window = 80, step = 4, reflections = reflections, estimator = "phase", edge = "skip" }

-- %% Squares of growing side
local averages = fringe.table { "side (px)", "spread (%)", "sigma (%)" }
local panels = {}
for i, n in ipairs { 1, 4, 16, 32 } do
  local planes = map:block_mean(n)[1]
  averages:add {
    side = 4 * n, spread = 100 * planes.spacing:std() / planes.spacing:mean(),
    sigma = 100 * planes.spacing_sigma:median() / planes.spacing:mean(),
  }
  panels[i] = planes.spacing:figure { title = ("over %d px"):format(4 * n), range = { 0.2345, 0.2365 } }
end

-- %% Result
averages:save "averages.csv"
fringe.figure { panels = panels, columns = 2, letters = true }:save "averages.png"
averages:figure { x = "side", y = { "spread", "sigma" }, range = { 0, 0.22 }, label = "of d (%)" }:save "spread.png"
-- How far windows are from the mean, in their own σ: two thirds of them within one.
local pull = (map[1].spacing - map[1].spacing:mean()) / map[1].spacing_sigma
pull:histogram({ bins = 40, range = { -4, 4 } }):figure {
  y = "count", style = "bars", x_label = "(d − mean of d) / σ",
}:save "pulls.png"
for _, row in ipairs(averages) do
  print(("squares of %3d px: spread %.4f %%, σ as computed %.4f %%"):format(row.side, row.spread, row.sigma))
end
local mean = map[1]:mean()
print(("all: d = %s, as of %.0f independent windows among %d"):format(
  fringe.format(mean.spacing, { sigma = mean.spacing_sigma, unit = "nm" }), mean.independent, mean.count))
