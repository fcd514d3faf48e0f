import ImageFiles
import Imaging
import Lattice
import MapFiles
import Scripting

extension LatticeMap: ScriptObject {
  public static let className = "LatticeMap"
  public var scriptDescription: String {
    let spacings = reflections.map { NumberFormat.significant($0.spacing, digits: 4) }.joined(separator: ", ")
    let many = count == 1 ? "1 reflection" : "\(count) reflections"
    return "LatticeMap \(rows)×\(columns), window \(window) px, step \(step), \(many): \(spacings) "
      + source.calibration.unit.rawValue
  }
  public var hostBytes: Int { byteCount + source.byteCount }
}

extension Kind where Value == LatticeMap {
  static var map: Kind {
    .object(
      sample: "\(Kind<Image>.image.sample):roll { window = 32, step = 8, patch = 5, "
        + "reflections = { fringe.reflection { dx = 5, dy = -2, window = 32 }, "
        + "fringe.reflection { dx = 2, dy = 5, window = 32 } } }")
  }
}

/// `map`: what a rolling window measured.
enum MapClass {
  static let declaration = ClassDeclaration(
    LatticeMap.self, "What a rolling window measured: map[i] are the planes of reflection i.",
    sample: Kind<LatticeMap>.map.sample,
    properties: [
      Property("window", of: .map, "integer", "side of the window, px of the source") { $1.window },
      Property("step", of: .map, "integer", "stride, px of the source") { $1.step },
      Property(
        "reflections", of: .map, "Reflection[]", "as they were selected; labels are set before rolling"
      ) { List($1.reflections.map(locked)) },
      Property("source", of: .map, "Image", "the image it was made from") { $1.source },
      Property("rows", of: .map, "integer", "number of rows") { $1.rows },
      Property("columns", of: .map, "integer", "number of columns") { $1.columns },
    ],
    operators: [
      Operator("__len", of: Kind<LatticeMap>.map, returns: "integer") { $1.count },
      Operator("__index", returns: MapPlanes.className) { call in
        let map = try Kind<LatticeMap>.map.value(of: call.argument(1))
        let index = call.argument(2).integer ?? 0
        // As in a list: beyond its end is nil, so that ipairs stops.
        guard (1...map.count).contains(index) else { return Several.nothing }
        return MapPlanes(map: map, index: index - 1)
      },
    ],
    methods: [
      method(
        "select", of: .map, "The map of some of its reflections.",
        argument("indices", .list(of: .integer(1...16), count: 1...16), "which, from 1"),
        returns: "LatticeMap"
      ) { _, map, indices in try map.select(indices.map { $0 - 1 }) },
      method(
        "clean", of: .map, "Drops pixels far from their reflection's own selected position.",
        option("radius", .nonNegative, default: 0.25, "largest deviation, as a fraction of the radius"),
        option("angle", .nonNegative, default: 2.5, "largest deviation, degrees"), returns: "LatticeMap"
      ) { _, map, radius, angle in try map.clean(radius: radius, angle: angle) },
      method(
        "where", of: .map, "Drops pixels outside a region.",
        argument("region", .region, "in pixels of the source; a mask may also have the map's size"),
        returns: "LatticeMap"
      ) { _, map, region in try map.where(mask(region, for: map)) },
      method(
        "mask", of: .map,
        "Where the lattice itself is seen: the windows whose reflections have a signal to noise of at least snr.",
        option("snr", .nonNegative, default: 5, "the smallest signal to noise, as in map[i].snr"),
        option(
          "reflections", .choice(["all": true, "any": false]), default: true, shown: "\"all\"",
          "whether all reflections must reach it, or any"),
        returns: "Mask"
      ) { _, map, snr, all in try map.mask(snr: snr, all: all) },
      method(
        "block_mean", of: .map,
        "Every n×n block of map pixels holds the mean of its radius and angle; spacing follows from the radius.",
        argument("n", .integer(1...), "side of a block, map pixels"), returns: "LatticeMap"
      ) { _, map, n in try map.blockMean(n) },
      method(
        "save", of: .map,
        "Saves the map, its source included, as a folder or one .h5 or .hspy file; fringe.load_map reads it back exactly.",
        argument("path", .path, "the folder, or the file; relative: in the output folder")
      ) { call, map, path in
        let ending = FilePath.pathExtension(path)
        guard !["tif", "tiff", "npy", "csv", "png"].contains(ending) else {
          throw ScriptError.failed(
            "\(path): a map is saved as a folder or one .h5 or .hspy file; give a name without .\(ending)")
        }
        let target = call.session.outputPath(path)
        if MapFile.extensions.contains(ending) {
          try MapFile.save(map, to: target)
        } else {
          try MapFolder.save(map, to: target)
        }
        call.session.didSave(target)
        return Several.nothing
      },
    ] + MapStrain.methods + MapFigure.methods)

  /// A reflection of a map: to set its label there would change a copy.
  static func locked(_ reflection: Reflection) -> Locked<Reflection> {
    Locked(reflection, reason: "this reflection belongs to a map; set the label before image:roll")
  }

  /// A region as a mask: of the source's size, or the map's own when a mask of that size is given.
  static func mask(_ region: RegionArgument, for map: LatticeMap) throws -> Mask {
    if case .mask(let mask) = region, mask.size == map.size { return mask }
    return try region.mask(in: map.source)
  }
}
