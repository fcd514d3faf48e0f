import Glibc
import HDF5
import Imaging
import Markup

/// What Velox says of a frame: a column of `Metadata`, JSON in bytes up to the first zero.
struct VeloxMetadata {
  private let root: MetadataValue

  /// Columns are 60 000 bytes long in the files that are known; this bounds what a damaged one can ask for.
  private static let longestColumn = 1 << 22

  init(_ file: HDF5File, group: String, frame: Int) {
    root = Self.json(file, group: group, frame: frame).flatMap { JSON.parse($0) } ?? .group([:])
  }

  private static func json(_ file: HDF5File, group: String, frame: Int) -> [UInt8]? {
    guard let dataset = file.dataset(at: group + "/Metadata"), case .number("uint8") = dataset.element,
      dataset.shape.count == 2, (1...longestColumn).contains(dataset.shape[0]), dataset.shape[1] > 0,
      dataset.chunkByteCount <= 16 * Double(longestColumn)
    else { return nil }
    // A series may share one text.
    let column = min(frame, dataset.shape[1] - 1)
    guard case .uint8(let bytes)? = try? file.read(dataset, from: [0, column], count: [dataset.shape[0], 1])
    else { return nil }
    return Array(bytes.prefix { $0 != 0 })
  }

  /// The detector that made the frame.
  var detector: String? { root["BinaryResult", "Detector"]?.text ?? detectorFields?["DetectorName"]?.text }

  /// Seconds from one frame to the next: of the scan, or the camera's exposure.
  var interval: Double? {
    let seconds = root["Scan", "FrameTime"]?.number ?? detectorFields?["ExposureTime"]?.number
    return seconds.flatMap { $0 > 0 ? $0 : nil }
  }

  private var detectorFields: MetadataValue? {
    let index = root["BinaryResult", "DetectorIndex"]?.text ?? "0"
    return root["Detectors", "Detector-\(index)"]
  }

  func facts(title: String) -> HDF5Signal.Facts {
    let found = calibration
    return .init(
      calibration: found.calibration, calibrationNote: found.note,
      metadata: acquisition(title: title).metadata(raw: root.group ?? [:]))
  }

  private var calibration: (calibration: Calibration, note: String?) {
    let result = root["BinaryResult"]
    let unitX = result?["PixelUnitX"]?.text ?? ""
    let unitY = result?["PixelUnitY"]?.text ?? unitX
    let x = result?["PixelSize", "width"]?.number.map { AxisScale(size: $0, unit: unitX) }
    let y = result?["PixelSize", "height"]?.number.map { AxisScale(size: $0, unit: unitY) }
    return PixelSizeClaim.calibration(
      [AxisScale.claim(tag: "BinaryResult.PixelSize", x: x, y: y)], otherwise: AxisScale.reason(x: x, y: y))
  }

  private func acquisition(title: String) -> Acquisition {
    var acquisition = Acquisition()
    let (instrument, optics, stage) = (root["Instrument"], root["Optics"], root["Stage"])
    acquisition.instrument = instrument?["InstrumentModel"]?.text ?? instrument?["InstrumentClass"]?.text
    acquisition.detector = detector
    acquisition.title = title
    switch optics?["OperatingMode"]?.number {
    case 1: acquisition.mode = "TEM"
    case 2: acquisition.mode = "STEM"
    default: break
    }
    let time = root["Acquisition", "AcquisitionStartDatetime", "DateTime"]?.number
    acquisition.date = time.flatMap(Self.date)
    acquisition.voltage = optics?["AccelerationVoltage"]?.number.map { $0 / 1000 }
    acquisition.magnification = optics?["NominalMagnification"]?.number
    acquisition.cameraLength = optics?["CameraLength"]?.number.map { $0 * 1000 }
    acquisition.exposure = detectorFields?["ExposureTime"]?.number
    acquisition.dwellTime = root["Scan", "DwellTime"]?.number
    acquisition.defocus = optics?["Defocus"]?.number.map { $0 * 1e9 }
    acquisition.tiltAlpha = stage?["AlphaTilt"]?.number.map { $0 * 180 / .pi }
    acquisition.tiltBeta = stage?["BetaTilt"]?.number.map { $0 * 180 / .pi }
    return acquisition
  }

  /// Seconds since 1970 as ISO 8601 in UTC; nil for 0, which stands for an unknown time.
  private static func date(_ seconds: Double) -> String? {
    guard seconds > 0, seconds < 1e11 else { return nil }
    var time = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return nil }
    func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
      + "T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z"
  }
}
