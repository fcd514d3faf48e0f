-- Figures of images, maps, tables and spectra: what can be asked for, and what is told when it cannot.
local fringe = require "fringe"

local function message(f, ...) return select(2, pcall(f, ...)) end
local function fails(text, f, ...)
  local what = message(f, ...)
  assert(type(what) == "string" and what:find(text, 1, true), what)
end

-- Graphs of tables.
local t = fringe.table { "file", "time (s)", "spacing_1 (nm)", "spacing_1_sigma (nm)", "angle (°)" }
for i = 1, 20 do
  local spacing = i == 7 and fringe.nan or 0.2 + i / 1000
  t:add { file = "frame" .. i, time = i / 10, spacing_1 = spacing, spacing_1_sigma = 0.001, angle = 9 * i }
end
local graph = t:figure { x = "time", y = "spacing_1", title = "t" }
assert(tostring(graph) == "Figure of 1 panel")
graph:save "graph.svg"
t:figure { y = { "spacing_1", "spacing_1_sigma" }, error = false, style = "points" }:save "names.png"
t:figure {
  x = "time", y = "spacing_1", style = "bars", range = { 0, 1 }, x_range = { 0, 1 }, label = "d", x_label = "t",
}:save "bars.pdf"
fails('there is no column "spacing1"; did you mean "spacing_1"?', t.figure, t, { y = "spacing1" })
fails("different units: spacing_1 (nm), angle (°)", t.figure, t, { x = "time", y = { "spacing_1", "angle" } })
fails('the column "file" holds texts', t.figure, t, { x = "time", y = "file" })
fails("y: expected the name of a column", t.figure, t, { x = "time" })
fails("style: expected", t.figure, t, { y = "time", style = "dots" })
fails("range: expected", t.figure, t, { y = "time", range = { 2, 1 } })
local empty = fringe.table { "x", "y" }
empty:figure { y = "y" }:save "empty.png"

-- Histograms: the unit of the label is that of the values; a range leaves out what is outside.
local image = fringe.image(48, 48, function(row, column) return 100 + row + column end)
image.label = "d (nm)"
local histogram = image:histogram { bins = 8 }
assert(tostring(histogram) == "Table of 8 rows: value (nm), count")
local counts = 0
for _, row in ipairs(image:histogram { bins = 4, range = { 102, 149 } }) do counts = counts + row.count end
assert(counts == image:between(102, 149):area())
histogram:figure { y = "count", style = "bars" }:save "histogram.png"

-- Polar plots.
t:polar { angle = "angle" }:save "polar.png"
t:polar { angle = "angle", radius = "spacing_1", period = 180, label = "d (nm)" }:save "half.svg"
fails("period: expected 360 or 180", t.polar, t, { angle = "angle", period = 90 })
local negative = fringe.table { "angle", "value" }
negative:add { angle = 1, value = -1 }
fails("0 or more", function() negative:polar { angle = "angle", radius = "value" }:save "no.png" end)

-- A map over its micrograph.
local half = image:like(1, { step = 4 })
half:figure { over = image, opacity = 0.5, overlay = { row = 9, column = 9, radius = 5 } }:save "over.png"
fails("opacity: needs over", image.figure, image, { opacity = 0.5 })
fails("has neither the size of that one (48×48)", function() fringe.image(11, 12, 1):figure { over = image } end)

-- Arrows, and what they may not be.
image:figure { overlay = { u = half, v = half, key = 2, unit = "nm" } }:save "arrows.svg"
image:figure { overlay = { { u = image, v = image } } }:save "arrows.png"
image:figure { overlay = { u = half, v = half, across = 5 } }
fails("overlay.across: expected a whole number", image.figure, image, { overlay = { u = half, v = half, across = 0 } })
fails("u and v must have one size", image.figure, image, { overlay = { u = half, v = image } })
fails("neither the size of this image", function()
  local other = fringe.image(7, 5, 1)
  image:figure { overlay = { u = other, v = other } }
end)
fails("overlay.v: expected an Image", image.figure, image, { overlay = { u = half } })

-- Spectra and phases.
local spectrum = image:fft()
local spots = { fringe.reflection { dx = 7, dy = 2, window = 48 } }
spectrum:figure { overlay = spots, limit = 0.3 }:save "spectrum.png"
spectrum:phase():figure {}:save "phase.png"

-- Strain: planes, crosses, over the source.
local waves = fringe.image(96, 96, function(row, column)
  return 100 + 20 * math.cos(0.9 * column + 0.3 * row) + 15 * math.cos(0.4 * column - 0.9 * row)
end)
local map = waves:roll { window = 48, step = 8, reflections = waves:find_reflections { count = 2, window = 48 } }
map:figure { show = { "spacing", "status" }, opacity = 0.7 }:save "map.png"
local strain = map:strain {}
strain:figure { show = { "exx", "principal" }, opacity = 0.5, overlay = map[1].spacing:above(0) }:save "strain.svg"
fringe.figure {
  panels = { strain:figure { show = { "principal" } }, graph, t:polar { angle = "angle" } }, columns = 3, letters = true,
}:save "all.pdf"

-- Grains and statuses have a colour each, alone too.
map[1].status:figure { title = "status" }:save "status.png"
fringe.show(map[1].status)
