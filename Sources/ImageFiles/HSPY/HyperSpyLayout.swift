import HDF5
import Imaging

/// HyperSpy's `.hspy`: signals in `/Experiments`, each with `data` and a group of attributes for each of its axes.
enum HyperSpyLayout: HDF5Layout {
  private static let experiments = "/Experiments"

  static func catalog(of file: HDF5File) -> HDF5Catalog? {
    let isHyperSpy = file.attributes(of: "/")["file_format"]?.text?.lowercased().hasPrefix("hyperspy") == true
    let links = file.contents(of: experiments).filter { link in
      link.kind == .group && file.kind(of: "\(experiments)/\(link.name)/data") == .dataset
    }
    // Version 1.0 had no mark of its own.
    guard isHyperSpy || !links.isEmpty else { return nil }
    var catalog = HDF5Catalog(format: "HyperSpy")
    for link in links {
      let group = "\(experiments)/\(link.name)"
      guard let dataset = file.dataset(at: group + "/data") else { continue }
      let axes = Axis.all(file, group: group, count: dataset.shape.count)
      let signal = axes.indices.filter { axes[$0].isSignal }
      let name = link.name == "__unnamed__" ? "" : link.name
      if dataset.shape.count > 2, signal.count == 1 {
        catalog.refused.append((link.name, "spectra"))
        continue
      }
      catalog.add(image(file, group: group, name: name, dataset: dataset, axes: axes, signal: signal))
    }
    return catalog
  }

  private static func image(
    _ file: HDF5File, group: String, name: String, dataset: HDF5Dataset, axes: [Axis], signal: [Int]
  ) -> HDF5Signal {
    // An image has two axes of signal; a map that is all navigation has its last two for rows and columns.
    let count = axes.count
    let (rowAxis, columnAxis) =
      signal.count == 2 ? (signal[0], signal[1]) : (max(0, count - 2), max(0, count - 1))
    let pages = axes.indices.filter { $0 != rowAxis && $0 != columnAxis }
    let x = axes.indices.contains(columnAxis) ? axes[columnAxis].scale : nil
    let y = axes.indices.contains(rowAxis) ? axes[rowAxis].scale : nil
    var image = HDF5Signal(
      name: name, dataset: dataset, rowAxis: rowAxis, columnAxis: columnAxis, pageAxes: pages
    ) { [weak file] _ in
      let found = PixelSizeClaim.calibration(
        [AxisScale.claim(tag: "HyperSpy axes", x: x, y: y)], otherwise: AxisScale.reason(x: x, y: y))
      return .init(
        calibration: found.calibration, calibrationNote: found.note,
        metadata: metadata(file, group: group))
    }
    if pages.count == 1 { image.interval = axes[pages[0]].scale?.seconds }
    if pages.count > 1 { image.notes = ["\(pages.count) of its axes are taken for pages"] }
    return image
  }

  private static func metadata(_ file: HDF5File?, group: String) -> Metadata {
    guard let file else { return [:] }
    // Versions before 1.2 had other names.
    let isOld = file.kind(of: group + "/metadata") == nil
    let metadata = file.tree(of: group + (isOld ? "/mapped_parameters" : "/metadata"))
    let original = file.tree(of: group + (isOld ? "/original_parameters" : "/original_metadata"))
    let tree = MetadataValue.group(metadata)
    let instrument = tree["Acquisition_instrument"]
    let microscope = instrument?["TEM"] ?? instrument?["SEM"]
    var acquisition = Acquisition()
    acquisition.instrument = microscope?["microscope"]?.text
    acquisition.detector = tree["Signal", "detector"]?.text ?? microscope?["Detector", "Camera", "name"]?.text
    acquisition.mode = microscope?["acquisition_mode"]?.text
    acquisition.title = tree["General", "title"]?.text ?? tree["title"]?.text
    if let date = tree["General", "date"]?.text {
      acquisition.date = date + (tree["General", "time"]?.text.map { "T" + $0 } ?? "")
    }
    acquisition.voltage = microscope?["beam_energy"]?.number
    acquisition.magnification = microscope?["magnification"]?.number
    acquisition.cameraLength = microscope?["camera_length"]?.number
    acquisition.exposure = microscope?["Detector", "Camera", "exposure"]?.number
    acquisition.dwellTime = microscope?["dwell_time"]?.number
    acquisition.tiltAlpha = microscope?["Stage", "tilt_alpha"]?.number
    acquisition.tiltBeta = microscope?["Stage", "tilt_beta"]?.number
    return acquisition.metadata(raw: ["metadata": .group(metadata), "original_metadata": .group(original)])
  }

  /// An axis as its group describes it.
  private struct Axis {
    var isSignal: Bool
    var scale: AxisScale?

    static func all(_ file: HDF5File, group: String, count: Int) -> [Axis] {
      var axes: [Axis] = []
      for index in 0..<count {
        // Old versions keep the axes as items of a list.
        let list = "\(group)/_list_\(count)_axes/_\(index)"
        let current = "\(group)/axis-\(index)"
        let fields = MetadataValue.group(
          file.attributes(of: file.kind(of: current) == .group ? current : list))
        axes.append(Axis(fields))
      }
      return axes
    }

    private init(_ fields: MetadataValue) {
      switch fields["navigate"] {
      case .boolean(let navigates)?: isSignal = !navigates
      case .number(let number)?: isSignal = number == 0
      default: isSignal = true
      }
      scale = fields["scale"]?.number.map { AxisScale(size: $0, unit: fields["units"]?.text ?? "") }
      if scale?.unit == "<undefined>" { scale?.unit = "" }
    }
  }
}
