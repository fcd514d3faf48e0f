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
    return "\(year)-\(CivilDate.twoDigits(month + 1))-\(CivilDate.twoDigits(day))T\(parts[3])"
  }
}
