import Lattice

/// The real program from start to end: a file is loaded, rolled over, and the map saved.
enum Program {
  static let name = "program"

  private static let script = """
    local fringe = require "fringe"
    local image = fringe.load(arg[1])
    local reflections = image:find_reflections { count = 3 }
    image:roll { reflections = reflections, estimator = arg[2] }:save "map"
    """

  static func run(_ report: Report, quick: Bool) throws {
    let micrograph = quick ? Micrograph.particle512 : .particle1564
    report.head(
      "The program: load, find reflections, roll, save; \(micrograph.summary), \(Workers.processorCount) threads"
    )
    report.line(
      Report.left("", 44) + ["s", "s of CPU", "peak MB"].map { Report.right($0, 10) }.joined())
    let scratch = try Scratch()
    try micrograph.save(to: scratch.path("image.tif"))
    try scratch.write(script, to: "map.lua")
    for estimator in [RollingWindow.Estimator.gaussian, .phase] {
      for set in InstructionSet.available {
        let outcomes = (0..<(quick ? 1 : 3)).compactMap { _ in
          Child.run(
            Child.fringe,
            [
              "--quiet", "--no-cache", "-o", scratch.path("maps"), scratch.path("map.lua"),
              scratch.path("image.tif"),
              estimator.rawValue,
            ], settings: ["FRINGE_ISA=\(set.rawValue)"])
        }
        let label = "\(estimator.rawValue), \(set.rawValue)"
        guard let best = outcomes.filter({ $0.status == 0 }).min(by: { $0.wall < $1.wall }) else {
          report.line("\(label): failed")
          continue
        }
        report.line(
          Report.left(label, 44) + Report.right(Report.fixed(best.wall, 2), 10)
            + Report.right(Report.fixed(best.processor, 2), 10)
            + Report.right(Report.megabytes(best.peak), 10))
        report.record(
          name, label,
          [
            ("seconds", .number(best.wall)), ("processor_seconds", .number(best.processor)),
            ("peak_bytes", .number(Double(best.peak))),
          ])
      }
    }
  }
}
