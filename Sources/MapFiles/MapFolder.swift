import ImageFiles
import Imaging
import Lattice

/// A lattice map as a folder: the source and every plane as a float32 TIFF, and `map.txt` with all else.
///
/// `map.txt` is written last and removed first, so that a folder with it is whole. The spacing planes and their
/// uncertainties are there for other programs; reading a map computes them afresh from the radius.
public enum MapFolder {
  package static let manifest = "map.txt"
  static let source = "source.tif"

  /// Saves a map; the folder, and folders on the way to it, are made when they are missing. It is there whole or not at
  /// all, and replaces one that was there, planes of more reflections included.
  public static func save(_ map: LatticeMap, to path: String) throws(ImageFileError) {
    let folder = try AtomicFolder(path: path, manifest: manifest)
    try folder.write(source) { file throws(ImageFileError) in
      try TIFFWriter.write(map.source, as: .float32, to: file)
    }
    var kept: Set<String> = []
    for (index, planes) in map.reflectionMaps.enumerated() {
      for plane in KeptPlanes.kept(of: planes) {
        let name = fileName(plane.name, index)
        kept.insert(name)
        try folder.write(name) { file throws(ImageFileError) in
          try TIFFWriter.write(
            planes.bands.lazy.map(plane.image), rows: planes.rows, calibration: planes.radius.calibration,
            to: file)
        }
      }
    }
    try folder.write(manifest) { file throws(ImageFileError) in try file.write(MapManifest(map).text) }
    try folder.commit(removing: planes(in: path).filter { !kept.contains($0) })
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

  /// The names of the planes that are in a folder.
  private static func planes(in folder: String) -> [String] {
    var found: [String] = []
    for index in 0... {
      let names = KeptPlanes.all.map { fileName($0.name, index) }
      let present = names.filter { AtomicFile.exists("\(folder)/\($0)") }
      if present.isEmpty { break }
      found += present
    }
    return found
  }

  private static func fileName(_ name: String, _ index: Int) -> String { "\(name)_\(index + 1).tif" }

  private static func plane(_ name: String, _ index: Int, in folder: String) -> String {
    "\(folder)/\(fileName(name, index))"
  }

  private static func image(at path: String) throws(ImageFileError) -> Image {
    try ImageFile.load(path: path).image
  }

  private static func text(of path: String) throws(ImageFileError) -> String {
    let file = try InputFile(path: path)
    return String(decoding: try file.bytes(at: 0, count: min(file.size, 1 << 20)), as: UTF8.self)
  }
}
