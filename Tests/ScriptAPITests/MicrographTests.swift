import TestSupport
import Testing

/// What a script finds out about real micrographs.
@Suite(.enabled(if: SharedData.exists("data/INDEX.md"), SharedData.skip))
struct MicrographTests {
  static func run(_ code: String) throws -> [String] {
    let run = try ScriptRun()
    return try run("local folder = '\(SharedData.path("data/images"))/'\n" + code)
  }

  @Test func `silicon is seen along [110], with the ratio and the angle of its reflections`() throws {
    let found = try Self.run(
      """
      local image = fringe.load(folder .. "si110.tif")
      local si = fringe.crystal "Si"
      local zones = si:index(image:find_reflections { count = 3, window = 256 })
      local d, angles, families = {}, {}, {}
      for i, reflection in ipairs(zones[1].reflections) do
        local h, k, l = reflection.label:match("(%d)%-?(%d)%-?(%d)")
        families[i] = h .. k .. l
        d[families[i]] = (d[families[i]] or 0) + reflection.spacing / (families[i] == "111" and 2 or 1)
        if families[i] == "111" then angles[#angles + 1] = reflection end
      end
      local ratio = (d["111"] / d["220"]) / (si:spacing "111" / si:spacing "220")
      local angle = math.abs(angles[1]:angle_to(angles[2])) / si:angle("111", "11-1")
      return zones[1].axis, table.concat(families, " "), math.abs(ratio - 1) < 0.02, math.abs(angle - 1) < 0.02,
        zones[1].misfit < 0.02
      """)
    #expect(found == ["[110]", "111 111 220", "true", "true", "true"])
  }

  @Test func `dysprosium scandate is seen along its pseudocubic axis`() throws {
    let found = try Self.run(
      """
      local image = fringe.load(folder .. "dysco3.tif"):bin(4)
      local spots = image:find_reflections { count = 4, window = 128 }
      local own = fringe.crystal "DyScO3":index(spots)[1]
      local cubic = fringe.crystal "SrTiO3":index(spots)[1]
      return own.axis, own.matched, own.misfit < 0.01, cubic.axis, cubic.misfit < 0.01
      """)
    #expect(found == ["[110]", "4", "true", "[100]", "true"])
  }

  @Test func `a grain boundary is warned of, and each lattice is offered`() throws {
    let run = try ScriptRun()
    let found = try run(
      """
      local image = fringe.load('\(SharedData.path("data/images/gold-grain-boundary.tif"))')
      local spots = image:find_reflections {}
      local lattices = image:find_lattices {}
      return #spots, #lattices, #lattices[1], #lattices[2]
      """)
    #expect(found == ["3", "2", "2", "2"])
    #expect(
      run.console.contains(
        "warning: image:find_reflections (gold-grain-boundary): the spots belong to 2 lattices"))
  }

  @Test func `the gold grain boundary has two grains, each with its own spacings`() throws {
    let found = try Self.run(
      """
      local grains = fringe.load(folder .. "gold-grain-boundary.tif"):grains {}
      local function has(grain, spacing, angle)
        for _, reflection in ipairs(grain.reflections) do
          local turn = math.abs(reflection.angle - angle)
          if math.abs(reflection.spacing / spacing - 1) < 0.015 and math.min(turn, 180 - turn) < 1.5 then return 1 end
        end
        return 0
      end
      local known = {
        { { 17.46, 133.5 }, { 18.98, 66.6 }, { 16.40, 6.8 } }, { { 18.0, 154.9 }, { 19.3, 49.2 }, { 15.7, 105.1 } },
      }
      local counts = {}
      for i, grain in ipairs(grains) do
        local own, other = 0, 0
        for j = 1, 3 do
          own = own + has(grain, known[i][j][1], known[i][j][2])
          other = other + has(grain, known[3 - i][j][1], known[3 - i][j][2])
        end
        counts[i] = own .. other
      end
      return #grains, table.concat(counts, " "), grains[1].share > 0.4, grains[2].share > 0.4, grains[2].confidence > 0.8
      """)
    #expect(found == ["2", "30 30", "true", "true", "true"])
  }

  @Test(arguments: [64, 128, 256]) func `soot is refused with the reason`(window: Int) throws {
    let run = try ScriptRun()
    let message = run.message(
      "fringe.load('\(SharedData.path("data/images/soot-rgb.tif"))'):grains { window = \(window) }")
    #expect(
      message?.contains(
        "image:grains: there is no lattice to follow: no reflection found: the strongest peak") == true,
      "\(message ?? "no error")")
  }

  @Test func `the step in the moiré's spacing is seen and measured`() throws {
    let found = try Self.run(
      """
      local image = fringe.load(folder .. "moire.tif")
      local map = image:roll {
        window = 64, step = 4, estimator = "phase", patch = 11, edge = "skip",
        reflections = { image:reflection { dx = -0.18, dy = 45.78, window = 256 } },
      }
      local upper = map[1]:mean { row = 225, column = 200, rows = 60, columns = 110 }
      local lower = map[1]:mean { row = 380, column = 200, rows = 90, columns = 110 }
      local step = upper.spacing - lower.spacing
      local sigma = math.sqrt(upper.spacing_sigma ^ 2 + lower.spacing_sigma ^ 2)
      local line = map[1]:profile {
        from = { row = 225, column = 256 }, to = { row = 470, column = 256 }, width = 20,
      }
      -- Where it falls through the middle.
      local middle
      for i = 2, #line do
        local level = (upper.spacing + lower.spacing) / 2
        if line[i - 1].spacing > level and line[i].spacing <= level then middle = line[i].distance end
      end
      return math.abs(upper.spacing - 2.93) < 0.02, math.abs(lower.spacing - 2.287) < 0.02, step / sigma > 100,
        middle and middle / image.pixel_size + 225 or "nowhere"
      """)
    #expect(found.dropLast() == ["true", "true", "true"])
    // The interface is seen in the image itself at row 318 of this column.
    let row = try #require(Double(found[3]))
    #expect(abs(row - 318) < 16, "\(row)")
  }
}
