/// The names that bind an EMI file and its series together: `a.emi` and `a_1.ser`, `a_2.ser` and so on.
enum EMISeries {
  /// Series of an experiment are looked for up to this number: some may have been deleted.
  private static let maximumNumber = 256

  /// The EMI file of a series and the number of the series in it; nil when the name has no number.
  static func sidecar(of path: String) -> (path: String, number: Int)? {
    guard FilePath.pathExtension(path) == "ser", let bar = path.lastIndex(of: "_"),
      let number = Int(path[path.index(after: bar)...].dropLast(4)), number > 0
    else { return nil }
    let stem = path[..<bar]
    let candidates = ["\(stem).emi", "\(stem).EMI"]
    return (candidates.first { AtomicFile.exists($0) } ?? candidates[0], number)
  }

  /// The path of the series of a number.
  static func path(of emi: String, number: Int) -> String {
    let stem = FilePath.pathExtension(emi) == "emi" ? emi.dropLast(4) : emi[...]
    return "\(stem)_\(number).ser"
  }

  /// The series beside an EMI file.
  static func paths(of emi: String) -> [(number: Int, path: String)] {
    (1...maximumNumber).map { ($0, path(of: emi, number: $0)) }.filter { AtomicFile.exists($0.1) }
  }
}
