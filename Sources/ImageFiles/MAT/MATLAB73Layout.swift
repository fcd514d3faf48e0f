import HDF5
import Imaging

/// MATLAB's version 7.3: an HDF5 file with a dataset for each variable, marked by `MATLAB_class`.
enum MATLAB73Layout: HDF5Layout {
  static func catalog(of file: HDF5File) -> HDF5Catalog? {
    var catalog = HDF5Catalog(format: "MATLAB 7.3")
    var isMarked = false
    file.forEachObject { path, kind in
      // Contents of cells are kept here, under names of their own.
      guard !path.hasPrefix("/#") else { return }
      let attributes = MetadataValue.group(file.attributes(of: path))
      guard let kindName = attributes["MATLAB_class"]?.text else { return }
      isMarked = true
      let name = String(path.dropFirst().replacing("/", with: "."))
      guard kind == .dataset, let dataset = file.dataset(at: path) else {
        if attributes["MATLAB_sparse"] != nil { catalog.refused.append((name, "a sparse matrix")) }
        return
      }
      if attributes["MATLAB_empty"]?.number == 1 {
        catalog.refused.append((name, "empty"))
      } else if ["char", "cell", "struct", "function_handle"].contains(kindName) {
        catalog.refused.append((name, kindName))
      } else {
        catalog.add(signal(file, name: name, dataset: dataset))
      }
    }
    return isMarked ? catalog : nil
  }

  /// MATLAB stores the first index fastest: the axes stand in reverse order in the file.
  private static func signal(_ file: HDF5File, name: String, dataset: HDF5Dataset) -> HDF5Signal {
    let count = dataset.shape.count
    let path = dataset.path
    var signal = HDF5Signal(
      name: name, dataset: dataset, rowAxis: max(0, count - 1), columnAxis: max(0, count - 2),
      pageAxes: Array(0..<max(0, count - 2))
    ) { [weak file] _ in
      let found = PixelSizeClaim.calibration([], otherwise: "a MAT file holds no calibration")
      return .init(
        calibration: found.calibration, calibrationNote: found.note,
        metadata: Acquisition().metadata(raw: file?.attributes(of: path) ?? [:]))
    }
    if count > 2 { signal.notes = ["the axes of its \(count) after rows and columns are taken for pages"] }
    return signal
  }
}
