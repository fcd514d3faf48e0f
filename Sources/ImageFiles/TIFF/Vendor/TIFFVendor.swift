import Imaging
import Markup

/// What a microscope's or a camera's program has written into a page beside the standard fields.
struct TIFFVendorRecord {
  /// The vendor's name: where its tree is in the raw metadata.
  var name: String
  var raw: MetadataValue
  /// Pixel sizes, the most trusted first.
  var claims: [PixelSizeClaim?] = []
  /// Why there is none, in one line.
  var reason: String?
  var acquisition = Acquisition()
  /// Seconds from one page to the next.
  var interval: Double?
  /// What the user should know, a line each.
  var notes: [String] = []

  init(name: String, raw: MetadataValue) {
    self.name = name
    self.raw = raw
  }
}

/// A page as the vendors' parsers see it.
struct TIFFVendorPage {
  let entries: TIFFEntries
  let rows: Int
  let columns: Int
  let description: String?
  let make: String?

  /// The records that are found, those of vendors' own tags first: the order in which their pixel sizes are trusted.
  var records: [TIFFVendorRecord] {
    [
      FEITags.record(self), ThermoTag.record(self), ZeissTag.record(self), TVIPSTag.record(self),
      DigitalMicrographTags.record(self), OlympusTag.record(self), JEOLDescription.record(self),
    ].compactMap(\.self)
  }
}

extension XMLElement {
  /// The name without the prefix of its name space.
  var localName: Substring { name.split(separator: ":").last ?? "" }

  /// The first element along a path of names without prefixes.
  func first(_ path: String...) -> XMLElement? {
    path.reduce(Optional(self)) { element, name in element?.children.first { $0.localName == name } }
  }

  /// The text of the first element along a path as a number; nil where it is none.
  func number(_ path: String...) -> Double? {
    let element = path.reduce(Optional(self)) { element, name in
      element?.children.first { $0.localName == name }
    }
    return element.flatMap { Double($0.text) }.flatMap { $0.isFinite ? $0 : nil }
  }
}
