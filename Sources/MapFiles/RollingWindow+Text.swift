import ImageFiles
import Lattice

extension RollingWindow {
  /// As manifests have it.
  var lines: [String] {
    [
      "window: \(window)", "step: \(step)", "apodize: \(taper.rawValue)", "estimator: \(estimator.rawValue)",
      "patch: \(patch)", "clip: \(clip.map { "\($0)" } ?? "none")",
      "floor: \(floor.map { "\($0)" } ?? "none")", "min_snr: \(minimumSNR)", "edge: \(edge.rawValue)",
    ]
  }

  init(_ lines: ManifestLines) throws(ImageFileError) {
    let optional = { (text: String) -> Double?? in text == "none" ? .some(nil) : Double(text) }
    self.init()
    window = try lines.read("window") { Int($0) }
    step = try lines.read("step") { Int($0) }
    taper = try lines.read("apodize", Taper.init(rawValue:))
    estimator = try lines.read("estimator", Estimator.init(rawValue:))
    patch = try lines.read("patch") { Int($0) }
    clip = try lines.read("clip", optional)
    floor = try lines.read("floor", optional)
    // Folders of earlier versions lack it.
    if lines.has("min_snr") { minimumSNR = try lines.read("min_snr") { Double($0) } }
    edge = try lines.read("edge", Edge.init(rawValue:))
    do { try validate() } catch { throw lines.damage("\(error)") }
  }
}
