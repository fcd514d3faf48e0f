import ImageFiles
import Imaging
import Lattice

/// A strain map as a folder: the source and every plane as a float32 TIFF, and `strain.txt` with how it was made.
///
/// `strain.txt` is written last and removed first, so that a folder with it is whole.
public enum StrainFolder {
  package static let manifest = "strain.txt"
  static let source = "source.tif"

  /// Saves a map; the folder, and folders on the way to it, are made when they are missing. It is there whole or not at
  /// all.
  public static func save(_ strain: StrainMap, to path: String) throws(ImageFileError) {
    let folder = try AtomicFolder(path: path, manifest: manifest)
    func write(_ image: Image, _ name: String) throws(ImageFileError) {
      try folder.write(name) { file throws(ImageFileError) in
        try TIFFWriter.write(image, as: .float32, to: file)
      }
    }
    try write(strain.source, source)
    for component in StrainComponent.allCases {
      try write(strain[component], value(component))
      try write(strain.sigma(component), sigma(component))
    }
    try write(strain.residual, residual)
    try folder.write(manifest) { file throws(ImageFileError) in
      try file.write(StrainManifest(strain).text)
    }
    try folder.commit()
  }

  /// Reads a map that ``save(_:to:)`` has written; all values come back exactly.
  public static func load(_ folder: String) throws(ImageFileError) -> StrainMap {
    let path = folder + "/" + manifest
    let file = try InputFile(path: path)
    let text = String(decoding: try file.bytes(at: 0, count: min(file.size, 1 << 20)), as: UTF8.self)
    let manifest = try StrainManifest(text: text, path: path)
    func image(_ name: String) throws(ImageFileError) -> Image {
      try ImageFile.load(path: "\(folder)/\(name)").image
    }
    var source = try image(Self.source)
    (source.calibration, source.name) = (manifest.calibration, manifest.name)
    func plane(_ name: String, _ label: String) throws(ImageFileError) -> Image {
      var plane = try image(name)
      plane.calibration = manifest.calibration.scaled(by: Double(manifest.method.step))
      (plane.name, plane.label, plane.metadata) = (source.name, label, [:])
      return plane
    }
    var (values, sigmas): ([Image], [Image]) = ([], [])
    for component in StrainComponent.allCases {
      values.append(try plane(value(component), component.label))
      sigmas.append(try plane(sigma(component), "σ of \(component.label)"))
    }
    guard
      let strain = StrainMap(
        source: source, method: manifest.method, definition: manifest.definition, axis: manifest.axis,
        reference: manifest.reference, referenceKind: manifest.referenceKind, condition: manifest.condition,
        values: values, sigmas: sigmas,
        residual: try plane(residual, "residual |g - M g₀| / |g₀|"), errors: manifest.errors,
        blockSide: manifest.blockSide)
    else {
      throw ImageFileError(path: path, problem: .damaged("its planes do not fit its source and step"))
    }
    return strain
  }

  private static let residual = "residual.tif"
  private static func value(_ component: StrainComponent) -> String { component.rawValue + ".tif" }
  private static func sigma(_ component: StrainComponent) -> String { component.rawValue + "_sigma.tif" }
}
