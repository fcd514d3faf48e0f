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
  /// Further tags of any type: its number in the specification and the values' bytes.
  var fields: [UInt16: (type: Int, bytes: [UInt8])] = [:]
  /// Bytes of the data that belong to the image; nil for all of them.
  var imageBytes: Int?

  private func integer(_ value: Int, _ count: Int) -> [UInt8] {
    let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }

  var bytes: [UInt8] { Self.chain([self]) }

  /// A file of several pages, all in the byte order of the first.
  static func chain(_ pages: [TIFFBytes]) -> [UInt8] {
    let isBigEndian = pages[0].isBigEndian
    var result: [UInt8] = isBigEndian ? [0x4D, 0x4D, 0, 42] : [0x49, 0x49, 42, 0]
    var link = result.count
    result += [0, 0, 0, 0]
    for page in pages {
      var (blob, directory) = page.encoded(at: result.count)
      if (result.count + blob.count) % 2 == 1 { blob.append(0) }
      result += blob
      result.replaceSubrange(link..<link + 4, with: pages[0].integer(result.count, 4))
      result += directory
      link = result.count - 4
    }
    return result
  }

  /// Data that lie at `headEnd` in the file, and the directory with no next one.
  private func encoded(at headEnd: Int) -> (heap: [UInt8], directory: [UInt8]) {
    var heap: [UInt8] = []
    var entries: [(tag: UInt16, type: Int, count: Int, value: [UInt8])] = []
    func short(_ tag: UInt16, _ value: Int) { entries.append((tag, 3, 1, integer(value, 2))) }
    func long(_ tag: UInt16, _ value: Int) { entries.append((tag, 4, 1, integer(value, 4))) }
    let imageBytes = self.imageBytes ?? data.count
    heap += data
    func stored(_ bytes: [UInt8]) -> [UInt8] {
      if (headEnd + heap.count) % 2 == 1 { heap.append(0) }
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
    let sizes = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 11: 4, 12: 8]
    for (tag, field) in fields {
      let value = field.bytes.count > 4 ? stored(field.bytes) : field.bytes
      entries.append((tag, field.type, field.bytes.count / sizes[field.type]!, value))
    }
    entries.sort { $0.tag < $1.tag }
    var directory = integer(entries.count, 2)
    for entry in entries {
      directory += integer(Int(entry.tag), 2) + integer(entry.type, 2) + integer(entry.count, 4)
      directory += entry.value + [UInt8](repeating: 0, count: 4 - min(4, entry.value.count))
    }
    return (heap, directory + [0, 0, 0, 0])
  }

  /// A number's bytes in the file's order.
  func ordered<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
    values.flatMap { integer(Int(truncatingIfNeeded: $0), MemoryLayout<T>.size) }
  }
}
