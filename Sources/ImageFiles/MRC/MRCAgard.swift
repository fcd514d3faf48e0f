import Imaging

/// Records of 32 floats: type AGAR and FEI's tomography, after IMOD's description of MRC files.
enum MRCAgard {
  private static let names = [
    "Alpha tilt", "Beta tilt", "X-Stage", "Y-Stage", "Z-Stage", "X-Shift", "Y-Shift", "Defocus",
    "Exposure time",
    "Mean intensity", "Tilt axis angle", "Pixel size", "Magnification", "HT",
  ]

  /// Lengths are in m, times in s, angles in degrees, the voltage in V.
  static func record(_ fields: MRCFields) -> MRCRecord {
    let values = names.indices.map { fields.float(4 * $0) }
    func positive(_ index: Int) -> Double? {
      values[index] > 0 && values[index].isFinite ? values[index] : nil
    }
    var record = MRCRecord()
    record.raw = Dictionary(
      uniqueKeysWithValues: zip(names, values).filter { $0.1.isFinite }.map { ($0.0, .number($0.1)) })
    record.acquisition.tiltAlpha = values[0]
    record.acquisition.tiltBeta = values[1]
    // Some programs write µm here, which are recognised by being too much for metres.
    let defocus = abs(values[7]) < 1e-2 ? values[7] * 1e9 : values[7] * 1e3
    record.acquisition.defocus = defocus == 0 ? nil : defocus
    record.acquisition.exposure = positive(8)
    record.acquisition.magnification = positive(12)
    record.acquisition.voltage = positive(13).flatMap { $0 > 1000 ? $0 / 1000 : nil }
    record.pixelSize = positive(11).map { ($0, $0) }
    return record
  }
}
