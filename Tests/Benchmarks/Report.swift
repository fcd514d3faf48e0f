@preconcurrency import Glibc

/// Runs cases, each once and in a process of its own, and tells of them as they come.
final class Report {
  private var done: [String: Figures] = [:]
  private(set) var records: [JSON] = []

  func run(_ suite: Suite) {
    head(suite.title)
    print(
      Self.left("", 44) + Self.right("windows", 10) + Self.right("µs/window", 11) + Self.right("s", 8)
        + Self.right("peak MB", 9) + Self.right("beyond*", 9))
    for row in suite.rows { run(row, in: suite) }
  }

  private func run(_ row: Suite.Row, in suite: Suite) {
    guard let figures = figures(row.subject) else { return line("\(row.label): failed") }
    var ratios: [(String, JSON)] = []
    var remarks: [String] = []
    for comparison in row.comparisons where comparison.other.name != row.subject.name {
      guard let other = self.figures(comparison.other) else { continue }
      let ratio = comparison.ratio(figures, other)
      ratios.append((comparison.text, .number(ratio)))
      remarks.append("\(Self.fixed(ratio, ratio < 10 ? 2 : 0)) × \(comparison.text)")
    }
    line(
      Self.left(row.label, 44) + Self.right("\(figures.windows)", 10)
        + Self.right(Self.fixed(figures.perWindow, 2), 11) + Self.right(Self.fixed(figures.wall, 2), 8)
        + Self.right(Self.megabytes(figures.peak), 9) + Self.right(Self.megabytes(figures.overhead), 9)
        + (remarks.isEmpty ? "" : "   " + remarks.joined(separator: ", ")))
    record(
      suite.name, row.label,
      [
        ("case", .text(row.subject.name)), ("windows", .number(Double(figures.windows))),
        ("microseconds_per_window", .number(figures.perWindow)), ("seconds", .number(figures.wall)),
        ("processor_seconds", .number(figures.processor)), ("input_bytes", .number(Double(figures.input))),
        ("map_bytes", .number(Double(figures.map))), ("peak_bytes", .number(Double(figures.peak))),
        ("ratios", .object(ratios)),
      ])
  }

  private func figures(_ subject: Case) -> Figures? {
    if let known = done[subject.name] { return known }
    let settings = subject.set.map { ["FRINGE_ISA=\($0.rawValue)"] } ?? []
    let figures = Child.run(Child.own, ["--case", subject.name], settings: settings).flatMap(Figures.init)
    done[subject.name] = figures
    return figures
  }

  // MARK: - Lines

  func head(_ title: String) { line("\n\(title)") }

  /// Prints a line at once.
  func line(_ text: String) {
    print(text)
    fflush(nil)
  }

  func record(_ suite: String, _ label: String, _ fields: [(String, JSON)]) {
    records.append(.object([("suite", .text(suite)), ("label", .text(label))] + fields))
  }

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  static func fixed(_ value: Double, _ places: Int) -> String {
    guard value.isFinite && abs(value) < 1e12 else { return "\(value)" }
    let scale = places == 0 ? 1 : places == 1 ? 10.0 : 100.0
    let whole = Int((abs(value) * scale).rounded())
    let (integer, fraction) = (whole / Int(scale), "\(whole % Int(scale))")
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard places > 0 else { return sign + "\(integer)" }
    return sign + "\(integer)." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  static func megabytes(_ bytes: Int) -> String { "\(Int((Double(bytes) / 1e6).rounded()))" }
}
