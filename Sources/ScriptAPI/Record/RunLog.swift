import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What happens in a run, as it happens: what is read and saved, what is warned of, and how long each step takes.
final class RunLog {
  private var ownInputs: [String] = []
  private var ownOutputs: [String] = []
  private var ownWarnings: [String] = []
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

  /// The log of a thread's own session adds to that of the run what comes of it.
  final class Elsewhere: Sendable {
    private let events = Mutex((inputs: Set<String>(), outputs: Set<String>(), warnings: Set<String>()))

    func add(_ log: RunLog) {
      events.withLock {
        $0.inputs.formUnion(log.inputs)
        $0.outputs.formUnion(log.outputs)
        $0.warnings.formUnion(log.warnings)
      }
    }

    var inputs: [String] { events.withLock { $0.inputs.sorted() } }
    var outputs: [String] { events.withLock { $0.outputs.sorted() } }
    var warnings: [String] { events.withLock { $0.warnings.sorted() } }
  }

  /// Paths as the script gave them, in order, each once; those of other threads behind.
  var inputs: [String] { ownInputs + elsewhere.inputs.filter { !ownInputs.contains($0) } }

  /// Files and folders, as absolute normal paths, in order, each once; those of other threads behind.
  var outputs: [String] { ownOutputs + elsewhere.outputs.filter { !ownOutputs.contains($0) } }

  var warnings: [String] { ownWarnings + elsewhere.warnings }

  func didRead(_ path: String) { if !ownInputs.contains(path) { ownInputs.append(path) } }

  func didSave(_ path: String) { if !ownOutputs.contains(path) { ownOutputs.append(path) } }

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
