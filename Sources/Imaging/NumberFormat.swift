#if canImport(Glibc)
  import Glibc
#endif

/// Numbers as people read them.
public enum NumberFormat {
  /// `value` with at most `digits` significant digits and without trailing zeros: `4095`, `0.021`, `1.5e-07`.
  public static func compact(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite else { return nonFinite(value) }
    return print("%.*g", min(max(digits, 1), 17), value + 0)
  }

  /// `value` with exactly `digits` significant digits: 0.021 with 3 is `0.0210`.
  public static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let text = print("%#.*g", min(max(digits, 1), 17), value + 0)
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// `value` with exactly `decimals` digits after the point; never `-0`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let text = print("%.*f", min(max(decimals, 0), 40), value)
    return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
  }

  /// A measured value with the standard uncertainty of its last digits in parentheses and its unit: `0.2355(3) nm`.
  ///
  /// The uncertainty is given to one digit, or to two when the first is a 1. Very small and very large values have a
  /// power of ten: `2.30(3)e-7 nm`. Without an uncertainty that is finite and positive, the value has up to six
  /// significant digits.
  public static func format(_ value: Double, sigma: Double? = nil, unit: String? = nil) -> String {
    let suffix = unit.map { $0.isEmpty || $0 == "°" ? $0 : " " + $0 } ?? ""
    guard let sigma, value.isFinite, sigma.isFinite, sigma > 0 else { return compact(value) + suffix }
    let exponent = decimalExponent(max(abs(value), sigma))
    guard !(-4...6).contains(exponent) else { return parenthesized(value, sigma) + suffix }
    // Powers of ten beyond the range of a double are taken in two steps.
    let half = Double.pow10(-exponent / 2)
    let rest = Double.pow10(-exponent - -exponent / 2)
    return parenthesized(value * half * rest, sigma * half * rest) + "e\(exponent)" + suffix
  }

  private static func parenthesized(_ value: Double, _ sigma: Double) -> String {
    let text = print("%.*e", 1, sigma)
    let exponent = decimalExponent(sigma)
    let decimals = max(0, text.hasPrefix("1") ? 1 - exponent : -exponent)
    guard decimals <= 15 else { return compact(value, digits: 16) }
    let spread = fixed(sigma, decimals: decimals)
    let digits = spread.hasPrefix("0.") ? String(spread.dropFirst(2).drop { $0 == "0" }) : spread
    return fixed(value, decimals: decimals) + "(\(digits))"
  }

  /// The power of ten of a positive number that is rounded to two significant digits.
  private static func decimalExponent(_ value: Double) -> Int {
    let text = print("%.*e", 1, value)
    return text.split(separator: "e").last.flatMap { Int($0) } ?? 0
  }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "NaN" : value > 0 ? "inf" : "-inf"
  }

  private static func print(_ format: String, _ precision: Int, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let length = withVaList([Int32(precision), value]) {
        vsnprintf(buffer.baseAddress, buffer.count, format, $0)
      }
      return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}

extension Double {
  fileprivate static func pow10(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
