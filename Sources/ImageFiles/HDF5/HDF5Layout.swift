import HDF5
import Imaging

/// How a program lays out its images in an HDF5 file.
protocol HDF5Layout {
  /// The images that a file holds in this layout; nil when the file is of another one.
  static func catalog(of file: HDF5File) -> HDF5Catalog?
}

/// What a file holds, in the order in which it is offered.
struct HDF5Catalog {
  /// The format as people call it: `"Velox EMD"`.
  var format: String
  var signals: [HDF5Signal] = []
  /// Datasets that are no images: their names and why.
  var refused: [(name: String, reason: String)] = []

  /// Adds a dataset as a signal, or as one that is refused when its data are not read or its axes are too few.
  mutating func add(_ signal: HDF5Signal) {
    if let reason = signal.obstacle {
      refused.append((signal.name, reason))
    } else {
      signals.append(signal)
    }
  }

  /// Why there is nothing to read.
  var explanation: String {
    guard !refused.isEmpty else { return "there is no image in it" }
    return "there is no image in it: " + list
  }

  /// What the user should know of the rest of the file.
  var note: String? {
    refused.isEmpty ? nil : "not read: " + list
  }

  private var list: String {
    let shown = refused.prefix(3).map { "\($0.name.oneLine(limit: 60)) (\($0.reason))" }.joined(
      separator: ", ")
    return refused.count > 3 ? "\(shown) and \(refused.count - 3) more" : shown
  }
}

/// An image or a stack in an HDF5 file: which axes are rows, columns and pages, and what is known of it.
struct HDF5Signal {
  var name: String
  var dataset: HDF5Dataset
  var rowAxis: Int
  var columnAxis: Int
  /// The axes along which the pages lie, the slowest one first.
  var pageAxes: [Int]
  /// Seconds from one page to the next.
  var interval: Double? = nil
  var notes: [String] = []
  /// What the file says of a page, counted from 0.
  var facts: @Sendable (Int) -> Facts

  struct Facts {
    var calibration: Calibration
    var calibrationNote: String?
    var metadata: Metadata
  }

  /// Rows and columns are the last two axes, pages all others.
  init(name: String, dataset: HDF5Dataset, facts: @escaping @Sendable (Int) -> Facts) {
    let rank = dataset.shape.count
    self.init(
      name: name, dataset: dataset, rowAxis: rank - 2, columnAxis: rank - 1,
      pageAxes: Array(0..<max(0, rank - 2)), facts: facts)
  }

  init(
    name: String, dataset: HDF5Dataset, rowAxis: Int, columnAxis: Int, pageAxes: [Int],
    facts: @escaping @Sendable (Int) -> Facts
  ) {
    self.name = name
    self.dataset = dataset
    self.rowAxis = rowAxis
    self.columnAxis = columnAxis
    self.pageAxes = pageAxes
    self.facts = facts
  }

  var rows: Int { dataset.shape[rowAxis] }
  var columns: Int { dataset.shape[columnAxis] }

  /// The number of pages; nil when it is beyond all reason.
  var pageCount: Int? {
    pageAxes.reduce(Optional(1)) { product, axis in
      guard let product else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: dataset.shape[axis])
      return overflow ? nil : result
    }
  }

  /// Why this is no image that is read; nil when it is one.
  var obstacle: String? {
    switch dataset.element {
    case .number: break
    case .text: return "text"
    case .complex: return "complex numbers"
    case .other(let what): return what
    }
    if let obstacle = dataset.obstacle { return obstacle }
    if dataset.shape.count < 2 { return dataset.shape.isEmpty ? "a single value" : "a single axis" }
    if dataset.shape.contains(0) { return "empty" }
    return pageCount == nil ? "more pages than can be counted" : nil
  }
}
