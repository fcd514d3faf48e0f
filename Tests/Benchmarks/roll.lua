-- Times the rolling window: microseconds per window and thread, for three reflections at window 128.
local fringe = require "fringe"

-- os.clock counts the processor time of all threads together.
local function time(threads)
  fringe.threads = threads
  local image = fringe.simulate { size = 512, seed = 1 }
  local reflections = image:find_reflections { count = 3 }
  local start = os.clock()
  local map = image:roll { reflections = reflections, step = 8, progress = false }
  local seconds = os.clock() - start
  return seconds / (map.rows * map.columns) * 1e6
end

for _, threads in ipairs { 1, 2 } do
  local best = math.huge
  for _ = 1, 3 do best = math.min(best, time(threads)) end
  print(("window 128, 3 reflections, %d thread%s: %.0f µs of processor time per window, best of 3"):format(
    threads, threads == 1 and "" or "s", best))
end
