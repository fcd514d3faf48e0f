-- Times the rolling window: microseconds of processor time per window for three reflections at window 128, borders
-- included. FRINGE_ISA=portable|avx2|avx512 chooses the instruction set.
local fringe = require "fringe"

-- os.clock counts the processor time of all threads together.
local function time(image, reflections, options)
  options.reflections, options.progress = reflections, false
  local start = os.clock()
  local map = image:roll(options)
  return (os.clock() - start) / (map.rows * map.columns) * 1e6
end

local cases = {
  { "gaussian, every pixel", { estimator = "gaussian", step = 1 } },
  { "gaussian, every 16th pixel (one transform a window)", { estimator = "gaussian", step = 16 } },
  { "gaussian_amplitude", { estimator = "gaussian_amplitude", step = 16 } },
  { "parabola", { estimator = "parabola", step = 8 } },
  { "phase", { estimator = "phase", step = 8 } },
}

local image = fringe.simulate { size = 512, seed = 1 }
local reflections = image:find_reflections { count = 3 }
for _, threads in ipairs { 1, 2 } do
  fringe.threads = threads
  for _, case in ipairs(cases) do
    local best = math.huge
    for _ = 1, 3 do best = math.min(best, time(image, reflections, case[2])) end
    print(("%d thread%s  %-52s %7.2f µs"):format(threads, threads == 1 and " " or "s", case[1], best))
  end
end
