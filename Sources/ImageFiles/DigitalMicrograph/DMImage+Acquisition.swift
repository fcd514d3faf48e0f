import Imaging

extension DMImage {
  /// All that the file says of the image, as it is there.
  func metadata(version: UInt32) -> Metadata {
    var metadata: Metadata = ["version": .number(Double(version))]
    if case .group(let fields)? = DMTag.group(tags).metadata { metadata["ImageTags"] = .group(fields) }
    metadata["Dimensions"] = .list(
      calibrations.map {
        .group(["Scale": .number($0.scale), "Origin": .number($0.origin), "Units": .string($0.unit)])
      })
    return metadata
  }
}

extension Acquisition {
  /// What DigitalMicrograph noted when the image was taken; in a stack, when its first page was.
  init(_ image: DMImage) { self.init(image.tags, name: image.name) }

  /// The same from an image's tags and what it is called.
  init(_ tags: DMGroup, name: String?) {
    self.init()
    var tags = tags
    if tags["Microscope Info"] == nil, let copied = tags.group("source", "Tags at creation") { tags = copied }
    let microscope = tags.group("Microscope Info") ?? DMGroup()
    let bar = tags.group("DataBar") ?? DMGroup()

    title = name
    instrument =
      tags.text("Session Info", "Microscope") ?? microscope.text("Microscope") ?? microscope.text("Name")
    detector =
      bar.text("Signal Name") ?? tags.text("Acquisition", "Device", "Name") ?? bar.text("Device Name")
    mode = microscope.text("Illumination Mode")
    voltage = Self.positive(microscope.number("Voltage")).map { $0 / 1000 }
    date = DMDate.iso8601(
      date: bar.text("Acquisition Date"), time: bar.text("Acquisition Time"),
      fileTime: bar.number("Acquisition Time (OS)"))

    let isScanning = mode?.contains("STEM") == true || microscope.text("Operation Mode") == "SCANNING"
    let indicated = Self.positive(microscope.number("Indicated Magnification"))
    if isScanning {
      magnification = indicated
      cameraLength = Self.positive(microscope.number("STEM Camera Length"))
    } else if microscope.text("Imaging Mode") == "DIFFRACTION" {
      // The microscope then indicates its camera length, in mm.
      cameraLength = indicated
    } else {
      magnification = indicated
    }
    exposure =
      [
        bar.number("Exposure Time (s)"),
        tags.number("Acquisition", "Parameters", "High Level", "Exposure (s)"),
        tags.number("Acquisition", "Parameters", "Detector", "exposure (s)"),
        tags.number("EELS", "Acquisition", "Exposure (s)"), tags.number("CL", "Acquisition", "Exposure (s)"),
      ].lazy.compactMap { Self.positive($0) }.first
    // In microseconds.
    dwellTime = Self.positive(tags.number("DigiScan", "Sample Time")).map { $0 * 1e-6 }
    tiltAlpha = microscope.number("Stage Position", "Stage Alpha")
    tiltBeta = microscope.number("Stage Position", "Stage Beta")
  }

  /// A quantity that was measured: what is not known is often written as 0.
  private static func positive(_ number: Double?) -> Double? { number.flatMap { $0 > 0 ? $0 : nil } }
}
