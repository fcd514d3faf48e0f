import Imaging
import Markup

/// OME-TIFF: an XML document of the root `OME` in the first page's ImageDescription, for all pages of the file.
///
/// Each `Image` has one `Pixels`, with the pixel's size (µm unless said otherwise), the time from frame to frame (s)
/// and, as `TiffData`, the directories that hold its planes.
struct OMEDescription {
  private let root: XMLElement
  private let images: [XMLElement]
  /// Which pages the document gives to which image.
  private var pages: [(range: Range<Int>, image: Int)] = []
  /// Whether some planes are in other files.
  private var namesOtherFiles = false

  init?(_ text: String?) {
    guard let text, text.contains("<OME") || text.contains(":OME"), let root = XMLElement(parsing: text),
      root.localName == "OME"
    else { return nil }
    self.root = root
    images = root.children.filter { $0.localName == "Image" }
    for (number, image) in images.enumerated() {
      for data in image.first("Pixels")?.children ?? [] where data.localName == "TiffData" {
        let identifier = data.first("UUID")
        if let own = root.attributes["UUID"], let identifier, identifier.text != own {
          namesOtherFiles = true
          continue
        }
        let first = data.attributes["IFD"].flatMap { Int($0) } ?? 0
        let count =
          data.attributes["PlaneCount"].flatMap { Int($0) } ?? (data.attributes["IFD"] == nil ? 1 << 32 : 1)
        guard (0..<1 << 32).contains(first), (1...1 << 32).contains(count) else { continue }
        pages.append((first..<first + count, number))
      }
    }
  }

  /// What it says of a page.
  func record(page: Int, of count: Int) -> TIFFVendorRecord {
    var record = TIFFVendorRecord(name: "OME", raw: page == 0 ? root.metadata : .group([:]))
    record.reason = "the OME-XML gives no pixel size"
    if namesOtherFiles {
      record.notes.append("it is one of several files of an OME-TIFF; only its own pages are read")
    }
    let index = images.count == 1 ? 0 : pages.first { $0.range.contains(page) }?.image ?? 0
    guard images.indices.contains(index), let pixels = images[index].first("Pixels") else { return record }
    let image = images[index]
    let known = pixels.attributes
    func number(_ name: String) -> Double? { known[name].flatMap { Double($0) } }
    if let x = number("PhysicalSizeX") ?? number("PhysicalSizeY"),
      let y = number("PhysicalSizeY") ?? number("PhysicalSizeX")
    {
      let unit = known["PhysicalSizeXUnit"] ?? "µm"
      let other = known["PhysicalSizeYUnit"] ?? unit
      let ratio =
        LengthUnit.nanometres(other).flatMap { b in LengthUnit.nanometres(unit).map { b / $0 } } ?? 1
      record.claims = [PixelSizeClaim(tag: "OME PhysicalSizeX", x: x, y: y * ratio, unitName: unit)]
      record.reason = "the OME-XML's unit is \(unit.oneLine(limit: 20))"
    }
    if let step = number("TimeIncrement"), step > 0, number("SizeT") == Double(count) {
      record.interval = TimeUnit.seconds(known["TimeIncrementUnit"] ?? "s").map { $0 * step }
    }
    record.acquisition.title = image.attributes["Name"]
    record.acquisition.date = image.first("AcquisitionDate")?.text
    record.acquisition.instrument = root.first("Instrument", "Microscope")?.attributes["Model"]
    record.acquisition.detector = root.first("Instrument", "Detector")?.attributes["Model"]
    return record
  }
}
