import HDF5
import Imaging

/// Velox (FEI, Thermo Fisher): `/Data/Image/<id>/Data` of rows × columns × frames, and a JSON text a frame beside it.
enum VeloxLayout: HDF5Layout {
  private static let images = "/Data/Image"
  /// Groups of `/Data` that hold no images.
  private static let others = [
    "Spectrum": "spectra", "SpectrumStream": "a stream of spectra", "SpectrumImage": "spectra",
    "EelsSpectrumImage": "spectra", "Line": "line profiles",
  ]

  static func catalog(of file: HDF5File) -> HDF5Catalog? {
    let groups = file.contents(of: "/Data")
    let isVelox =
      groups.contains { $0.kind == .group && ($0.name == "Image" || others[$0.name] != nil) }
      && (file.texts(at: "/Version")?.first?.contains("Velox") == true
        || file.contents(of: images).contains { file.kind(of: "\(images)/\($0.name)/Metadata") == .dataset })
    guard isVelox else { return nil }

    var catalog = HDF5Catalog(format: "Velox EMD")
    let names = VeloxNames(file)
    for link in file.contents(of: images) where link.kind == .group {
      let path = "\(images)/\(link.name)"
      guard let dataset = file.dataset(at: path + "/Data") else { continue }
      let first = VeloxMetadata(file, group: path, frame: 0)
      let name = names[link.name] ?? first.detector ?? link.name
      guard dataset.shape.count == 3 else {
        catalog.refused.append((name, "\(dataset.shape.count) axes instead of three"))
        continue
      }
      var signal = HDF5Signal(
        name: name, dataset: dataset, rowAxis: 0, columnAxis: 1, pageAxes: [2]
      ) { [weak file] page in
        guard let file, page > 0 else { return first.facts(title: name) }
        return VeloxMetadata(file, group: path, frame: page).facts(title: name)
      }
      if dataset.shape[2] > 1 { signal.interval = first.interval }
      catalog.add(signal)
    }
    for group in groups {
      if let what = others[group.name] { catalog.refused.append((group.name, what)) }
    }
    return catalog
  }
}
