#if canImport(Glibc)
  import Glibc
#endif

/// What happens in a run, as it happens: what is read and saved, what is warned of, and how long each step takes.
final class RunLog {
  /// Paths as the script gave them, in order, each once.
  private(set) var inputs: [String] = []
  /// Files and folders, as absolute normal paths, in order, each once.
  private(set) var outputs: [String] = []
  private(set) var warnings: [String] = []
  private(set) var steps: [Step] = []
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

  func didRead(_ path: String) { if !inputs.contains(path) { inputs.append(path) } }

  func didSave(_ path: String) { if !outputs.contains(path) { outputs.append(path) } }

  func didWarn(_ message: String) { warnings.append(message) }

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
