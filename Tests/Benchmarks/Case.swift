import Imaging
import Lattice

/// One thing that is timed, in a process of its own.
struct Case {
  /// What tells it from all others.
  var name: String { words.joined(separator: " ") }
  var micrograph = Micrograph.particle1564
  var estimator = RollingWindow.Estimator.gaussian
  /// Whether by one Fourier transform and one fit per window in double precision.
  var isReference = false
  /// nil: the fastest that this machine has.
  var set: InstructionSet?
  var window = 128
  var step = 1
  var threads = 1
  /// The best of so many runs counts.
  var runs = 1

  private var words: [String] {
    [
      micrograph.rawValue, estimator.rawValue, isReference ? "reference" : set?.rawValue ?? "engine",
      "window=\(window)", "step=\(step)", "threads=\(threads)", "runs=\(runs)",
    ]
  }

  func with(_ change: (inout Case) -> Void) -> Case {
    var copy = self
    change(&copy)
    return copy
  }

  /// The same windows by the reference path, of which only some are measured.
  func reference(step: Int) -> Case {
    with { ($0.isReference, $0.set, $0.step, $0.runs, $0.threads) = (true, nil, step, min(runs, 2), 1) }
  }

  /// Runs the case, and writes its figures as a line of numbers.
  func run() throws {
    let image = try micrograph.image()
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (window, step, estimator)
    var best = (wall: Double.infinity, processor: Double.infinity)
    var (windows, bytes) = (0, 0)
    for _ in 0..<runs {
      let start = Clock.now
      let plan = try RollingWindowPlan(
        image: image, options: options, reflections: Micrograph.reflections,
        arithmetic: isReference ? .reference : nil)
      let map = try plan.run(threads: threads)
      let end = Clock.now
      best.wall = min(best.wall, end.wall - start.wall)
      best.processor = min(best.processor, end.processor - start.processor)
      (windows, bytes) = (map.rows * map.columns, map.byteCount)
    }
    print(windows, best.wall, best.processor, image.byteCount, bytes)
  }
}

/// What a case took.
struct Figures {
  let windows: Int
  /// Seconds.
  let wall, processor: Double
  /// Bytes of the image, of the map's planes, and the most that the process had in memory.
  let input, map, peak: Int

  /// Microseconds of processor time per window.
  var perWindow: Double { processor / Double(windows) * 1e6 }
  /// What the process needed beyond its input and its result.
  var overhead: Int { peak - input - map }

  init?(_ outcome: Child.Outcome) {
    let numbers = outcome.output.split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
    guard outcome.status == 0, numbers.count == 5 else { return nil }
    (windows, wall, processor) = (Int(numbers[0]), numbers[1], numbers[2])
    (input, map, peak) = (Int(numbers[3]), Int(numbers[4]), outcome.peak)
  }
}
