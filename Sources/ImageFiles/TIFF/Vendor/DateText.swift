/// Dates in the ways that files write them, as ISO 8601.
enum DateText {
  /// `"2018-11-15T19:42:31"` of `"2018:11:15 19:42:31"` (TIFF), `"2021/05/18 14:10"` and the like.
  static func iso(yearFirst text: String) -> String? {
    let numbers = Self.numbers(text)
    guard numbers.count >= 3 else { return nil }
    return iso(numbers[0], numbers[1], numbers[2], Array(numbers[3...]))
  }

  /// The same of `"13.06.2016 17:06:40"`.
  static func iso(dayFirst text: String) -> String? {
    let numbers = Self.numbers(text)
    guard numbers.count >= 3 else { return nil }
    return iso(numbers[2], numbers[1], numbers[0], Array(numbers[3...]))
  }

  /// The same of `"25 Sep 2018"` and `"8:20:42"`.
  static func iso(namedMonth date: String, time: String) -> String? {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let numbers = Self.numbers(date)
    guard numbers.count >= 2,
      let month = months.firstIndex(where: { date.lowercased().contains($0) })
    else { return nil }
    return iso(numbers[1], month + 1, numbers[0], Self.numbers(time))
  }

  /// nil where the numbers are no date; a time that is none is left out.
  static func iso(_ year: Int, _ month: Int, _ day: Int, _ time: [Int]) -> String? {
    guard (1900...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let date = "\(year)-\(two(month))-\(two(day))"
    guard time.count >= 2, (0..<24).contains(time[0]), (0..<60).contains(time[1]) else { return date }
    let seconds = time.count > 2 && (0...60).contains(time[2]) ? ":" + two(time[2]) : ""
    return "\(date)T\(two(time[0])):\(two(time[1]))\(seconds)"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The whole numbers in a text, up to six of them.
  private static func numbers(_ text: String) -> [Int] {
    text.split(maxSplits: 16) { !$0.isASCII || !$0.isNumber }.prefix(6).compactMap { Int($0) }
  }
}
