import ImageFiles
import Imaging

extension Calibration {
  /// As manifests have it.
  var lines: [String] {
    let lines = [
      "unit: \(unit.rawValue)", "pixel_size_x: \(pixelSizeX)", "pixel_size_y: \(pixelSizeY)",
      "calibration: \(source.text)",
    ]
    return relativeSigma > 0 ? lines + ["calibration_sigma: \(relativeSigma)"] : lines
  }

  /// One of lengths.
  init(_ lines: ManifestLines) throws(ImageFileError) {
    let size = { (text: String) in Double(text).flatMap { Calibration.pixelSizes.contains($0) ? $0 : nil } }
    let isLength = { (text: String) in
      Unit(rawValue: text).flatMap { $0 == .pixels || $0 == .nanometres ? $0 : nil }
    }
    self.init(
      pixelSizeX: try lines.read("pixel_size_x", size), pixelSizeY: try lines.read("pixel_size_y", size),
      unit: try lines.read("unit", isLength), source: try lines.read("calibration", Source.init(text:)))
    if lines.has("calibration_sigma") {
      relativeSigma = try lines.read("calibration_sigma") { Double($0).flatMap { $0 >= 0 ? $0 : nil } }
    }
  }
}

extension Calibration.Source {
  fileprivate var text: String {
    switch self {
    case .none: "none"
    case .tag(let name): "tag \(ManifestLines.oneLine(name))"
    case .file(let path): "file \(ManifestLines.oneLine(path))"
    case .script: "script"
    case .computed: "computed"
    }
  }

  fileprivate init?(text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let name = words.count > 1 ? words[1] : ""
    switch words.first {
    case "none": self = .none
    case "tag": self = .tag(name)
    case "file": self = .file(name)
    case "script": self = .script
    case "computed": self = .computed
    default: return nil
    }
  }
}
