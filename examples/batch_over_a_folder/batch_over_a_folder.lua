-- %% [markdown]
-- # A folder of images
--
-- **Aim.** The spacing in every image of a folder, in one table; an image that cannot be read or shows no lattice is
-- told, and the batch goes on.
--
--     fringe -o batch_over_a_folder examples/batch_over_a_folder/batch_over_a_folder.lua FOLDER
--
-- A second run with another threshold takes the maps from the cache. Without a folder, three images are made first.

-- %% The images
local fringe = require "fringe"
local p = fringe.params { window = { 80, min = 16, unit = "px" }, threshold = { 1.15, min = 0 } }

local folder = arg[1]
if not folder then
  folder = "images"
  for seed = 1, 3 do
    fringe.simulate { size = 192, seed = seed, strain = 0.01 * seed }:save(("images/particle%d.tif"):format(seed))
  end
  local noise = fringe.image(192, 192, function() return math.random() end)
  noise.pixel_size = 0.0333
  noise:save "images/noise.tif"
end
local files = fringe.files(folder .. "/*.{tif,tiff,dm3,dm4,emd,mrc,ser,png}")

-- %% One image
local function measure(path)
  local image = fringe.load(path)
  local reflections, reason = image:find_reflections { count = 1, window = p.window }
  if #reflections == 0 then error(reason, 0) end
  local map = image:roll { window = p.window, step = 4, reflections = reflections, estimator = "phase", progress = false }
  local mean = map:clean()[1]:mean(image:mask { threshold = p.threshold })
  return image, map, mean
end

-- %% All of them
local summary = fringe.table { "file", "spacing (nm)", "spacing_sigma (nm)", "spread (nm)", "remark" }
for _, path in ipairs(files) do
  local done, image, map, mean = pcall(measure, path)
  if done then
    map[1].spacing:figure { title = image.name }:save(image.name .. ".png")
    summary:add {
      file = path, spacing = mean.spacing, spacing_sigma = mean.spacing_sigma, spread = mean.spacing_std, remark = "",
    }
  else
    summary:add { file = path, remark = image }
  end
end

-- %% Result
summary:sort "file"
summary:save "summary.csv"
summary:figure { x = "file", y = "spacing" }:save "summary.png"
for _, row in ipairs(summary) do
  print(row.file, row.remark == "" and fringe.format(row.spacing, { sigma = row.spacing_sigma, unit = "nm" }) or row.remark)
end
