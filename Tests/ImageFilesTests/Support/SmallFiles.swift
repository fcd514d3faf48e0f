/// Small good files of formats that we do not write, or write otherwise.
enum SmallFiles {
  static let all: [(name: String, bytes: [UInt8])] = [
    ("little.dm3", micrograph(version: 3, isLittleEndian: true)),
    ("big.dm3", micrograph(version: 3, isLittleEndian: false)),
    ("little.dm4", micrograph(version: 4, isLittleEndian: true)),
    ("old.ser", series(version: 0x210)), ("new.ser", series(version: 0x220)),
    ("fei.mrc", section(little: true)),
    ("big.mrc", section(little: false)),
  ]

  private static func micrograph(version: UInt32, isLittleEndian: Bool) -> [UInt8] {
    let image = DMBytes.image(
      "movie", type: 10, data: .array(type: 4, bits: (0..<24).map { UInt64($0) }), dimensions: [4, 3, 2],
      calibrations: [(0.1, "nm"), (0.1, "nm"), (0.5, "s")],
      tags: [("Microscope Info", .group([("Voltage", .float64(200_000))]))])
    return DMBytes(
      version: version, isLittleEndian: isLittleEndian,
      root: [
        (
          "DocumentObjectList",
          .unnamed([.group([("AnnotationType", .uint32(20)), ("ImageSource", .uint32(0))])])
        ),
        ("ImageList", .unnamed([image])), ("ImageSourceList", .unnamed([.group([("ImageRef", .uint32(0))])])),
        ("Thumbnails", .unnamed([.group([("ImageIndex", .uint32(7))])])),
      ]
    ).bytes
  }

  private static func series(version: UInt16) -> [UInt8] {
    let elements = (0..<3).map { index in
      SERBytes.Element(
        columns: 4, rows: 3, samples: [UInt8](repeating: UInt8(index), count: 24),
        time: UInt32(1000 + 20 * index))
    }
    return SERBytes(version: version, elements: elements, missing: 1).bytes
  }

  private static func section(little isLittleEndian: Bool) -> [UInt8] {
    var file = MRCBytes(
      columns: 4, rows: 3, sections: 2, mode: 6, isLittleEndian: isLittleEndian, cell: [4, 3, 1])
    file.data = [UInt8](repeating: 9, count: 48)
    file.extendedType = "FEI1"
    file.extended = file.ordered(768 as Int32) + [UInt8](repeating: 0xFF, count: 764)
    return file.bytes
  }
}
