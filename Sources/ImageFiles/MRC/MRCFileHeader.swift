import Imaging

/// The header of a file that is written.
struct MRCFileHeader {
  var columns: Int32
  var rows: Int32
  var sections: Int32
  var type: SampleType
  var calibration: Calibration
  var statistics: (minimum: Float, maximum: Float, mean: Float, rms: Float)

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: MRCHeader.byteCount)
    put([columns, rows, sections, mode], at: 0, in: &bytes)
    // A stack of images has one interval along z.
    put([columns, rows, 1], at: 28, in: &bytes)
    put(cell, at: 40, in: &bytes)
    put([90, 90, 90] as [Float], at: 52, in: &bytes)
    put([1, 2, 3] as [Int32], at: 64, in: &bytes)
    put([statistics.minimum, statistics.maximum, statistics.mean], at: 76, in: &bytes)
    // ISPG 0: images, not a volume. NVERSION 2014, update 1.
    put([20141] as [Int32], at: 108, in: &bytes)
    put("MAP ", at: 208, in: &bytes)
    bytes[212] = 0x44
    bytes[213] = 0x44
    put([statistics.rms], at: 216, in: &bytes)
    put([Int32(labels.count)], at: 220, in: &bytes)
    for (index, label) in labels.enumerated() { put(label, at: 224 + 80 * index, in: &bytes) }
    return bytes
  }

  private var mode: Int32 {
    switch type {
    case .int16: 1
    case .uint16: 6
    default: 2
    }
  }

  /// The image's width and height in Å, and 1 Å along z; zeros when there is no pixel size.
  private var cell: [Float] {
    guard calibration.unit == .nanometres else { return [0, 0, 0] }
    return [
      Float(calibration.pixelSizeX * 10 * Double(columns)), Float(calibration.pixelSizeY * 10 * Double(rows)),
      1,
    ]
  }

  private var labels: [String] {
    var labels = ["Fringe"]
    if calibration.unit == .perNanometre {
      labels.append("Pixel size \(calibration.pixelSizeX) x \(calibration.pixelSizeY) 1/nm")
    }
    return labels
  }

  private func put(_ values: [Int32], at offset: Int, in bytes: inout [UInt8]) {
    for (index, value) in values.enumerated() {
      for byte in 0..<4 {
        bytes[offset + 4 * index + byte] = UInt8(truncatingIfNeeded: value >> (8 * Int32(byte)))
      }
    }
  }

  private func put(_ values: [Float], at offset: Int, in bytes: inout [UInt8]) {
    put(values.map { Int32(bitPattern: $0.bitPattern) }, at: offset, in: &bytes)
  }

  private func put(_ text: String, at offset: Int, in bytes: inout [UInt8]) {
    for (index, byte) in text.utf8.prefix(80).enumerated() { bytes[offset + index] = byte }
  }
}
