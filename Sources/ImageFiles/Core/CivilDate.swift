/// Dates from numbers of seconds.
enum CivilDate {
  /// ISO 8601, `"2016-02-22T18:57:53"`, of seconds since the beginning of 1970; nil before and after the year 2200.
  static func iso8601(secondsSince1970 seconds: Int) -> String? {
    guard seconds > 0, seconds < 7_258_118_400 else { return nil }
    // Days since 1 March of the year 0, in years that end with February: leap days then come last.
    var days = seconds / 86400 + 719_468
    let era = days / 146_097
    days -= era * 146_097
    let yearOfEra = (days - days / 1460 + days / 36524 - days / 146_096) / 365
    let dayOfYear = days - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { twoDigits($0) }
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))T\(clock.joined(separator: ":"))"
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
