/// A colour in sRGB, 8 bits a channel.
public struct RGB: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour written 0xRRGGBB.
  public init(_ hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  /// The colour as 0xRRGGBB.
  package var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// As 0xAARRGGBB, multiplied by alpha.
  func hex(opacity: Double) -> UInt32 {
    let alpha = min(max(opacity, 0), 1)
    func byte(_ value: Double) -> UInt32 { UInt32((value * alpha).rounded()) }
    return byte(255) << 24 | byte(Double(red)) << 16 | byte(Double(green)) << 8 | byte(Double(blue))
  }

  public static let white = RGB(0xFFFFFF)
  public static let black = RGB(0x000000)
}
