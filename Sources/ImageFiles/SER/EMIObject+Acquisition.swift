import Imaging
import Markup

extension Acquisition {
  /// What TIA noted when an object was acquired.
  init(_ object: EMIObject) {
    self.init()
    let xml = object.xml
    let described = Described(xml)

    instrument = described.text("Microscope").map {
      $0.hasPrefix("Microscope ") ? String($0.dropFirst("Microscope ".count)) : $0
    }
    mode = described.text("Mode")
    voltage =
      described.number("High tension", ["kV": 1])
      ?? Self.positive(
        xml["ExperimentalConditions", "MicroscopeConditions", "AcceleratingVoltage"]?.text.number.map {
          $0 / 1000
        })
    magnification = Self.positive(described.number("Magnification", ["x": 1]))
    cameraLength = Self.positive(described.number("Camera length", ["m": 1000, "mm": 1]))
    defocus = described.number("Defocus", ["um": 1000, "nm": 1])
    tiltAlpha = described.number("Stage A", ["deg": 1])
    tiltBeta = described.number("Stage B", ["deg": 1])
    date = xml["AcquireDate"].flatMap { TIADate.iso8601($0.text) }

    let acquired = xml["AcquireInfo"]
    detector = acquired?["CameraNamePath"]?.text
    let dwell = acquired?["DwellTimePath"]?.text.number
    // A camera's exposure is noted as the dwell time.
    if acquired?["FrameTime"] != nil { dwellTime = dwell } else { exposure = dwell }
    exposure = exposure ?? acquired?["IntegrationTime"]?.text.number
  }

  private static func positive(_ number: Double?) -> Double? { number.flatMap { $0 > 0 ? $0 : nil } }
}

/// The list of labels, values and units in an object's description.
private struct Described {
  private let entries: [String: (value: String, unit: String)]

  init(_ xml: XMLElement) {
    let list = xml["ExperimentalDescription", "Root"]?.children ?? []
    entries = Dictionary(
      list.compactMap { entry in
        entry["Label"].map { ($0.text, (entry["Value"]?.text ?? "", entry["Unit"]?.text ?? "")) }
      }, uniquingKeysWith: { first, _ in first })
  }

  func text(_ label: String) -> String? { entries[label].flatMap { $0.value.isEmpty ? nil : $0.value } }

  /// A number in one of the units known, times the unit's factor.
  func number(_ label: String, _ units: [String: Double]) -> Double? {
    guard let entry = entries[label], let factor = units[entry.unit] else { return nil }
    return entry.value.number.map { $0 * factor }
  }
}

extension String {
  /// The text as a finite number.
  fileprivate var number: Double? { Double(self).flatMap { $0.isFinite ? $0 : nil } }
}
