import Imaging
import Scripting

extension Image: ScriptObject {
  public static let className = "Image"
  public var scriptDescription: String { description }
  public var hostBytes: Int { byteCount }
}

extension Mask: ScriptObject {
  public static let className = "Mask"
  public var scriptDescription: String { description }
  public var hostBytes: Int { inside.count }
}

extension Kind where Value == Image {
  /// An Image, or a Mask taken as an image of 0 and 1.
  static var image: Kind {
    Kind(
      expected: "an Image", luaType: "Image",
      sample: "fringe.image(48, 48, function(r, c) return 100 + 20 * math.cos(0.9 * c + 0.3 * r) "
        + "+ 15 * math.cos(0.4 * c - 0.9 * r) end)"
    ) { slot throws(Mismatch) in
      if let mask = slot.object(Mask.self) { return mask.image }
      return try Kind<Image>.object(sample: "").read(slot)
    }
  }
}

extension Kind where Value == Mask {
  /// A Mask, or an Image of which pixels that are neither 0 nor NaN are inside.
  static var maskOrImage: Kind {
    Kind(expected: "a Mask or an Image", luaType: "Mask|Image", sample: mask.sample) {
      slot throws(Mismatch) in
      if let image = slot.object(Image.self) { return Mask(image) }
      return try Kind<Mask>.mask.read(slot)
    }
  }

  static var mask: Kind { .object(sample: "fringe.image(48, 48, function(r, c) return r end):above(20)") }
}

/// An image or one number for all of its pixels.
enum ImageOrNumber {
  case image(Image)
  case number(Double)
}

extension Kind where Value == ImageOrNumber {
  static var imageOrNumber: Kind {
    Kind(expected: "an Image or a number", luaType: "Image|number", sample: "2") { slot throws(Mismatch) in
      if let number = slot.number { return .number(number) }
      return try Kind<Image>.image.read(slot).map(ImageOrNumber.image)
    }
  }
}

extension Kind where Value == Double {
  /// The side of a pixel, nm.
  static var pixelSize: Kind {
    number.map(expected: "a pixel size in nm, from 1e-9 to 1e9") {
      Calibration.pixelSizes.contains($0) ? $0 : nil
    }
    .sample("0.04")
  }
}

extension Kind where Value == Int {
  /// A row or column that may lie outside the image, from which can be counted without overflow.
  static var place: Kind { integer(-1_000_000_000...1_000_000_000) }
}
