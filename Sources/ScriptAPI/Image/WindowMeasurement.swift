import Imaging
import Lattice
import Scripting
import Synchronization

/// A Lua function called for the windows of an image, on several threads.
///
/// A row of the map is one piece of work, so that nothing depends on the number of threads.
final class WindowMeasurement: Sendable {
  /// Which windows.
  struct Grid: Sendable {
    var window: Int
    var step: Int
    var taper: Taper
  }

  enum Outcome {
    case images([Image])
    case cancelled
    case failed(String)
  }

  /// More values than this are a slip: every one makes an image.
  private static let maximumValues = 64

  private let image: Image
  private let grid: Grid
  private let function: PortableFunction
  private let context: PortableValue
  private let searchPath: String?
  private let frame: Image
  private let progress = Mutex(State())

  private struct State {
    /// Of each row of the map, the values of each pixel.
    var rows: [[[Double]]]
    /// The first error in order of the windows: a row of the map and what it says.
    var failure: (row: Int, message: String)?
    /// Threads that have begun.
    var workers = 0
    /// What ends the functions that run, by thread.
    var interrupters: [Int: @Sendable () -> Void] = [:]

    init() { rows = [] }
  }

  init(
    _ image: Image, _ grid: Grid, _ function: PortableFunction, context: PortableValue, searchPath: String?
  ) throws {
    self.image = image
    self.grid = grid
    self.function = function
    self.context = context
    self.searchPath = searchPath
    frame = try image.like(.nan, step: grid.step)
    progress.withLock { [rows = frame.rows] in $0.rows = Array(repeating: [], count: rows) }
  }

  func run(
    _ session: Session, progress report: (Int, Int) -> Void, isCancelled: @escaping @Sendable () -> Bool
  ) -> Outcome {
    let makeState = session.workerStates()
    let isDone = Workers.run(
      count: frame.rows, threads: session.threads,
      isCancelled: { [self] in isCancelled() || hasFailed },
      progress: { [self] done in
        report(done * frame.columns, frame.count)
        if isCancelled() { interruptAll() }
      },
      work: { [self] queue in work(queue, makeState) })
    return progress.withLock { state in
      if let failure = state.failure { return .failed(failure.message) }
      return isDone ? .images(images(state.rows)) : .cancelled
    }
  }

  private var hasFailed: Bool { progress.withLock { $0.failure != nil } }

  private func interruptAll() {
    progress.withLock { for interrupt in $0.interrupters.values { interrupt() } }
  }

  // MARK: - On a thread

  private func work(_ queue: WorkQueue, _ makeState: @Sendable () throws(ScriptError) -> LuaState) {
    do {
      let state = try makeState()
      let interrupt = state.interrupter
      let number = progress.withLock { shared in
        shared.workers += 1
        shared.interrupters[shared.workers] = interrupt
        return shared.workers
      }
      // Nothing interrupts a state that is gone.
      defer { withExtendedLifetime(state) { progress.withLock { $0.interrupters[number] = nil } } }
      let worker = try FunctionWorker(
        state: state, function: function, context: context, searchPath: searchPath)
      let spectra = WindowSpectra(of: image, window: grid.window, taper: grid.taper)
      queue.forEach { row in
        do throws(FunctionWorker.Failure) {
          let values = try measure(row, worker, spectra)
          progress.withLock { $0.rows[row] = values }
        } catch .raised(let message) {
          fail(row, message)
        } catch {}
      }
    } catch FunctionWorker.Failure.raised(let message) {
      fail(-1, message)
    } catch {
      fail(-1, "\(error)")
    }
  }

  /// The first error in order of the windows counts, whatever the number of threads: rows are begun in order, and one
  /// that has begun goes on.
  private func fail(_ row: Int, _ message: String) {
    progress.withLock { state in
      if let earlier = state.failure, earlier.row <= row { return }
      state.failure = (row, message)
    }
  }

  private func measure(
    _ mapRow: Int, _ worker: FunctionWorker, _ spectra: WindowSpectra
  ) throws(FunctionWorker.Failure) -> [[Double]] {
    var values: [[Double]] = []
    values.reserveCapacity(frame.columns)
    for mapColumn in 0..<frame.columns {
      let (row, column) = (mapRow * grid.step, mapColumn * grid.step)
      guard let spectrum = spectra.spectrum(row: row, column: column) else {
        values.append([])
        continue
      }
      let place = Record([
        ("row", row + 1), ("column", column + 1), ("map_row", mapRow + 1), ("map_column", mapColumn + 1),
      ])
      do throws(FunctionWorker.Failure) {
        let results = try worker.call(number: mapRow * frame.columns + mapColumn, [spectrum, place])
        guard results.count <= Self.maximumValues else {
          throw .raised(
            "the function returned \(results.count) values; at most \(Self.maximumValues) can be mapped")
        }
        values.append(results)
      } catch .raised(let message) {
        throw .raised("\(message) (in the window of row \(row + 1), column \(column + 1))")
      } catch {
        throw error
      }
    }
    return values
  }

  // MARK: - Afterwards

  /// One image for each value; NaN where there was none.
  private func images(_ rows: [[[Double]]]) -> [Image] {
    let count = rows.lazy.joined().map(\.count).max() ?? 0
    return (0..<count).map { place in
      let pixels = rows.lazy.joined().map { place < $0.count ? Float($0[place]) : .nan }
      return frame.with(pixels: Array(pixels))
    }
  }
}
