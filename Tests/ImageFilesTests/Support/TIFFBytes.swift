/// A small uncompressed TIFF made by hand, for layouts that no file at hand has.
struct TIFFBytes {
  var rows = 1
  var columns = 1
  var bitsPerSample = 8
  var samplesPerPixel = 1
  var sampleFormat = 1
  var isBigEndian = false
  var rowsPerStrip: Int?
  var description: String?
  /// XResolution and YResolution, and the unit: 1 none, 2 inch, 3 cm.
  var resolution: (x: (UInt32, UInt32), y: (UInt32, UInt32), unit: UInt16)?
  /// Further tags of one SHORT.
  var tags: [UInt16: UInt16] = [:]
  var data: [UInt8] = []
  /// Bytes of the data that belong to the image; nil for all of them.
  var imageBytes: Int?

  private func integer(_ value: Int, _ count: Int) -> [UInt8] {
    let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }

  var bytes: [UInt8] {
    var heap: [UInt8] = []
    var entries: [(tag: UInt16, type: Int, count: Int, value: [UInt8])] = []
    func short(_ tag: UInt16, _ value: Int) { entries.append((tag, 3, 1, integer(value, 2))) }
    func long(_ tag: UInt16, _ value: Int) { entries.append((tag, 4, 1, integer(value, 4))) }
    let (headEnd, imageBytes) = (8, self.imageBytes ?? data.count)
    heap += data
    func stored(_ bytes: [UInt8]) -> [UInt8] {
      if heap.count % 2 == 1 { heap.append(0) }
      defer { heap += bytes }
      return integer(headEnd + heap.count, 4)
    }
    long(256, columns)
    long(257, rows)
    entries.append((258, 3, 1, integer(bitsPerSample, 2)))
    if samplesPerPixel > 1 {
      let bits = (0..<samplesPerPixel).flatMap { _ in integer(bitsPerSample, 2) }
      entries[2] = (258, 3, samplesPerPixel, bits.count > 4 ? stored(bits) : bits)
    }
    short(259, 1)
    short(262, samplesPerPixel >= 3 ? 2 : 1)
    if let description {
      entries.append((270, 2, description.utf8.count + 1, stored(Array(description.utf8) + [0])))
    }
    let perStrip = rowsPerStrip ?? rows
    let strips = (rows + perStrip - 1) / perStrip
    let stripBytes = imageBytes / rows * perStrip
    let offsets = (0..<strips).flatMap { integer(headEnd + $0 * stripBytes, 4) }
    let counts = (0..<strips).flatMap { integer(min(stripBytes, imageBytes - $0 * stripBytes), 4) }
    entries.append((273, 4, strips, strips > 1 ? stored(offsets) : offsets))
    short(277, samplesPerPixel)
    long(278, perStrip)
    entries.append((279, 4, strips, strips > 1 ? stored(counts) : counts))
    if let resolution {
      let (x, y) = (resolution.x, resolution.y)
      entries.append((282, 5, 1, stored(integer(Int(x.0), 4) + integer(Int(x.1), 4))))
      entries.append((283, 5, 1, stored(integer(Int(y.0), 4) + integer(Int(y.1), 4))))
      short(296, Int(resolution.unit))
    }
    short(339, sampleFormat)
    for (tag, value) in tags {
      entries.removeAll { $0.tag == tag }
      short(tag, Int(value))
    }
    entries.sort { $0.tag < $1.tag }
    if heap.count % 2 == 1 { heap.append(0) }
    var result: [UInt8] = isBigEndian ? [0x4D, 0x4D, 0, 42] : [0x49, 0x49, 42, 0]
    result += integer(headEnd + heap.count, 4) + heap + integer(entries.count, 2)
    for entry in entries {
      result += integer(Int(entry.tag), 2) + integer(entry.type, 2) + integer(entry.count, 4)
      result += entry.value + [UInt8](repeating: 0, count: 4 - min(4, entry.value.count))
    }
    return result + [0, 0, 0, 0]
  }

  /// A number's bytes in the file's order.
  func ordered<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
    values.flatMap { integer(Int(truncatingIfNeeded: $0), MemoryLayout<T>.size) }
  }
}
