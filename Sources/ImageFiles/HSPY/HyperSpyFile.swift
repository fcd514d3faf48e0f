import HDF5
import Imaging

/// A file in HyperSpy's layout that is being written: any number of signals, each an image or a stack of images.
package final class HyperSpyFile {
  /// For what goes into the file beside the signals.
  package let hdf5: HDF5FileWriter
  private var names: Set<String> = []

  private static let experiments = "/Experiments"

  /// Begins a file at a path.
  package init(path: String) throws(HDF5Error) {
    hdf5 = try HDF5FileWriter(path: path)
    try hdf5.set("file_format", to: .text("HyperSpy"), of: "/")
    try hdf5.set("file_format_version", to: .text("3.3"), of: "/")
    try hdf5.makeGroup(Self.experiments)
  }

  package func close() throws(HDF5Error) { try hdf5.close() }

  /// Adds a signal of one image.
  ///
  /// - Parameters:
  ///   - image: What the signal is; its pixels are not looked at.
  ///   - bands: The pixels in the type in which they are stored, in bands of whole rows from the top on.
  ///   - title: The signal's name; a second one of the same name gets a number.
  package func add(_ image: Image, bands: some Sequence<Samples>, title: String) throws(HDF5Error) {
    let group = try beginSignal(title, image)
    try hdf5.write(bands, rows: image.rows, columns: image.columns, to: group + "/data")
    try finishSignal(group, image, pages: nil)
  }

  /// Makes the group of a signal, without data and axes, and returns its path.
  func beginSignal(_ title: String, _ image: Image) throws(HDF5Error) -> String {
    let plain = title.replacing("/", with: "-")
    let wanted = plain.isEmpty || plain.allSatisfy { $0 == "." } ? "__unnamed__" : plain
    var (name, number) = (wanted, 2)
    while !names.insert(name).inserted {
      name = "\(wanted) \(number)"
      number += 1
    }
    let group = "\(Self.experiments)/\(name)"
    try hdf5.makeGroup(group)
    // Empty: HyperSpy would ask for a Python package of that name.
    try hdf5.set("package", to: .text(""), of: group)
    try hdf5.set("package_version", to: .text(""), of: group)
    try writeMetadata(of: image, title: title, in: group)
    return group
  }

  /// Writes the axes of a signal: rows, columns, and before them pages where it is a stack.
  ///
  /// - Parameter interval: Seconds from one page to the next; nil when it is not known.
  func finishSignal(
    _ group: String, _ image: Image, pages: Int?, interval: Double? = nil
  ) throws(HDF5Error) {
    let calibration = image.calibration
    let unit = Self.unit(calibration.unit)
    var axes = [("y", image.rows, calibration.pixelSizeY), ("x", image.columns, calibration.pixelSizeX)]
    if let pages { axes.insert((interval == nil ? "page" : "time", pages, interval ?? 1), at: 0) }
    for (index, (name, size, scale)) in axes.enumerated() {
      let path = "\(group)/axis-\(index)"
      try hdf5.makeGroup(path)
      let isPage = pages != nil && index == 0
      let values: [(String, HDF5FileWriter.Value)] = [
        ("_type", .text("UniformDataAxis")), ("name", .text(name)), ("size", .integer(size)),
        ("scale", .number(scale)), ("offset", .number(0)),
        ("units", .text(isPage ? interval == nil ? "" : "s" : unit)),
        ("navigate", .boolean(isPage)), ("is_binned", .boolean(false)),
      ]
      for (name, value) in values { try hdf5.set(name, to: value, of: path) }
    }
  }

  private static func unit(_ unit: Calibration.Unit) -> String {
    switch unit {
    case .pixels: ""
    case .nanometres: "nm"
    case .perPixel: "1 / px"
    case .perNanometre: "1 / nm"
    }
  }

  // MARK: - Metadata

  /// Where HyperSpy keeps what ``Acquisition`` names.
  private static let places = [
    "instrument": "Acquisition_instrument/TEM/microscope",
    "mode": "Acquisition_instrument/TEM/acquisition_mode",
    "voltage": "Acquisition_instrument/TEM/beam_energy",
    "magnification": "Acquisition_instrument/TEM/magnification",
    "camera_length": "Acquisition_instrument/TEM/camera_length",
    "dwell_time": "Acquisition_instrument/TEM/dwell_time",
    "exposure": "Acquisition_instrument/TEM/Detector/Camera/exposure",
    "detector": "Acquisition_instrument/TEM/Detector/Camera/name",
    "tilt_alpha": "Acquisition_instrument/TEM/Stage/tilt_alpha",
    "tilt_beta": "Acquisition_instrument/TEM/Stage/tilt_beta",
  ]

  private func writeMetadata(of image: Image, title: String, in group: String) throws(HDF5Error) {
    var metadata = MetadataTree()
    metadata.set(.string(title), at: "General/title")
    metadata.set(.string(""), at: "Signal/signal_type")
    if let label = image.label { metadata.set(.string(label), at: "Signal/quantity") }
    for (name, place) in Self.places {
      if let value = image.metadata[name] { metadata.set(value, at: place) }
    }
    if case .string(let date)? = image.metadata["date"] {
      let parts = date.split(separator: "T", maxSplits: 1).map(String.init)
      metadata.set(.string(parts[0]), at: "General/date")
      if parts.count > 1 { metadata.set(.string(parts[1]), at: "General/time") }
    }
    try write(metadata.root, to: group + "/metadata")
    try write(image.metadata["raw"]?.group ?? [:], to: group + "/original_metadata")
  }

  /// Writes a tree as groups and attributes, in the order of names.
  private func write(_ tree: Metadata, to path: String) throws(HDF5Error) {
    try hdf5.makeGroup(path)
    for (name, value) in tree.sorted(by: { $0.key < $1.key }) where Self.isName(name) {
      switch value {
      case .group(let fields): try write(fields, to: "\(path)/\(name)")
      case .string(let text): try hdf5.set(name, to: .text(text), of: path)
      case .number(let number): try hdf5.set(name, to: .number(number), of: path)
      case .boolean(let truth): try hdf5.set(name, to: .boolean(truth), of: path)
      case .list(let values):
        let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
        let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        if numbers.count == values.count {
          try hdf5.set(name, to: .numbers(numbers), of: path)
        } else if texts.count == values.count {
          try hdf5.set(name, to: .texts(texts), of: path)
        } else {
          let items = values.enumerated().map { ("_\($0)", $1) }
          try write(Dictionary(uniqueKeysWithValues: items), to: "\(path)/_list_\(values.count)_\(name)")
        }
      }
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.contains("/") && !name.contains("\0") && !name.allSatisfy { $0 == "." }
  }
}

/// Groups that come into being as values are put into them.
private struct MetadataTree {
  var root: Metadata = [:]

  mutating func set(_ value: MetadataValue, at path: String) {
    root = Self.setting(value, at: path.split(separator: "/").map(String.init)[...], in: root)
  }

  private static func setting(
    _ value: MetadataValue, at path: ArraySlice<String>, in group: Metadata
  ) -> Metadata {
    guard let name = path.first else { return group }
    var group = group
    group[name] =
      path.count == 1
      ? value : .group(setting(value, at: path.dropFirst(), in: group[name]?.group ?? [:]))
    return group
  }
}
