-- %% [markdown]
-- # Three reflections, or two
--
-- **Aim.** Two reflections are enough for a strain map. A third one makes it more certain, and its misfit shows where
-- the lattice is not what it is taken for.
--
--     fringe -o three_reflections_or_two examples/three_reflections_or_two/three_reflections_or_two.lua

-- %% Measure
local fringe = require "fringe"
local image = fringe.simulate { size = 256, seed = 5, grain_rotation = 0 }
local reflections = image:find_reflections { count = 3, window = 96 }
local map = image:roll { window = 96, step = 4, reflections = reflections, estimator = "phase" }:clean()
local mask = image:mask { threshold = 1.15 }:erode(49)

-- %% Strain from each choice
local choices = { { "1 and 2", { 1, 2 } }, { "1 and 3", { 1, 3 } }, { "2 and 3", { 2, 3 } }, { "all three", { 1, 2, 3 } } }
local panels, sigmas = {}, {}
for i, choice in ipairs(choices) do
  local strain = map:select(choice[2]):strain { reference = "median", axis = 0 }:where(mask)
  panels[i] = (strain.exx * 100):figure { title = choice[1], label = "exx (%)", range = { -1.5, 1.5 }, colormap = "RdBu_r" }
  sigmas[i] = strain.exx_sigma:median()
  print(("%-9s σ(exx) of a window %.3f %%, spread of exx %.3f %%, misfit %s"):format(
    choice[1], 100 * sigmas[i], 100 * strain.exx:std(),
    strain.residual:count() > 0 and ("%.3f %%"):format(100 * strain.residual:median()) or "-"))
end

-- %% Result
fringe.figure { panels = panels, columns = 2, letters = true }:save "exx.png"
assert(sigmas[4] <= math.min(sigmas[1], sigmas[2], sigmas[3]), "a third reflection does no harm")
