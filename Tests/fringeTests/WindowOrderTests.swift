import Foundation
import Testing

/// What `image:map_windows` gives depends on nothing but the script: not on threads, nor on the seeds of Lua's hashes, which
/// differ from run to run and from thread to thread.
struct WindowOrderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a function that depends on the order of pairs gives the same bytes in any run`() throws {
    // 30 words as keys; terms of very different magnitude, so that their sum depends on their order.
    try folder.write(
      """
      local fringe = require "fringe"
      local image = fringe.simulate { size = 96 }
      local terms = {}
      for i = 1, 30 do terms["term " .. i] = (-1) ^ i * 1.1 * 10 ^ (i % 17) end
      local sum, order, made = image:map_windows({ window = 16, step = 4, context = { terms = terms } },
        function(_, w, context)
          local sum, order, made, own = 0, 0, 0, {}
          for name, value in pairs(context.terms) do
            sum = sum + value
            own[name] = value
          end
          for name in pairs(own) do order = (order * 31 + name:byte(-1) + #name) % 65521 end
          local helper = require "helper"
          for _, value in pairs(helper.list(w.row)) do made = made / 3 + value end
          return sum % 1e5, order, made
        end)
      sum:save "sum.npy"
      order:save "order.npy"
      made:save "made.npy"
      """, to: "run.lua")
    // A module sees the same pairs.
    try folder.write(
      """
      local helper = {}
      function helper.list(row)
        local list, place = {}, {}
        for i = 1, 12 do place["p" .. (row * i) % 101] = i end
        for _, i in pairs(place) do list[#list + 1] = i end
        return list
      end
      return helper
      """, to: "helper.lua")
    let runs = [1, 2, 5, 1, 2].enumerated().map { ("out\($0.offset)", $0.element) }
    for (name, threads) in runs {
      let outcome = try folder.run("--threads", "\(threads)", "--record", "none", "-o", name, "run.lua")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    for file in ["sum.npy", "order.npy", "made.npy"] {
      let contents = runs.map { FileManager.default.contents(atPath: "\(folder.path)/\($0.0)/\(file)") }
      #expect(contents[0] != nil && Set(contents).count == 1, "\(file)")
    }
  }
}
