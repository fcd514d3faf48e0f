-- %% [markdown]
-- # Thresholds per dataset
--
-- **Aim.** One script for all images of a session, and beside each image a small file with what is special about it.
--
--     fringe -o thresholds_per_dataset examples/thresholds_per_dataset/thresholds_per_dataset.lua
--     fringe -o thresholds_per_dataset examples/thresholds_per_dataset/thresholds_per_dataset.lua --set mask.threshold=1.15

-- %% What may differ
local fringe = require "fringe"

local p = fringe.params {
  seed = { 1, help = "stands for the image: another seed, another particle" },
  fill = { 0.42, min = 0.01, max = 1, help = "half width of the particle as a fraction of the frame" },
  window = { 80, min = 16, unit = "px" },
  mask = { threshold = { 1.15, min = 0, help = "the particle is darker than this times the mean" }, open = 15, close = 20 },
}

-- %% The datasets
-- The defaults above < these files < --set.
local here = arg[0]:match "^(.*/)" or ""
local datasets = {
  large = p:with(here .. "large.params.lua"),
  small = p:with(here .. "small.params.lua"),
}

-- %% The same steps for each
local summary = fringe.table { "dataset", "threshold", "area (nm2)", "spacing (nm)", "spacing_sigma (nm)" }
for name, q in fringe.sorted(datasets) do
  local image = fringe.simulate { size = 256, seed = q.seed, fill = q.fill }
  local mask = image:mask(q.mask)
  image:figure { colormap = "gray", overlay = mask, title = name, colorbar = false }:save(name .. ".png")
  local reflection = image:find_reflections { count = 1, window = q.window }
  local map = image:roll { window = q.window, step = 4, reflections = reflection, estimator = "phase" }
  local mean = map:clean()[1]:mean(mask)
  summary:add {
    dataset = name, threshold = q.mask.threshold, area = mask:area(),
    spacing = mean.spacing, spacing_sigma = mean.spacing_sigma,
  }
end

-- %% Result
summary:save "summary.csv"
for _, row in ipairs(summary) do
  print(("%-6s threshold %.2f: %6.1f nm², d = %s"):format(
    row.dataset, row.threshold, row.area, fringe.format(row.spacing, { sigma = row.spacing_sigma, unit = "nm" })))
end
