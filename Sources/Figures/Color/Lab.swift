import Numerics

/// A colour in CIELAB under D65: lightness L* 0...100, a* (green to red), b* (blue to yellow).
///
/// Equal distances look about equally large, so colours between two anchors are sought here. sRGB by IEC 61966-2-1,
/// CIELAB by CIE 15.
package struct Lab: Hashable, Sendable {
  package var lightness: Double
  package var a: Double
  package var b: Double

  package init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  package init(_ color: RGB) {
    let (r, g, b) = (Self.linear(color.red), Self.linear(color.green), Self.linear(color.blue))
    let x = Self.compress((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / Self.whiteX)
    let y = Self.compress(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    let z = Self.compress((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / Self.whiteZ)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// The nearest colour that a screen has: channels outside sRGB are clipped.
  package var rgb: RGB {
    let fy = (lightness + 16) / 116
    let x = Self.expand(fy + a / 500) * Self.whiteX
    let y = Self.expand(fy)
    let z = Self.expand(fy - b / 200) * Self.whiteZ
    return RGB(
      red: Self.encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
      green: Self.encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
      blue: Self.encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z))
  }

  /// The CIE 1976 colour difference; about 2 is just seen side by side.
  package func distance(to other: Lab) -> Double {
    let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }

  private static let whiteX = 0.95047
  private static let whiteZ = 1.08883

  private static func linear(_ channel: UInt8) -> Double {
    let v = Double(channel) / 255
    return v <= 0.04045 ? v / 12.92 : Double.pow((v + 0.055) / 1.055, 2.4)
  }

  private static func encoded(_ linear: Double) -> UInt8 {
    let v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Double.pow(linear, 1 / 2.4) - 0.055
    return UInt8((255 * min(max(v, 0), 1)).rounded())
  }

  private static func compress(_ t: Double) -> Double {
    t > 216.0 / 24389 ? Double.root(t, 3) : (24389.0 / 27 * t + 16) / 116
  }

  private static func expand(_ f: Double) -> Double {
    let cube = f * f * f
    return cube > 216.0 / 24389 ? cube : (116 * f - 16) * 27 / 24389
  }
}
