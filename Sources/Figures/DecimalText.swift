import Numerics

/// `mantissa` × 10^`exponent` in digits, with a true minus sign: (25, -3) is 0.025, (-2, 3) is −2000.
package func decimalText(_ mantissa: Int, exponent: Int) -> String {
  let sign = mantissa < 0 ? "−" : ""
  var digits = String(mantissa.magnitude)
  guard exponent < 0 else {
    return sign + digits + String(repeating: "0", count: mantissa == 0 ? 0 : exponent)
  }
  if digits.count <= -exponent {
    digits = String(repeating: "0", count: 1 - exponent - digits.count) + digits
  }
  let point = digits.index(digits.endIndex, offsetBy: exponent)
  return sign + digits[..<point] + "." + digits[point...]
}

/// A whole number in superscript digits.
package func superscript(_ number: Int) -> String {
  let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  let text = String(number.magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } }
  return (number < 0 ? "⁻" : "") + String(text)
}

/// A value to five significant digits.
func rounded(_ value: Double) -> Double {
  guard value != 0 else { return 0 }
  let unit = Double.pow(10, 4 - Double.log10(abs(value)).rounded(.down))
  let result = (value * unit).rounded() / unit
  return result.isFinite ? result : value
}
