-- The pixel size as a value that knows where it is from.
local fringe = require "fringe"
local im = fringe.image(4, 6, 1)
assert(im.unit == "px" and im.pixel_size == 1 and im.calibration_source == nil)
im.pixel_size = 0.04
assert(im.unit == "nm" and im.pixel_size_x == 0.04 and im.calibration_source == "script")
assert(im:bin(2).pixel_size == 0.08 and im:bin(2).calibration_source == "script")
im:save "a.tif"
local back = fringe.load "a.tif"
assert(back.calibration_source == "ImageJ description")
assert(fringe.load("a.tif", { pixel_size = 0.1 }).calibration_source == "script")
assert(fringe.load("a.tif", { dataset = 1, page = 1 }).pixel_size == back.pixel_size)
assert(fringe.simulate({ size = 32 }).calibration_source == "computed")

im.pixel_size_y = 0.02
assert(im.pixel_size_x == 0.04 and im.pixel_size_y == 0.02 and im.pixel_size == math.sqrt(0.04 * 0.02))

local info = fringe.info "a.tif"
assert(info.format == "TIFF" and info.rows == 4 and info.pages == 1 and info.unit == "nm")
assert(info.calibration_source == "ImageJ description" and info.interval == nil and info.datasets[1].error == nil)
assert(#info.datasets == 1 and info.datasets[1].pixel_size_x == info.pixel_size and #info.notes == 0)
local slip, hint = pcall(function() return info["col" .. "ums"] end)
assert(not slip and hint:find('did you mean "columns"?', 1, true))
assert(select(2, pcall(fringe.load, "a.tif", { dataset = 2 })):find("has no dataset 2", 1, true))
assert(select(2, pcall(fringe.load, "a.tif", { dataset = "x" })):find('has no dataset "x"', 1, true))
assert(select(2, pcall(fringe.load, "a.tif", { dataset = 0 })):find("a dataset's name or its number", 1, true))
