import Imaging

extension MRCHeader {
  private static let angstroms = "\u{C5}"

  /// The cell's edges over its intervals, Å a pixel along x, y and z; 0 where the file gives none.
  private var steps: [Double] {
    (0..<3).map { axis in
      let intervals = fields.int32(28 + 4 * axis)
      return intervals > 0 ? fields.float(40 + 4 * axis) / Double(intervals) : 0
    }
  }

  /// The pixel size: the cell's, else the extended header's.
  func pixelSize(_ record: MRCRecord?) -> (calibration: Calibration, note: String?) {
    let (x, y) = (steps[axes[0]], steps[axes[1]])
    // A negative size stands for one that is not known.
    let cell = x > 0 && y > 0 ? PixelSizeClaim(tag: "cell", x: x, y: y, unitName: Self.angstroms) : nil
    let extended = record?.pixelSize.flatMap {
      PixelSizeClaim(tag: "extended header", x: $0.x, y: $0.y, unitName: "m")
    }
    let reason =
      x == 0 && y == 0
      ? "no calibration in the file" : "its cell gives pixels of \(x) × \(y) \(Self.angstroms)"
    let found = PixelSizeClaim.calibration([cell, extended], otherwise: reason)
    if found.note == nil, extended == nil, steps[0] == 1, steps[1] == 1 {
      return (
        found.calibration, "1 \(Self.angstroms) per pixel, which many programs write when they do not know it"
      )
    }
    return found
  }

  /// What the header says, by the names of the specification.
  var metadata: Metadata {
    func integers(_ offset: Int) -> MetadataValue {
      .list((0..<3).map { .number(Double(fields.int32(offset + 4 * $0))) })
    }
    func floats(_ offset: Int) -> MetadataValue {
      .list((0..<3).map { .number(fields.float(offset + 4 * $0)) })
    }
    return [
      "MODE": .number(Double(modeCode)), "NSTART": integers(16), "M": integers(28), "CELLA": floats(40),
      "CELLB": floats(52), "MAP": integers(64), "DMIN": .number(fields.float(76)),
      "DMAX": .number(fields.float(80)),
      "DMEAN": .number(fields.float(84)), "ISPG": .number(Double(fields.int32(88))),
      "NSYMBT": .number(Double(fields.int32(92))), "EXTTYP": .string(extendedType),
      "NVERSION": .number(Double(fields.int32(108))), "ORIGIN": floats(196),
      "RMS": .number(fields.float(216)),
      "LABELS": .list(labels.map { .string($0) }),
    ]
  }

  /// What is read otherwise than it might be expected, a line each.
  var notes: [String] {
    var notes: [String] = []
    let group = fields.int32(88)
    if hasSignature, sections > 1, group == 1 || group == 401 {
      notes.append("a volume; its \(sections) sections are taken for pages")
    }
    if axes != [0, 1, 2] {
      let names = ["x", "y", "z"]
      notes.append("its columns run along \(names[axes[0]]), its rows along \(names[axes[1]])")
    }
    return notes
  }
}
