/// A tag of a DigitalMicrograph file that a test writes.
indirect enum DMTestTag {
  case group([(String, DMTestTag)])
  /// The code of a type of numbers and a value's bits.
  case number(type: UInt64, bits: UInt64)
  case text(String)
  /// The code of the elements' type, and their bits.
  case array(type: UInt64, bits: [UInt64])
  /// A type description and bytes, as they are.
  case raw(description: [UInt64], bytes: [UInt8])

  static func unnamed(_ tags: [DMTestTag]) -> DMTestTag { .group(tags.map { ("", $0) }) }
  static func uint32(_ value: Int) -> DMTestTag { .number(type: 5, bits: UInt64(value)) }
  static func float32(_ value: Float) -> DMTestTag { .number(type: 6, bits: UInt64(value.bitPattern)) }
  static func float64(_ value: Double) -> DMTestTag { .number(type: 7, bits: value.bitPattern) }
}

/// The bytes of a DigitalMicrograph file.
struct DMBytes {
  var version: UInt32 = 3
  var isLittleEndian = true
  /// The root group's tags.
  var root: [(String, DMTestTag)] = []

  static let widths: [UInt64: Int] = [
    2: 2, 3: 4, 4: 2, 5: 4, 6: 4, 7: 8, 8: 1, 9: 1, 10: 1, 11: 8, 12: 8,
  ]

  var bytes: [UInt8] {
    let body = group(.group(root))
    return big(UInt64(version), 4) + size(UInt64(body.count)) + big(isLittleEndian ? 1 : 0, 4) + body
      + [UInt8](repeating: 0, count: 8)
  }

  /// An entry of ImageList.
  static func image(
    _ name: String, type: Int, data: DMTestTag, dimensions: [Int],
    calibrations: [(scale: Float, unit: String)] = [], tags: [(String, DMTestTag)] = []
  ) -> DMTestTag {
    .group([
      (
        "ImageData",
        .group([
          (
            "Calibrations",
            .group([
              (
                "Dimension",
                .unnamed(
                  calibrations.map {
                    .group([
                      ("Origin", .float32(0)), ("Scale", .float32($0.scale)), ("Units", .text($0.unit)),
                    ])
                  })
              )
            ])
          ), ("Data", data), ("DataType", .uint32(type)),
          ("Dimensions", .unnamed(dimensions.map { .uint32($0) })),
        ])
      ), ("ImageTags", .group(tags)), ("Name", .text(name)),
    ])
  }

  private func big(_ value: UInt64, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  private func ordered(_ value: UInt64, _ width: Int) -> [UInt8] {
    isLittleEndian ? big(value, width).reversed() : big(value, width)
  }

  private func size(_ value: UInt64) -> [UInt8] { big(value, version == 3 ? 4 : 8) }

  private func group(_ tag: DMTestTag) -> [UInt8] {
    guard case .group(let tags) = tag else { return [] }
    return [1, 0] + size(UInt64(tags.count)) + tags.flatMap { entry($0.0, $0.1) }
  }

  private func entry(_ name: String, _ tag: DMTestTag) -> [UInt8] {
    var kind: UInt8 = 21
    if case .group = tag { kind = 20 }
    let content = kind == 20 ? group(tag) : data(tag)
    return [kind] + big(UInt64(name.utf8.count), 2) + Array(name.utf8)
      + (version == 4 ? big(UInt64(content.count), 8) : []) + content
  }

  private func data(_ tag: DMTestTag) -> [UInt8] {
    let (description, bytes): ([UInt64], [UInt8]) =
      switch tag {
      case .group: ([], [])
      case .number(let type, let bits): ([type], ordered(bits, Self.widths[type] ?? 0))
      case .text(let text):
        ([20, 4, UInt64(text.utf16.count)], text.utf16.flatMap { ordered(UInt64($0), 2) })
      case .array(let type, let bits):
        ([20, type, UInt64(bits.count)], bits.flatMap { ordered($0, Self.widths[type] ?? 0) })
      case .raw(let description, let bytes): (description, bytes)
      }
    return Array("%%%%".utf8) + size(UInt64(description.count)) + description.flatMap { size($0) } + bytes
  }
}
