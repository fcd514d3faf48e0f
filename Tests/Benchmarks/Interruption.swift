import Lattice

/// How soon the real program ends after a Ctrl-C in the middle of a map of 4096² pixels.
enum Interruption {
  static let name = "interruption"

  private static let script = """
    local fringe = require "fringe"
    local image, reflections = fringe.load(arg[1]), {}
    for i, r in ipairs { { 0.2355, 20 }, { 0.2355, 90.53 }, { 0.2039, 145.26 } } do
      reflections[i] = fringe.reflection { spacing = r[1], angle = r[2], unit = "nm" }
    end
    print "rolling"
    io.stdout:flush()
    image:roll { reflections = reflections, estimator = arg[2], window = tonumber(arg[3]) }
    """

  /// Interrupts maps of each kind at moments spread over their first seconds.
  static func run(_ report: Report, times: Int) throws {
    report.head(
      "Interruption: milliseconds from SIGINT to the end of the program, 4096², \(times) times each")
    report.line(Report.left("", 44) + ["least", "median", "most"].map { Report.right($0, 10) }.joined())
    let scratch = try Scratch()
    try Micrograph.particle4096.save(to: scratch.path("image.tif"))
    try scratch.write(script, to: "roll.lua")
    for estimator in RollingWindow.Estimator.allCases {
      for window in [128, 1024] {
        for set in [nil, InstructionSet.portable] where set == nil || InstructionSet.available.count > 1 {
          measure(report, scratch, estimator, window: window, set, times: times)
        }
      }
    }
  }

  private static func measure(
    _ report: Report, _ scratch: borrowing Scratch, _ estimator: RollingWindow.Estimator, window: Int,
    _ set: InstructionSet?, times: Int
  ) {
    var latencies: [Double] = []
    for turn in 0..<times {
      // Multiples of the golden ratio are spread evenly, however many they are.
      let moment = 2 * (Double(turn) * 0.618034).truncatingRemainder(dividingBy: 1)
      let outcome = Child.run(
        Child.fringe,
        [
          "--quiet", "--no-cache", scratch.path("roll.lua"), scratch.path("image.tif"), estimator.rawValue,
          "\(window)",
        ],
        settings: set.map { ["FRINGE_ISA=\($0.rawValue)"] } ?? [], interruptedAfter: moment)
      guard let outcome, outcome.status == 130, let seconds = outcome.afterInterruption else { continue }
      latencies.append(seconds * 1e3)
    }
    latencies.sort()
    let label = "\(estimator.rawValue), window \(window)\(set.map { ", \($0.rawValue)" } ?? "")"
    guard let least = latencies.first, let most = latencies.last else {
      return report.line("\(label): no interruption ended it")
    }
    let median = latencies[latencies.count / 2]
    report.line(
      Report.left(label, 44) + [least, median, most].map { Report.right(Report.fixed($0, 1), 10) }.joined()
        + (latencies.count == times ? "" : "   \(latencies.count) of \(times) ended by it"))
    report.record(
      name, label,
      [
        ("least_ms", .number(least)), ("median_ms", .number(median)), ("most_ms", .number(most)),
        ("times", .number(Double(latencies.count))),
      ])
  }
}
