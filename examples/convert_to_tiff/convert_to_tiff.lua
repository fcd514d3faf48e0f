-- %% [markdown]
-- # A folder of mixed files as calibrated TIFF
--
-- **Aim.** Every image below a folder, whatever program wrote it, as TIFF with its pixel size, and a table of what became
-- of each file.
--
--     fringe -o converted examples/convert_to_tiff/convert_to_tiff.lua FOLDER
--
-- A file of several images gives a TIFF of several pages, a file of several datasets a TIFF for each.

-- %% The folder, and a table of what becomes of its files
local fringe = require "fringe"

local folder = (arg[1] or error("give a folder: fringe convert_to_tiff.lua FOLDER", 0)):gsub("/+$", "")

local done = fringe.table {
  "file", "dataset", "format", "frames", "rows", "columns", "pixel_size_x", "pixel_size_y", "unit", "calibration", "result",
}

-- %% One file
-- a.dm3 and a.tif in one folder: the second is called a-tif.tif.
local taken = {}
local function target(path, number)
  local stem, extension = path:match "^(.*[^/])%.([^./]*)$"
  local name = (stem or path) .. (number and "-" .. number or "")
  if taken[name:lower()] then name = name .. "-" .. (extension or "") end
  taken[name:lower()] = true
  return name .. ".tif"
end

-- Whole numbers stay what they are where TIFF writes them; colours are averaged and become fractions.
local function storage(dataset)
  local is_kept = dataset.type == "uint8" or dataset.type == "uint16"
  return is_kept and dataset.samples_per_pixel == 1 and dataset.type or "float32"
end

-- What is behind the place in this script, the function and the path.
local function reason(message, path)
  local _, last = message:find(path .. ": ", 1, true)
  return message:sub((last or 0) + 1)
end

local function convert(path, number, dataset, name)
  local stack <close> = fringe.open(path, { dataset = number })
  local writer <close> = fringe.create(name, { type = storage(dataset), interval = stack.interval })
  for _, frame in stack:frames() do writer:add(frame) end
end

-- %% All of them
for _, path in ipairs(fringe.files(folder .. "/**")) do
  local file = path:sub(#folder + 2)
  local is_image, info = pcall(fringe.info, path)
  if not is_image then
    done:add { file = file, result = reason(info, path) }
  else
    for number, dataset in ipairs(info.datasets) do
      local name = target(file, #info.datasets > 1 and number or nil)
      local is_done, problem = pcall(convert, path, number, dataset, name)
      done:add {
        file = file, dataset = dataset.name, format = info.format, frames = dataset.pages,
        rows = dataset.rows, columns = dataset.columns,
        pixel_size_x = dataset.pixel_size_x, pixel_size_y = dataset.pixel_size_y, unit = dataset.unit,
        calibration = dataset.calibration_source or "none", result = is_done and name or reason(problem, path),
      }
    end
  end
end

-- %% Result
done:save "converted.csv"
for _, row in ipairs(done) do
  if row.format == row.format then -- not NaN: it was read
    print(("%s -> %s: %.0f × %.0f × %.0f, %.5g %s from %s"):format(
      row.file, row.result, row.frames, row.rows, row.columns, row.pixel_size_x, row.unit, row.calibration))
  else
    print(("%s: %s"):format(row.file, row.result))
  end
end
