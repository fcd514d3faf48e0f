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

  /// Saves a map; the folder, and folders on the way to it, are made when they are missing.
  public static func save(_ map: LatticeMap, to folder: String) throws(ImageFileError) {
    try AtomicFile.remove(folder + "/" + manifest)
    try ImageFile.save(map.source, to: folder + "/" + source, makingFolders: true)
    for (index, planes) in map.reflectionMaps.enumerated() {
      for kept in MapPlanes.kept(of: planes) {
        let file = try AtomicFile(path: plane(kept.name, index, in: folder))
        try TIFFWriter.write(
          planes.bands.lazy.map(kept.image), rows: planes.rows, calibration: planes.radius.calibration,
          to: file)
        try file.commit()
      }
      if planes.uncertainty == nil { try remove(MapPlanes.uncertainties.map(\.name), index, in: folder) }
    }
    try removePlanes(from: map.count, in: folder)
    let file = try AtomicFile(path: folder + "/" + manifest)
    try file.write(MapManifest(map).text)
    try file.commit()
  }

  /// Whether there is a folder at a path.
  public static func isFolder(_ path: String) -> Bool { AtomicFile.exists(path + "/.") }

  /// Reads a map that ``save(_:to:)`` has written; all values come back exactly.
  public static func load(_ folder: String) throws(ImageFileError) -> LatticeMap {
    let path = folder + "/" + Self.manifest
    let manifest = try MapManifest(text: text(of: path), path: path)
    var source = try image(at: folder + "/" + Self.source)
    source.calibration = manifest.calibration
    source.name = manifest.name
    return try manifest.map(
      of: source, path: path, placeOf: { plane($0, $1, in: folder) },
      plane: { name, index throws(ImageFileError) in try image(at: plane(name, index, in: folder)) })
  }

  /// Removes what is left of an older map with more reflections.
  private static func removePlanes(from first: Int, in folder: String) throws(ImageFileError) {
    var index = first
    while AtomicFile.exists(plane("radius", index, in: folder)) {
      try remove(MapPlanes.all.map(\.name), index, in: folder)
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
