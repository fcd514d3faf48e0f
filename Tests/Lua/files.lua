-- Saving and reading back.
local fringe = require "fringe"
local im = fringe.image(5, 7, function(row, column) return row / 3 + column end)
im:set(2, 3, fringe.nan)
im.pixel_size = 0.0333441

for _, name in ipairs { "a.tif", "deep/b/a.npy" } do
  im:save(name)
  local back = fringe.load(name) -- what this run has saved is found in the output folder
  assert(back.rows == 5 and back.columns == 7 and (back - im):abs():max() == 0 and back:missing():sum() == 1)
  assert(back.name == "a")
end
assert(math.abs(fringe.load("a.tif").pixel_size / 0.0333441 - 1) < 1e-9 and fringe.load("a.tif").unit == "nm")
assert(fringe.load("deep/b/a.npy").unit == "px")
assert(fringe.load("deep/b/a.npy", { pixel_size = 0.5 }).pixel_size == 0.5)
local info = fringe.info("a.tif")
assert(info.rows == 5 and info.columns == 7 and info.type == "float32" and info.pages == 1 and info.unit == "nm")

im:save("a.csv")
local lines = {}
for line in io.lines(fringe.output("a.csv")) do lines[#lines + 1] = line end
assert(#lines == 5 and select(2, lines[1]:gsub(",", "")) == 6)
im:histogram { bins = 3 }:save("h.csv")
assert(io.open(fringe.output("h.csv")):read("l") == "value,count")
im:profile { from = { row = 1, column = 1 }, to = { row = 1, column = 3 } }:save("p.tsv")
assert(io.open(fringe.output("p.tsv")):read("l") == "distance (nm)\tvalue\tstd\tcount")
im:save("a.png")
im:figure { title = "t", range = { 1, 3 }, overlay = { im:above(3), { row = 1, column = 1, rows = 2, columns = 2 } } }:save("f.svg")
im:figure { range = "symmetric", colormap = "PRGn" }:save("f.pdf")
im:figure { colormap = { "#000000", "#FF8000", "#ffffff" } }:save("own.png")
for _, wrong in ipairs { { "#000000" }, { "#000000", "white" }, { "#000000", "#12345" }, { 1, 2 } } do
  local ok, message = pcall(im.figure, im, { colormap = wrong })
  assert(not ok and message:find("colormap", 1, true) and (#wrong == 1 or message:find("#rrggbb", 1, true)), message)
end

local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok and message:find(pattern), message)
end
fails("use .tif, .*%.csv", im.save, im, "a.xyz")
fails("has no extension", im.save, im, "a")
fails("a.tif: has no page 2", fringe.load, "a.tif", { page = 2 })
fails("files.lua", fringe.load, "a.csv")
local file <close> = io.open(fringe.output("cut.tif"), "wb")
file:write(io.open(fringe.output("a.tif"), "rb"):read("a"):sub(1, 40))
file:flush()
fails("cut.tif: ", fringe.load, fringe.output("cut.tif"))
-- An error while saving leaves no file.

-- Files of this run are found in the output folder, by the paths that fringe.load takes.
for _, i in ipairs { 2, 10, 1 } do im:save("batch/frame" .. i .. ".TIF") end
local found = fringe.files "batch/*.{tif,npy}"
assert(#found == 3 and found[1] == "batch/frame1.TIF" and found[3] == "batch/frame10.TIF")
assert(fringe.load(found[2]).rows == 5)
assert(#fringe.files "batch/**/none*" == 0) -- with a warning
assert(fringe.files(fringe.output "batch/*10.tif")[1] == fringe.output "batch/frame10.TIF")
