import ImageFiles
import Imaging
import Lattice

/// A lattice map as a folder: the source and every plane as a float32 TIFF, and `map.txt` with all else.
///
/// `map.txt` is written last and removed first, so that a folder with it is whole. The spacing planes and their
/// uncertainties are there for other programs; reading a map computes them afresh from the radius.
public enum MapFolder {
  static let manifest = "map.txt"
  static let source = "source.tif"
  /// The planes that are saved, each computed when its turn comes.
  private static let planes: [(name: String, image: @Sendable (ReflectionMap) -> Image)] = [
    ("radius", { $0.radius }), ("angle", { $0.angle }), ("amplitude", { $0.amplitude }),
    ("status", { $0.status }), ("spacing", { $0.spacing }), ("radius_sigma", { $0.radiusSigma }),
    ("angle_sigma", { $0.angleSigma }), ("snr", { $0.snr }), ("spacing_sigma", { $0.spacingSigma }),
  ]
  private static let uncertainties = ["radius_sigma", "angle_sigma", "snr", "spacing_sigma"]

  /// Saves a map; the folder, and folders on the way to it, are made when they are missing.
  public static func save(_ map: LatticeMap, to folder: String) throws(ImageFileError) {
    try AtomicFile.remove(folder + "/" + manifest)
    try ImageFile.save(map.source, to: folder + "/" + source, makingFolders: true)
    for (index, planes) in map.reflectionMaps.enumerated() {
      for (name, image) in Self.planes
      where planes.uncertainty != nil || !uncertainties.contains(name) {
        try ImageFile.save(image(planes), to: plane(name, index, in: folder))
      }
      if planes.uncertainty == nil { try remove(uncertainties, index, in: folder) }
    }
    try removePlanes(from: map.count, in: folder)
    let file = try AtomicFile(path: folder + "/" + manifest)
    try file.write(MapManifest(map).text)
    try file.commit()
  }

  /// Reads a map that ``save(_:to:)`` has written; all values come back exactly.
  public static func load(_ folder: String) throws(ImageFileError) -> LatticeMap {
    let path = folder + "/" + Self.manifest
    let manifest = try MapManifest(text: text(of: path), path: path)
    var source = try image(at: folder + "/" + Self.source)
    source.calibration = manifest.calibration
    source.name = manifest.name
    let calibration = manifest.calibration.scaled(by: Double(manifest.options.step))
    let (rows, columns) = (
      manifest.options.mapExtent(source.rows), manifest.options.mapExtent(source.columns)
    )
    guard manifest.blockSide <= max(rows, columns) else {
      throw ImageFileError(path: path, problem: .damaged("block is larger than the map"))
    }
    var maps: [ReflectionMap] = []
    for (index, reflection) in manifest.reflections.enumerated() {
      func read(_ name: String) throws(ImageFileError) -> Image {
        let path = plane(name, index, in: folder)
        var image = try image(at: path)
        guard image.rows == rows, image.columns == columns else {
          throw ImageFileError(
            path: path, problem: .damaged("it has \(image.size) pixels where the map has \(rows)×\(columns)"))
        }
        image.calibration = calibration
        image.name = manifest.name
        return image
      }
      let status = try read("status")
      let statuses = status.pixels.compactMap { UInt8(exactly: $0).flatMap(WindowStatus.init(rawValue:)) }
      guard statuses.count == status.count else {
        throw ImageFileError(
          path: plane("status", index, in: folder), problem: .damaged("it holds an unknown status"))
      }
      maps.append(
        ReflectionMap(
          reflection: reflection, window: manifest.options.window, sourceCalibration: manifest.calibration,
          radius: try read("radius"), angle: try read("angle"), amplitude: try read("amplitude"),
          statuses: statuses,
          uncertainty: manifest.hasUncertainty
            ? .init(
              radius: try read("radius_sigma"), angle: try read("angle_sigma"), snr: try read("snr")) : nil,
          blockSide: manifest.blockSide))
    }
    return LatticeMap(source: source, options: manifest.options, reflectionMaps: maps)
  }

  /// Removes what is left of an older map with more reflections.
  private static func removePlanes(from first: Int, in folder: String) throws(ImageFileError) {
    var index = first
    while AtomicFile.exists(plane("radius", index, in: folder)) {
      try remove(planes.map(\.name), index, in: folder)
      index += 1
    }
  }

  private static func remove(
    _ names: [String], _ index: Int, in folder: String
  ) throws(ImageFileError) {
    for name in names where AtomicFile.exists(plane(name, index, in: folder)) {
      try AtomicFile.remove(plane(name, index, in: folder))
    }
  }

  private static func plane(_ name: String, _ index: Int, in folder: String) -> String {
    "\(folder)/\(name)_\(index + 1).tif"
  }

  private static func image(at path: String) throws(ImageFileError) -> Image {
    try ImageFile.load(path: path).image
  }

  private static func text(of path: String) throws(ImageFileError) -> String {
    let file = try InputFile(path: path)
    return String(decoding: try file.bytes(at: 0, count: min(file.size, 1 << 20)), as: UTF8.self)
  }
}
