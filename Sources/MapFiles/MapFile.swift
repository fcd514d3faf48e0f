import HDF5
import ImageFiles
import Imaging
import Lattice
import Markup

/// A lattice map as one HDF5 file, in which HyperSpy finds the source and every plane as a signal with its calibration.
///
/// What a map is beyond its planes stands in the attributes of the group `/Fringe`: `manifest`, the text that a
/// ``MapFolder`` keeps as `map.txt`; and beside it what that text has no room for.
public enum MapFile {
  /// The extensions of such files, in lower case and without the dot.
  public static let extensions = ["h5", "hspy", "hdf5"]

  private static let group = "/Fringe"
  private static let source = "source"

  /// Saves a map; the file is there whole or not at all. The same map gives the same bytes.
  public static func save(_ map: LatticeMap, to path: String) throws(ImageFileError) {
    let file = try AtomicFile(path: path, makingFolders: true)
    do throws(HDF5Error) {
      let signals = try HyperSpyFile(path: file.temporaryPath)
      try signals.add(map.source, bands: [.float32(map.source.pixels)], title: source)
      for (index, planes) in map.reflectionMaps.enumerated() {
        for kept in KeptPlanes.kept(of: planes) {
          try signals.add(
            kept.header(of: planes), bands: planes.bands.lazy.map(kept.samples),
            title: plane(kept.name, index))
        }
      }
      try signals.hdf5.makeGroup(group)
      for (name, value) in attributes(of: map) { try signals.hdf5.set(name, to: value, of: group) }
      try signals.close()
    } catch { throw ImageFileError(path: path, problem: .unwritable(error.description)) }
    try file.commit()
  }

  /// Reads a map that ``save(_:to:)`` has written; all values come back exactly.
  public static func load(
    _ path: String, limits: ReadLimits = ReadLimits()
  ) throws(ImageFileError) -> LatticeMap {
    let file = try InputFile(path: path)
    let unrecognised = ImageFileError(
      path: path, problem: .unrecognised("this is no lattice map; fringe.load reads images"))
    guard HDF5ImageReader.recognises(try ImageFile.head(of: file)) else { throw unrecognised }
    let reader = try HDF5ImageReader(file, limits: limits)
    let attributes = reader.hdf5.attributes(of: group)
    guard case .string(let text)? = attributes["manifest"] else { throw unrecognised }
    var manifest = try MapManifest(text: text, path: path)
    for index in manifest.reflections.indices {
      if case .string(let label)? = attributes["label_\(index + 1)"] {
        manifest.reflections[index].label = label
      }
    }
    func image(_ name: String) throws(ImageFileError) -> Image {
      Image(raster: try reader.dataset(.name(name), path: path).read(page: 0).raster)
    }
    var source = try image(Self.source)
    source.calibration = manifest.calibration
    if case .string(let name)? = attributes["source_name"] { source.name = name }
    if case .string(let label)? = attributes["source_label"] { source.label = label }
    if case .string(let json)? = attributes["source_metadata"],
      case .group(let metadata)? = JSON.parse(Array(json.utf8))
    {
      source.metadata = metadata
    }
    return try manifest.map(
      of: source, path: path, placeOf: { _, _ in path },
      plane: { name, index throws(ImageFileError) in try image(plane(name, index)) })
  }

  /// Whether a file is a map that ``save(_:to:)`` has written, as far as its attributes tell.
  public static func isMap(_ path: String) -> Bool {
    guard let file = try? InputFile(path: path), let head = try? ImageFile.head(of: file),
      HDF5ImageReader.recognises(head), let reader = try? HDF5ImageReader(file, limits: ReadLimits())
    else { return false }
    if case .string? = reader.hdf5.attributes(of: group)["manifest"] { return true }
    return false
  }

  private static func attributes(of map: LatticeMap) -> [(String, HDF5FileWriter.Value)] {
    var attributes: [(String, HDF5FileWriter.Value)] = [("manifest", .text(MapManifest(map).text))]
    if let name = map.source.name { attributes.append(("source_name", .text(name))) }
    if let label = map.source.label { attributes.append(("source_label", .text(label))) }
    if !map.source.metadata.isEmpty {
      attributes.append(("source_metadata", .text(JSON.text(of: .group(map.source.metadata)))))
    }
    for (index, reflection) in map.reflections.enumerated() {
      if let label = reflection.label { attributes.append(("label_\(index + 1)", .text(label))) }
    }
    return attributes
  }

  private static func plane(_ name: String, _ index: Int) -> String { "\(name)_\(index + 1)" }
}
