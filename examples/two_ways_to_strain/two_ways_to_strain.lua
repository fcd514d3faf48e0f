-- %% [markdown]
-- # One strain field, measured in two ways
--
-- **Aim.** See where a rolling window and a geometric phase analysis differ, and which of the differences is noise.
--
-- The field is that of an edge dislocation in gold seen along [110], in the middle of the frame; it is known at every
-- pixel. A rolling window and a geometric phase analysis of the same resolution measure it.
--
--     fringe -o two-ways examples/two_ways_to_strain/two_ways_to_strain.lua
--     fringe -o two-ways examples/two_ways_to_strain/two_ways_to_strain.lua --set dose=40

-- %% What may be changed

local fringe = require "fringe"

local p = fringe.params {
  size = { 512, min = 192, unit = "px", help = "rows and columns of the image" },
  dose = { 400, min = 1, help = "electrons per pixel" },
  seed = { 1, help = "another seed, another noise" },
  window = { 96, min = 32, unit = "px", help = "side of the rolling window" },
  step = { 4, min = 1, unit = "px", help = "from one pixel of the maps to the next" },
  limit = { 3, min = 0, help = "the methods disagree where they differ by more than so many joint σ" },
}

-- %% An edge dislocation

-- The field of the elastic continuum (Hirth and Lothe, Theory of Dislocations, eq. 3-45). The Burgers vector b is a
-- vector of the lattice, so that the fringes match across the cut: it holds one plane of the first reflection and none of
-- the second.
local nu = 0.42
local g1 = fringe.reflection { spacing = 0.2355, angle = 20 }
local g2 = fringe.reflection { spacing = 0.2355, angle = 90.53 }
local area = g1.gx * g2.gy - g1.gy * g2.gx
local bx, by = g2.gy / area, -g2.gx / area
local b = math.sqrt(bx * bx + by * by)
local c, s = bx / b, by / b

local function displacement(x, y)
  -- Along and across the Burgers vector; half a pixel beside the middle of the frame, where no pixel lies.
  local u, v = c * x + s * y, -s * x + c * y
  local r2 = u * u + v * v + 1e-9
  local along = b / (2 * math.pi) * (math.atan(v, u) + u * v / (2 * (1 - nu) * r2))
  local across = -b / (2 * math.pi) * ((1 - 2 * nu) / (4 * (1 - nu)) * math.log(r2) + (u * u - v * v) / (4 * (1 - nu) * r2))
  return c * along - s * across, s * along + c * across
end

local image, truth = fringe.simulate {
  size = p.size, full = true, grain_rotation = 0, dose = p.dose, seed = p.seed, displacement = displacement,
  reflections = { { 0.2355, 20, 0.08 }, { 0.2355, 90.53, 0.08 } },
}
local reflections = truth.reflections
print(image)

-- %% Strain in two ways

-- The second is given the reference and the resolution of the first.
local map = image:roll { window = p.window, reflections = reflections, step = p.step, estimator = "phase", edge = "skip" }
local rolled = map:strain { reference = reflections }
local phased = image:gpa {
  reflections = reflections, reference = reflections, resolution = rolled.resolution, step = p.step,
}
print(rolled)
print(phased)

-- %% How they differ

local comparison = fringe.compare { rolled, phased, limit = p.limit }
print()
print("a rolling window minus a phase analysis")
print(("%-10s %10s %10s %18s %16s"):format("", "mean", "spread", "rms / joint σ", ("beyond %g σ"):format(p.limit)))
for _, row in ipairs(comparison.table) do
  print(("%-10s %10.5f %10.5f %18.2f %14.2f %%"):format(row.quantity, row.mean, row.std, row.pull, 100 * row.share))
end

-- Where they do disagree: how far from the core?
local middle = (p.size / 2 - 0.5) / p.step + 1
local core = rolled.exx:region { row = middle, column = middle, radius = p.window / p.step }
local far = comparison.disagreement & ~core
print(("%d pixels beyond %g σ, %d of them more than a window from the core"):format(
  comparison.disagreement:sum(), p.limit, far:sum()))

-- %% And from the truth

-- The truth at every step-th pixel: what maps of this step have seen.
local function at_step(source)
  return source:like(fringe.nan, { step = p.step }):map(function(_, row, column)
    return source:at(1 + (row - 1) * p.step, 1 + (column - 1) * p.step)
  end)
end
print()
print("more than a window from the core, the error in σ of its own: share within 1 σ, within 3 σ")
for _, name in ipairs { "exx", "eyy", "exy", "rotation" } do
  local expected = at_step(truth[name])
  local shares = {}
  for _, strain in ipairs { rolled, phased } do
    local pull = ((strain[name] - expected) / strain[name .. "_sigma"]):abs():where(~core)
    shares[#shares + 1] = pull:below(1):sum() / pull:count()
    shares[#shares + 1] = pull:below(3):sum() / pull:count()
  end
  print(("%-10s window %.3f, %.4f   phase analysis %.3f, %.4f"):format(name, table.unpack(shares)))
end

-- %% Figures

local zoom = { "exx", "exy", "rotation" }
fringe.figure {
  panels = { rolled:figure { show = zoom }, phased:figure { show = zoom }, comparison:figure { show = zoom } },
  columns = 3, letters = true,
}:save "two_ways.png"
rolled:figure { show = { "exx_sigma", "exy_sigma", "rotation_sigma" } }:save "uncertainty_roll.png"
phased:figure { show = { "exx_sigma", "exy_sigma", "rotation_sigma" } }:save "uncertainty_gpa.png"
comparison.table:save "comparison.csv"

-- Upwards, a window beside the core.
local column = p.size // 2 + p.window
local line = { from = { row = p.size - 16, column = column }, to = { row = 16, column = column } }
local window, phase, known = rolled:profile(line), phased:profile(line), truth.exx:profile(line)
local profile = fringe.table { "distance (nm)", "window", "window_sigma", "phase", "phase_sigma", "truth" }
for i, row in ipairs(window) do
  profile:add {
    distance = row.distance, window = row.exx, window_sigma = row.exx_sigma, phase = phase[i].exx,
    phase_sigma = phase[i].exx_sigma, truth = known[1 + (i - 1) * p.step].value,
  }
end
profile:figure { y = { "window", "phase", "truth" }, label = "ε_xx" }:save "profile.png"
