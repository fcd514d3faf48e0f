import ArgumentParser
@preconcurrency import Glibc
import ImageFiles
import Lattice

/// Times the rolling window; `./dev bench` runs it.
@main
struct Benchmark: ParsableCommand {
  static let names =
    Suite.all(quick: true).map(\.name) + [Program.name, PythonReference.name, Interruption.name]

  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Times the rolling window: a table on standard output, and the same as JSON.",
    discussion: "The tables: \(names.joined(separator: ", ")).")

  @Flag(help: "Small images and fewer runs: about a minute.")
  var quick = false

  @Option(help: "The file for the figures.")
  var json = ".build/bench.json"

  @Option(help: .hidden)
  var `case`: String?

  @Argument(help: "Which tables; all when left out.")
  var tables: [String] = []

  func validate() throws {
    if let unknown = tables.first(where: { !Self.names.contains($0) }) {
      throw ValidationError("there is no table \(unknown); there are \(Self.names.joined(separator: ", "))")
    }
  }

  func run() throws {
    if let name = `case` { return try Self.run(name) }
    func isWanted(_ name: String) -> Bool { tables.isEmpty || tables.contains(name) }
    let report = Report()
    let machine = Machine()
    report.line(machine.summary)
    if let note = Micrograph.note { report.line(note) }
    for suite in Suite.all(quick: quick) where isWanted(suite.name) { report.run(suite) }
    if isWanted(Program.name) { try Program.run(report, quick: quick) }
    if isWanted(PythonReference.name) {
      try PythonReference.run(report, quick: quick, sources: Self.sources)
    }
    if isWanted(Interruption.name) { try Interruption.run(report, times: quick ? 5 : 30) }
    report.line(
      "\nµs/window is processor time per window and core for three reflections; s is on the wall."
        + "\n* MB beyond the input and the map: peak memory of the process, less both.")
    let file = try AtomicFile(path: json, makingFolders: true)
    try file.write(
      JSON.object([("machine", machine.record), ("figures", .list(report.records))]).text + "\n")
    try file.commit()
    report.line("The figures are in \(json)")
  }

  /// Where this file is.
  private static let sources = String(#filePath[..<(#filePath.lastIndex(of: "/") ?? #filePath.startIndex)])

  /// Runs one case, for the process that asked for it.
  private static func run(_ name: String) throws {
    let suites = Suite.all(quick: false) + Suite.all(quick: true)
    let cases = suites.flatMap(\.rows).flatMap { [$0.subject] + $0.comparisons.map(\.other) }
    guard let subject = cases.first(where: { $0.name == name }) else {
      throw ValidationError("there is no case \(name)")
    }
    try subject.run()
  }
}

/// What the figures were measured on.
struct Machine {
  private let processor: String
  private let sets = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
  private let load: Double

  init() {
    let lines = Child.run("grep", ["-m1", "model name", "/proc/cpuinfo"])?.output ?? ""
    processor = String(lines.split(separator: ":").last?.drop { $0 == " " }.prefix { $0 != "\n" } ?? "?")
    var loads = [0.0]
    load = getloadavg(&loads, 1) == 1 ? loads[0] : .nan
  }

  var summary: String {
    let busy = load > 0.5 ? "; others are at work (load \(Report.fixed(load, 1))): compare with care" : ""
    return "\(processor), \(Workers.processorCount) processors, \(sets)\(busy)"
  }

  var record: JSON {
    .object([
      ("processor", .text(processor)), ("processors", .number(Double(Workers.processorCount))),
      ("instruction_sets", .text(sets)), ("load", .number(load)),
    ])
  }
}
