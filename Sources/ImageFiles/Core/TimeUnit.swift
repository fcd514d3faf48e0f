/// Units of time by the names that files give them.
enum TimeUnit {
  /// How many seconds one of the unit named is; nil when the name is no time.
  static func seconds(_ name: String) -> Double? {
    switch name.filter({ !$0.isWhitespace && $0 != "\0" }).lowercased() {
    case "s", "sec", "secs", "second", "seconds": 1
    case "ms", "msec", "millisecond", "milliseconds": 1e-3
    case "\u{B5}s", "\u{3BC}s", "us", "usec", "microsecond", "microseconds": 1e-6
    case "ns", "nsec", "nanosecond", "nanoseconds": 1e-9
    case "min", "mins", "minute", "minutes": 60
    case "h", "hr", "hour", "hours": 3600
    default: nil
    }
  }
}
