/// Dates in the files of TIA.
enum TIADate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// ISO 8601 of a local time as C's asctime writes it: `"2016-02-22T18:57:51"` for `"Mon Feb 22 18:57:51 2016"`.
  static func iso8601(_ text: String) -> String? {
    let parts = text.split { $0 == " " }
    guard parts.count == 5, let month = months.firstIndex(of: String(parts[1])), let day = Int(parts[2]),
      (1...31).contains(day), let year = Int(parts[4]), (1900...9999).contains(year),
      parts[3].utf8.count == 8,
      parts[3].utf8.allSatisfy({ (0x30...0x3A).contains($0) })
    else { return nil }
    return "\(year)-\(padded(month + 1))-\(padded(day))T\(parts[3])"
  }

  /// ISO 8601 of a time in UTC.
  static func iso8601(secondsSince1970 seconds: Int) -> String? {
    guard seconds > 0, seconds < 1 << 33 else { return nil }
    // Days since 1 March of the year 0, in years that end with February: leap days then come last.
    var days = seconds / 86400 + 719_468
    let era = days / 146_097
    days -= era * 146_097
    let yearOfEra = (days - days / 1460 + days / 36524 - days / 146_096) / 365
    let dayOfYear = days - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { padded($0) }.joined(
      separator: ":")
    return "\(year)-\(padded(month))-\(padded(day))T\(clock)Z"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
