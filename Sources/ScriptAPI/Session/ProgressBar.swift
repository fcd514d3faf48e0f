#if canImport(Glibc)
  import Glibc
#endif

/// A bar on a terminal that shows how far a long step is, how fast it goes and how long it will take.
final class ProgressBar {
  private let title: String
  private let console: Console
  private let start = ProgressBar.now()
  private var lastDrawn = 0.0
  private var isDrawn = false

  init(title: String, console: Console) {
    self.title = title
    self.console = console
  }

  /// Shows that `done` of `total` units are finished; draws at most ten times a second.
  func update(_ done: Int, _ total: Int) {
    let now = ProgressBar.now()
    guard done >= total || now - lastDrawn > 0.1, now - start > 0.3 || isDrawn else { return }
    lastDrawn = now
    isDrawn = true
    let elapsed = now - start
    let rate = Double(done) / max(elapsed, 1e-9)
    let left = rate > 0 ? Double(total - done) / rate : 0
    let width = 24
    let filled = total > 0 ? done * width / total : width
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
    let percent = total > 0 ? done * 100 / total : 100
    console.write(
      "\r\(title) \(bar) \(percent) %  \(ProgressBar.rate(rate))/s  \(ProgressBar.time(left)) left\u{1B}[K")
  }

  /// Wipes the bar away.
  func finish() {
    if isDrawn { console.write("\r\u{1B}[K") }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func rate(_ perSecond: Double) -> String {
    perSecond >= 1e6
      ? "\(Int(perSecond / 1e6)) M" : perSecond >= 1e4 ? "\(Int(perSecond / 1e3)) k" : "\(Int(perSecond))"
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    let rest = whole % 60
    return whole >= 3600
      ? "\(whole / 3600) h \(whole / 60 % 60) min" : "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
