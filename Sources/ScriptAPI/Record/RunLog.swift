import ImageFiles
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What happens in a run, as it happens: what is read and saved, what is warned of, and how long each step takes.
final class RunLog {
  private var ownInputs: [String] = []
  private var ownOutputs: [Output] = []
  private var ownModules: [RunRecord.File] = []
  private var ownWarnings: [String] = []
  private var ownWritten: [String] = []
  private(set) var steps: [Step] = []
  /// What happens on other threads, where the order of things changes from run to run.
  let elsewhere = Elsewhere()
  let start = RunLog.now()
  let date = time(nil)

  /// All calls of one function: `image:roll`.
  struct Step {
    let name: String
    var calls = 0
    /// How many of the calls took their result from the cache.
    var cached = 0
    var seconds = 0.0
  }

  /// A file or folder that was saved: its absolute normal path, and its name as seen from the output folder.
  struct Output: Hashable {
    let path: String
    let name: String
  }

  /// The log of a thread's own session adds to that of the run what comes of it.
  final class Elsewhere: Sendable {
    private struct Events {
      var inputs: Set<String> = []
      var outputs: Set<Output> = []
      var written: Set<String> = []
      var modules: Set<RunRecord.File> = []
      var warnings: Set<String> = []
    }
    private let events = Mutex(Events())

    func add(_ log: RunLog) {
      events.withLock {
        $0.inputs.formUnion(log.inputs)
        $0.outputs.formUnion(log.outputs)
        $0.written.formUnion(log.written)
        $0.modules.formUnion(log.modules)
        $0.warnings.formUnion(log.warnings)
      }
    }

    var inputs: [String] { events.withLock { $0.inputs.sorted() } }
    var outputs: [Output] {
      events.withLock { $0.outputs.sorted { ($0.path, $0.name) < ($1.path, $1.name) } }
    }
    var written: [String] { events.withLock { $0.written.sorted() } }
    var modules: [RunRecord.File] {
      events.withLock { $0.modules.sorted { ($0.path, $0.hash ?? "") < ($1.path, $1.hash ?? "") } }
    }
    var warnings: [String] { events.withLock { $0.warnings.sorted() } }
  }

  /// Paths as the script gave them, in order, each once; those of other threads behind.
  var inputs: [String] { ownInputs + elsewhere.inputs.filter { !ownInputs.contains($0) } }

  /// Files and folders, in order, each once; those of other threads behind.
  var outputs: [Output] {
    ownOutputs + elsewhere.outputs.filter { other in !ownOutputs.contains { $0.path == other.path } }
  }

  /// Files that the script wrote by itself, where that is watched.
  var written: [String] { ownWritten + elsewhere.written.filter { !ownWritten.contains($0) } }

  /// Files of code besides the script, in order, each once; those of other threads behind. A file that was loaded again
  /// after a change stands there again.
  var modules: [RunRecord.File] { ownModules + elsewhere.modules.filter { !ownModules.contains($0) } }

  var warnings: [String] { ownWarnings + elsewhere.warnings }

  func didRead(_ path: String) { if !ownInputs.contains(path) { ownInputs.append(path) } }

  func didSave(_ output: Output) {
    if !ownOutputs.contains(where: { $0.path == output.path }) { ownOutputs.append(output) }
  }

  func didWrite(_ path: String) { if !ownWritten.contains(path) { ownWritten.append(path) } }

  /// Takes the digest at once: what is loaded counts, not what becomes of the file later in a long run.
  func didLoad(_ path: String) {
    let file = RunRecord.File(
      path: path, hash: (try? InputFile(ofProgram: path)).flatMap { try? $0.sha256() })
    if !ownModules.contains(file) { ownModules.append(file) }
  }

  func didWarn(_ message: String) { ownWarnings.append(message) }

  /// Counts a call; calls inside another are counted in both.
  func didCall(_ name: String, seconds: Double) {
    let index = step(name)
    steps[index].calls += 1
    steps[index].seconds += seconds
  }

  /// Remembers that a call, which has yet to end, took its result from the cache.
  func didReuse(_ name: String) { steps[step(name)].cached += 1 }

  private func step(_ name: String) -> Int {
    if let index = steps.firstIndex(where: { $0.name == name }) { return index }
    steps.append(Step(name: name))
    return steps.count - 1
  }

  /// Seconds from an arbitrary moment on.
  static func now() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
  }
}
