import Imaging

/// Where everything is in a TIFF that is written: the head, the pixels of all pages, then the directories.
package struct TIFFLayout {
  /// Room for the head of a BigTIFF; other files leave half of it unused.
  package static let headByteCount = 16

  private let size: ImageError.Size
  private let type: SampleType
  private let resolution: TIFFResolution?

  package init(size: ImageError.Size, type: SampleType, calibration: Calibration) {
    self.size = size
    self.type = type
    resolution = calibration == .none ? nil : TIFFResolution(calibration)
  }

  private var pageByteCount: Int { size.rows * size.columns * type.byteCount }

  /// Writes the directories and the head. The pixels of `pages` pages lie behind the head's room already.
  ///
  /// - Parameter largestClassic: Above this many bytes the file is a BigTIFF.
  package func complete(
    _ file: borrowing AtomicFile, pages: Int, interval: Double? = nil,
    largestClassic: Int = Int(UInt32.max)
  ) throws(ImageFileError) {
    let end = Self.headByteCount + pages * pageByteCount
    // A directory takes less than 400 bytes.
    let isBig = end + pages * 400 + 4096 > largestClassic
    var bytes = [UInt8](repeating: 0, count: end % 2)
    var shared = TIFFEntryList(isBig: isBig, heapStart: end + bytes.count)
    fill(&shared)
    var first = shared
    first.text(270, description(pages: pages, interval: interval))
    bytes += first.heap
    shared.heap = []
    first.heap = []

    let start = end + bytes.count
    var offset = start
    for page in 0..<pages {
      var entries = page == 0 ? first : shared
      entries.offset(273, Self.headByteCount + page * pageByteCount)
      offset += entries.directoryByteCount
      bytes += entries.directory(next: page < pages - 1 ? offset : 0)
      if bytes.count > 1 << 20 {
        try file.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try file.write(bytes)
    let head: [UInt8] = isBig ? [0x49, 0x49, 43, 0, 8, 0, 0, 0] : [0x49, 0x49, 42, 0]
    try file.overwrite(head + TIFFEntryList.little(start, isBig ? 8 : 4), at: 0)
  }

  /// What all pages have in common.
  private func fill(_ entries: inout TIFFEntryList) {
    entries.long(256, size.columns)
    entries.long(257, size.rows)
    entries.short(258, 8 * type.byteCount)
    entries.short(259, 1)
    entries.short(262, 1)
    entries.short(277, 1)
    // One strip: ImageJ asks for samples without gaps.
    entries.long(278, size.rows)
    entries.offset(279, pageByteCount)
    if let resolution {
      entries.ratio(282, resolution.x)
      entries.ratio(283, resolution.y)
      entries.short(296, 1)
    }
    entries.text(305, "Fringe")
    entries.short(339, type == .float32 ? 3 : 1)
  }

  private func description(pages: Int, interval: Double?) -> String {
    var lines = ["ImageJ=1.54f", "images=\(pages)"]
    if pages > 1 { lines += ["frames=\(pages)", "hyperstack=true"] }
    lines.append("unit=\(resolution?.unit ?? "pixel")")
    if pages > 1, let interval, interval > 0, interval.isFinite { lines.append("finterval=\(interval)") }
    return (lines + ["loop=false", ""]).joined(separator: "\n")
  }
}
