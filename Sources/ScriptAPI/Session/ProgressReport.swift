import Scripting

/// Tells how far a long step is: the script's function, or a bar on a terminal.
///
/// The script's function may raise: the step is then asked to stop, and the error thrown once it has.
final class ProgressReport {
  /// Asks the step to stop.
  let halt = Halt()
  private let function: LuaFunction?
  private let bar: ProgressBar?
  private var failure: (any Error)?

  init(_ title: String, _ progress: Progress?, _ session: Session) {
    if case .function(let function) = progress { self.function = function } else { function = nil }
    bar = progress == nil ? session.progressBar(title) : nil
  }

  func update(_ done: Int, _ total: Int) {
    bar?.update(done, total)
    guard let function, failure == nil else { return }
    do { try function.call([done, total]) { _ in } } catch {
      failure = error
      halt.request()
    }
  }

  /// Wipes the bar away, and throws what the script's function has raised.
  func finish() throws {
    bar?.finish()
    if let failure { throw failure }
  }
}
