import Imaging

/// What a file says of the microscope and the exposure, by names and in units that are the same for every format.
public struct Acquisition: Hashable, Sendable {
  /// The microscope: `"Titan"`.
  public var instrument: String?
  /// The camera or detector: `"HAADF"`.
  public var detector: String?
  /// `"TEM"`, `"STEM"` and the like, as the file says it.
  public var mode: String?
  /// What the image was called by who took it.
  public var title: String?
  /// When it was taken, as ISO 8601: `"2016-08-08T21:26:43"`; without a zone it is the microscope's local time.
  public var date: String?
  /// Accelerating voltage, kV.
  public var voltage: Double?
  public var magnification: Double?
  /// Camera length, mm.
  public var cameraLength: Double?
  /// Exposure of the image, s.
  public var exposure: Double?
  /// Time that a scanning beam stays on a pixel, s.
  public var dwellTime: Double?
  /// Electrons per nm² on the specimen.
  public var dose: Double?
  /// Defocus, nm; underfocus negative.
  public var defocus: Double?
  /// Tilt of the specimen about its two axes, degrees.
  public var tiltAlpha: Double?
  public var tiltBeta: Double?

  public init() {}

  /// The names of scripts with what is known under each, and everything that the file says as `raw`.
  public func metadata(raw: Metadata) -> Metadata {
    var metadata: Metadata = ["raw": .group(raw)]
    let texts = [
      ("instrument", instrument), ("detector", detector), ("mode", mode), ("title", title), ("date", date),
    ]
    for (name, text) in texts {
      if let text, !text.isEmpty { metadata[name] = .string(text) }
    }
    let numbers = [
      ("voltage", voltage), ("magnification", magnification), ("camera_length", cameraLength),
      ("exposure", exposure), ("dwell_time", dwellTime), ("dose", dose), ("defocus", defocus),
      ("tilt_alpha", tiltAlpha), ("tilt_beta", tiltBeta),
    ]
    for (name, number) in numbers {
      if let number, number.isFinite { metadata[name] = .number(number) }
    }
    return metadata
  }
}
