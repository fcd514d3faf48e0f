import HDF5
import Imaging

/// Berkeley's EMD: groups marked by `emd_group_type`, each with an array and a vector for each of its axes.
enum BerkeleyLayout: HDF5Layout {
  /// What the array is called: by the specification, then by Prismatic and py4DSTEM.
  private static let arrays = ["data", "datacube", "counted_datacube", "diffractionslice", "realslice"]

  static func catalog(of file: HDF5File) -> HDF5Catalog? {
    var catalog = HDF5Catalog(format: "EMD")
    var isMarked = false
    file.forEachObject { path, kind in
      guard kind == .group, isData(file.attributes(of: path)["emd_group_type"]) else { return }
      isMarked = true
      for link in file.contents(of: path) where link.kind == .dataset && arrays.contains(link.name) {
        guard let dataset = file.dataset(at: "\(path)/\(link.name)") else { continue }
        catalog.add(signal(file, group: path, dataset: dataset, array: link.name))
      }
    }
    return isMarked ? catalog : nil
  }

  /// Type 1 of version 0, an array of version 1.
  private static func isData(_ type: MetadataValue?) -> Bool {
    type?.number == 1 || type?.text == "array"
  }

  private static func signal(
    _ file: HDF5File, group: String, dataset: HDF5Dataset, array: String
  ) -> HDF5Signal {
    // Version 1 counts its axes from 0, version 0 from 1.
    let first = file.kind(of: "\(group)/dim0") == .dataset ? 0 : 1
    let axes = dataset.shape.indices.map {
      Axis(file, "\(group)/dim\($0 + first)", extent: dataset.shape[$0])
    }
    let order = AxisOrder(names: axes.map(\.name), isRowMajor: first == 0 || array.hasSuffix("datacube"))
    let x = order.columnAxis.flatMap { axes[$0].scale }
    let y = order.rowAxis.flatMap { axes[$0].scale }
    let name = group.split(separator: "/").last.map(String.init) ?? array
    var signal = HDF5Signal(
      name: name, dataset: dataset, rowAxis: order.rowAxis ?? 0, columnAxis: order.columnAxis ?? 0,
      pageAxes: order.pageAxes
    ) { [weak file] _ in
      let found = PixelSizeClaim.calibration(
        [AxisScale.claim(tag: "EMD dim vectors", x: x, y: y)], otherwise: AxisScale.reason(x: x, y: y))
      return .init(
        calibration: found.calibration, calibrationNote: found.note,
        metadata: metadata(file, group: group, name: name))
    }
    if order.pageAxes.count == 1 { signal.interval = axes[order.pageAxes[0]].scale?.seconds }
    if order.pageAxes.count > 1 { signal.notes = ["\(order.pageAxes.count) of its axes are taken for pages"] }
    return signal
  }

  private static func metadata(_ file: HDF5File?, group: String, name: String) -> Metadata {
    guard let file else { return [:] }
    var raw: Metadata = ["group": .group(file.attributes(of: group))]
    for name in ["microscope", "sample", "user", "comments"] where file.kind(of: "/" + name) == .group {
      raw[name] = .group(file.tree(of: "/" + name))
    }
    let microscope = MetadataValue.group(raw)["microscope"]
    var acquisition = Acquisition()
    acquisition.title = name
    acquisition.instrument = microscope?["name"]?.text ?? microscope?["microscope name"]?.text
    acquisition.voltage = (microscope?["voltage"] ?? microscope?["high tension"])?.number
      .map { $0 > 2000 ? $0 / 1000 : $0 }
    return acquisition.metadata(raw: raw)
  }

  /// An axis as its vector describes it.
  private struct Axis {
    let name: String
    let scale: AxisScale?

    init(_ file: HDF5File, _ path: String, extent: Int) {
      let attributes = file.attributes(of: path)
      name = attributes["name"]?.text ?? ""
      guard let values = file.numbers(at: path), values.count >= 2 else {
        scale = nil
        return
      }
      // Some programs store the first two positions only.
      let last = values.count == extent ? extent - 1 : 1
      let step = (values[last] - values[0]) / Double(last)
      scale = step.isFinite ? AxisScale(size: step, unit: attributes["units"]?.text ?? "") : nil
    }
  }
}

/// Which axes of an array are rows, columns and pages.
struct AxisOrder {
  var rowAxis: Int?
  var columnAxis: Int?
  /// The slowest one first.
  var pageAxes: [Int]

  /// - Parameters:
  ///   - names: Of the axes. An axis called x holds the columns and one called y the rows. ncempy calls them dim1,
  ///     dim2 … when it is not told, and has rows and columns last.
  ///   - isRowMajor: Whether the last two axes are rows and columns whatever they are called, else the first two are x
  ///     and y where names do not tell.
  init(names: [String], isRowMajor: Bool) {
    let count = names.count
    guard count >= 2 else {
      (rowAxis, columnAxis, pageAxes) = (nil, nil, [])
      return
    }
    func axis(_ letter: String) -> Int? {
      names.firstIndex { $0.lowercased() == letter || $0.lowercased() == "r_" + letter }
    }
    let isRowMajor = isRowMajor || names.enumerated().allSatisfy { $1 == "dim\($0 + 1)" }
    let (row, column) =
      if !isRowMajor, let x = axis("x"), let y = axis("y") {
        (y, x)
      } else {
        isRowMajor ? (count - 2, count - 1) : (1, 0)
      }
    let pages = names.indices.filter { $0 != row && $0 != column }
    (rowAxis, columnAxis) = (row, column)
    pageAxes = column < row ? pages.reversed() : Array(pages)
  }
}
