-- Spectra, reflections, Gaussian fits.
local fringe = require "fringe"
local n = 64
local im = fringe.image(n, n, function(row, column)
  return 100 + 20 * math.cos(2 * math.pi * (9 * (column - 1) + 5 * (row - 1)) / n)
end)
im.pixel_size = 0.05

local spectrum = im:fft()
assert(spectrum.rows == n and spectrum.unit == "1/nm")
assert(math.abs(spectrum:amplitude():at(n // 2 + 1, n // 2 + 1) - 100 * n * n) < 1)
-- 9 columns right and 5 rows down
assert(math.abs(spectrum:amplitude():at(33 + 5, 33 + 9) - 10 * n * n) < 1)
local reflection = spectrum:reflection(33 + 5, 33 + 9)
assert(math.abs(reflection.spacing - n * 0.05 / math.sqrt(106)) < 1e-12 and reflection.gy < 0)
local row, column = spectrum:position(reflection)
assert(math.abs(row - 38) < 1e-9 and math.abs(column - 42) < 1e-9)
assert(im:reflection { dx = 9, dy = 5, window = n }.gx == reflection.gx)

-- A round trip; a filter that keeps one reflection keeps its fringes.
assert((spectrum:inverse() - im):abs():max() < 1e-4)
local filtered = (spectrum * spectrum:around({ reflection }, 2)):inverse()
assert(math.abs(filtered:max() - 20) < 1e-3 and math.abs(filtered:mean()) < 1e-6)
assert(math.abs((spectrum * 2):inverse():mean() - 200) < 1e-3 and math.abs((2 * spectrum):inverse():mean() - 200) < 1e-3)
assert(((spectrum:around({ reflection }, 2) * spectrum):inverse() - filtered):abs():max() == 0)
assert(not pcall(im.reflection, im, { dx = 40, dy = 0, window = n }))
assert(math.abs(im:apodize("hann"):at(1, 1)) == 0)

-- A list survives a file, label and signs included.
reflection.label = 'a "b"'
fringe.save_reflections({ reflection, fringe.reflection { spacing = 0.2, angle = 250 } }, "r.lua")
local loaded = fringe.load_reflections("r.lua")
assert(#loaded == 2 and loaded[1].label == 'a "b"' and math.abs(loaded[1].gy - reflection.gy) < 1e-12)
assert(loaded[2].gx < 0 and loaded[2].gy < 0 and loaded[2].unit == "nm")

-- A fit of a Gaussian that is one.
local blob = fringe.image(31, 33, function(r, c)
  return 5 + 8 * math.exp(-((r - 15.3) ^ 2 / (2 * 2 ^ 2) + (c - 17.8) ^ 2 / (2 * 3 ^ 2)))
end)
local fit = blob:fit_gaussian { row = 15, column = 18, size = 15, clip = false }
assert(fit.converged and math.abs(fit.row - 15.3) < 1e-5 and math.abs(fit.column - 17.8) < 1e-5)
assert(math.abs(fit.amplitude - 8) < 1e-4 and math.abs(fit.offset - 5) < 1e-4)
assert(math.abs(math.min(fit.width_row, fit.width_column) - 2) < 1e-4)
local none = blob:fit_gaussian { row = 15, column = 18, floor = 100 }
assert(none.row ~= none.row and not none.converged)
assert(not pcall(function() return fit.rows end))
