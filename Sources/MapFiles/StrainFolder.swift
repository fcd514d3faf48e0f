import ImageFiles
import Imaging
import Lattice

/// A strain map as a folder: every plane as a float32 TIFF, and `strain.txt` with how it was made.
///
/// `strain.txt` is written last and removed first, so that a folder with it is whole.
public enum StrainFolder {
  static let manifest = "strain.txt"

  /// Saves a map; the folder, and folders on the way to it, are made when they are missing. It is there whole or not at
  /// all.
  public static func save(_ strain: StrainMap, to path: String) throws(ImageFileError) {
    let folder = try AtomicFolder(path: path, manifest: manifest)
    func write(_ image: Image, _ name: String) throws(ImageFileError) {
      try folder.write(name + ".tif") { file throws(ImageFileError) in
        try TIFFWriter.write(image, as: .float32, to: file)
      }
    }
    for component in StrainComponent.allCases {
      try write(strain[component], component.rawValue)
      try write(strain.sigma(component), component.rawValue + "_sigma")
    }
    try write(strain.residual, "residual")
    try folder.write(manifest) { file throws(ImageFileError) in try file.write(text(of: strain)) }
    try folder.commit()
  }

  /// A line a value, `key: value`; a reflection of the reference is a line of its own fields.
  static func text(of strain: StrainMap) -> String {
    let lines =
      [
        "Fringe strain map: 1", "definition: \(strain.definition.rawValue)", "axis: \(strain.axis)",
        "reference_kind: \(strain.referenceKind.rawValue)", "condition: \(strain.condition)",
        "method: \(strain.method.name)", "step: \(strain.step)",
        "resolution: \(strain.resolution)", "unit: \(strain.source.calibration.unit.rawValue)",
      ]
      + text(of: strain.method)
      + strain.reference.map { reflection in
        let label = reflection.label.map { " label \(String($0.map { $0.isNewline ? " " : $0 }))" } ?? ""
        return "reference: spacing \(reflection.spacing) angle \(reflection.angle) unit "
          + reflection.unit.rawValue + label
      }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(of method: StrainMethod) -> [String] {
    switch method {
    case .rollingWindow(let options):
      ["window: \(options.window)", "estimator: \(options.estimator.rawValue)"]
    case .geometricPhase(let options):
      [
        "mask: \(options.mask.rawValue)", "margin: \(options.margin ?? .nan)",
        "min_snr: \(options.minimumSNR)",
      ]
    }
  }
}
