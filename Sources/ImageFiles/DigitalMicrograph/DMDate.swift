/// Dates as DigitalMicrograph writes them: in the manner of the computer's country.
enum DMDate {
  /// The local time of a date and a time as ISO 8601; nil when they cannot be told.
  ///
  /// `27.08.2016` has the day first, `2016-08-27` the year, `8/27/2016` and `27/08/2016` what cannot be a month. When
  /// both could be, `fileTime` decides (100 ns since 1601, UTC, as the computer's clock had it), and without one a time
  /// with AM or PM means the month is first.
  static func iso8601(date: String?, time: String?, fileTime: Double?) -> String? {
    guard let date, let days = candidates(date, time: time) else { return nil }
    let clock = time.flatMap { Self.clock($0) }
    var best = days.first
    if days.count > 1, let fileTime, fileTime > 0, fileTime < 1e19 {
      let day = fileTime / 1e7 / 86400 - 145_731  // From 1601 to 2000.
      best = days.min { first, second in abs(number(first) - day) < abs(number(second) - day) }
    }
    guard let best else { return nil }
    return clock.map { "\(text(best))T\($0)" } ?? text(best)
  }

  private typealias Day = (year: Int, month: Int, day: Int)

  /// The readings of a date that are possible, the likelier first.
  private static func candidates(_ date: String, time: String?) -> [Day]? {
    let parts = date.split { !$0.isASCII || !$0.isNumber }
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    if parts[0].count == 4 { return valid([(numbers[0], numbers[1], numbers[2])]) }
    let year = numbers[2] < 70 ? 2000 + numbers[2] : numbers[2] < 100 ? 1900 + numbers[2] : numbers[2]
    let dayFirst: Day = (year, numbers[1], numbers[0])
    let monthFirst: Day = (year, numbers[0], numbers[1])
    if date.contains(".") { return valid([dayFirst]) }
    let isAmerican = time.map { $0.hasSuffix("AM") || $0.hasSuffix("PM") } ?? false
    return valid(isAmerican ? [monthFirst, dayFirst] : [dayFirst, monthFirst])
  }

  private static func valid(_ days: [Day]) -> [Day]? {
    let valid = days.filter {
      (1900...9999).contains($0.year) && (1...12).contains($0.month) && (1...31).contains($0.day)
    }
    return valid.isEmpty ? nil : valid
  }

  /// Hours, minutes and seconds on a clock of 24 hours: `"20:55:59"` for `"08:55:59 p.m."`.
  private static func clock(_ time: String) -> String? {
    let parts = time.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard parts.count >= 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
    let letters = time.lowercased().filter { $0.isLetter }
    let hour = letters == "pm" ? parts[0] % 12 + 12 : letters == "am" ? parts[0] % 12 : parts[0]
    let second = parts.count > 2 && (0..<60).contains(parts[2]) ? parts[2] : 0
    return [hour, parts[1], second].map { padded($0, 2) }.joined(separator: ":")
  }

  /// Days since the beginning of 2000, near enough to tell two readings of a date apart.
  private static func number(_ day: Day) -> Double {
    Double(day.year - 2000) * 365.2425 + Double(day.month - 1) * 30.44 + Double(day.day)
  }

  private static func text(_ day: Day) -> String {
    "\(padded(day.year, 4))-\(padded(day.month, 2))-\(padded(day.day, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
