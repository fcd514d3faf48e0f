import HDF5
import Imaging

/// An HDF5 file of nobody's convention: every dataset of numbers with two axes or more, by its path.
enum PlainLayout: HDF5Layout {
  static func catalog(of file: HDF5File) -> HDF5Catalog? {
    var catalog = HDF5Catalog(format: "HDF5")
    file.forEachDataset { path in
      guard let dataset = file.dataset(at: path) else { return }
      var signal = HDF5Signal(name: String(path.dropFirst()), dataset: dataset) { [weak file] _ in
        let attributes = file?.attributes(of: path) ?? [:]
        let found = PixelSizeClaim.calibration(
          [], otherwise: "an HDF5 file without a known layout says nothing of the pixel size")
        return .init(
          calibration: found.calibration, calibrationNote: found.note,
          metadata: Acquisition().metadata(raw: attributes))
      }
      if dataset.shape.count > 2 {
        signal.notes = ["the last two of its \(dataset.shape.count) axes are taken for rows and columns"]
      }
      catalog.add(signal)
    }
    return catalog
  }
}

extension HDF5File {
  /// Calls `body` with the path of every dataset, groups in the order of their names.
  func forEachDataset(_ body: (String) -> Void) {
    forEachObject { path, kind in if kind == .dataset { body(path) } }
  }

  /// Calls `body` with the path of every object below the root, a group before what it holds.
  func forEachObject(_ body: (String, HDF5Link.Kind) -> Void) {
    var left = Self.maximumObjects
    func visit(_ group: String, depth: Int) {
      for link in contents(of: group) where left > 0 {
        left -= 1
        let path = "\(group)/\(link.name)"
        body(path, link.kind)
        if link.kind == .group, depth < Self.maximumDepth { visit(path, depth: depth + 1) }
      }
    }
    visit("", depth: 1)
  }
}
