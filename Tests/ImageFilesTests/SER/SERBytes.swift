/// The bytes of a TIA series.
struct SERBytes {
  struct Element {
    var step: (x: Double, y: Double) = (1e-9, 1e-9)
    var type: Int16 = 2
    var columns: Int32
    var rows: Int32
    var samples: [UInt8]
    /// Seconds since 1970.
    var time: UInt32 = 0
  }

  var version: UInt16 = 0x210
  var kind: UInt32 = 0x4122
  var elements: [Element] = []
  /// Elements that were planned beyond those that are there.
  var missing = 0

  var bytes: [UInt8] {
    let width = version >= 0x220 ? 8 : 4
    let planned = elements.count + missing
    let description = Array("Number".utf8)
    let offsets = 22 + width + 4 + 24 + 4 + description.count + 4
    var (body, tags, dataOffsets, tagOffsets) = ([UInt8](), [UInt8](), [UInt64](), [UInt64]())
    let start = offsets + 2 * planned * width
    for element in elements {
      dataOffsets.append(UInt64(start + body.count))
      body += axis(element.step.x)
      if kind == 0x4122 { body += axis(element.step.y) }
      body += little(element.type) + little(element.columns) + (kind == 0x4122 ? little(element.rows) : [])
      body += element.samples
    }
    for element in elements {
      tagOffsets.append(UInt64(start + body.count + tags.count))
      tags += little(0x4152 as UInt16) + [0, 0] + little(element.time)
    }
    let absent = [UInt64](repeating: 0, count: missing)
    var head: [UInt8] = [0x49, 0x49, 0x97, 0x01] + little(version) + little(kind) + little(0x4152 as UInt32)
    head += little(UInt32(planned)) + little(UInt32(elements.count))
    head += wide(UInt64(offsets), width) + little(1 as UInt32)
    head += little(UInt32(planned)) + little(0.0.bitPattern) + little(1.0.bitPattern) + little(0 as UInt32)
    head += little(UInt32(description.count)) + description + little(0 as UInt32)
    head += (dataOffsets + absent + tagOffsets + absent).flatMap { wide($0, width) }
    return head + body + tags
  }

  private func axis(_ step: Double) -> [UInt8] {
    little(0.0.bitPattern) + little(step.bitPattern) + little(0 as UInt32)
  }

  private func wide(_ value: UInt64, _ width: Int) -> [UInt8] {
    width == 8 ? little(value) : little(UInt32(value))
  }
}

/// The bytes of an integer, the lowest first.
func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
