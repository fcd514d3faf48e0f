import ArgumentParser
import ScriptAPI

#if canImport(Glibc)
  import Glibc
#endif

/// `--sandbox` and the limits of a run.
struct SafetyOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Run a script of others: no process, no network, no native code.",
      discussion: """
        It reads below the script's folder (or below each --read FOLDER), the files that the command line names, and what \
        lies beside --params files; it writes below -o FOLDER, and nowhere without it. Chunks are text, modules the shipped ones. \
        --memory \(Safeguards.sandboxMemory) and --time \(Safeguards.sandboxTime) hold unless others are given.
        """))
  var sandbox = false

  @Option(
    name: .customLong("read"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "With --sandbox: what may be read, in place of the script's folder.", valueName: "folder"))
  var readable: [String] = []

  @Option(
    help: ArgumentHelp(
      "Memory for Lua and pixels together, such as 500M or 4G; none: any. More ends the run.",
      valueName: "size"),
    transform: { try limit(Limit(memory: $0), "a size such as 500M or 4G, or none") })
  var memory: Limit?

  @Option(
    help: ArgumentHelp(
      "Time for the run, such as 30s, 10m or 2h; none: any. Then it ends.", valueName: "time"),
    transform: { try limit(Limit(time: $0), "a time such as 30s, 10m or 2h, or none") })
  var time: Limit?

  func validate() throws {
    if !readable.isEmpty, !sandbox { throw ValidationError("--read is for --sandbox; give both") }
  }

  /// - Parameter earlier: What is repeated; what is given now comes first.
  func safeguards(over earlier: Safeguards = Safeguards()) -> Safeguards {
    Safeguards(
      isSandboxed: sandbox || earlier.isSandboxed, readable: readable.isEmpty ? earlier.readable : readable,
      memory: memory ?? earlier.memory, time: time ?? earlier.time)
  }

  /// The same, with paths that do not depend on the current folder.
  func withAbsolutePaths() -> SafetyOptions {
    var options = self
    options.readable = readable.map { path in
      guard let real = realpath(path, nil) else { return path }
      defer { free(real) }
      return String(cString: real)
    }
    return options
  }
}

private func limit(_ limit: Limit?, _ expected: String) throws -> Limit {
  guard let limit else { throw ValidationError("expected \(expected)") }
  return limit
}
