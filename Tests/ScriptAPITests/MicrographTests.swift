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
    #expect(run.console.contains("warning: image:find_reflections: the spots belong to 2 lattices"))
  }
}
