import ImageFiles
import Imaging
import Lattice

/// The planes of a reflection by the names under which they are kept. Spacings and their uncertainties are there for
/// other programs.
enum KeptPlanes {
  struct Plane {
    let name: String
    /// Computes the plane of a map, or of a band of it.
    let image: @Sendable (ReflectionMap) -> Image

    init(_ name: String, _ image: @escaping @Sendable (ReflectionMap) -> Image) {
      (self.name, self.image) = (name, image)
    }

    /// As a file of numbers of several types keeps it.
    func samples(_ planes: ReflectionMap) -> Samples {
      name == "status" ? .uint8(planes.statuses.map(\.rawValue)) : .float32(image(planes).pixels)
    }

    /// An image that is the plane but for its pixels.
    func header(of planes: ReflectionMap) -> Image {
      var header = planes.radius
      header.label = planes.bands.first { _ in true }.flatMap { image($0).label }
      return header
    }
  }

  static let uncertainties = [
    Plane("radius_sigma") { $0.radiusSigma }, Plane("angle_sigma") { $0.angleSigma },
    Plane("snr") { $0.snr }, Plane("spacing_sigma") { $0.spacingSigma },
  ]
  private static let values = [
    Plane("radius") { $0.radius }, Plane("angle") { $0.angle }, Plane("amplitude") { $0.amplitude },
    Plane("status") { $0.status }, Plane("spacing") { $0.spacing },
  ]
  static let all = values + uncertainties

  /// Those that are kept of a map: a map without uncertainties has no planes of them.
  static func kept(of map: ReflectionMap) -> ArraySlice<Plane> {
    map.uncertainty == nil ? all.dropLast(uncertainties.count) : all[...]
  }
}

extension MapManifest {
  /// The map that the manifest describes.
  ///
  /// - Parameters:
  ///   - source: The image that the map was made from.
  ///   - path: Where the manifest is, for errors.
  ///   - placeOf: Where a plane of a reflection, counted from 0, is, for errors.
  ///   - plane: Reads a plane by name.
  func map(
    of source: Image, path: String, placeOf: (String, Int) -> String,
    plane: (String, Int) throws(ImageFileError) -> Image
  ) throws(ImageFileError) -> LatticeMap {
    let calibration = self.calibration.scaled(by: Double(options.step))
    let (rows, columns) = (options.mapExtent(source.rows), options.mapExtent(source.columns))
    guard blockSide <= max(rows, columns) else {
      throw ImageFileError(path: path, problem: .damaged("block is larger than the map"))
    }
    var maps: [ReflectionMap] = []
    for (index, reflection) in reflections.enumerated() {
      func read(_ name: String) throws(ImageFileError) -> Image {
        var image = try plane(name, index)
        guard image.rows == rows, image.columns == columns else {
          throw ImageFileError(
            path: placeOf(name, index),
            problem: .damaged("it has \(image.size) pixels where the map has \(rows)×\(columns)"))
        }
        (image.calibration, image.name, image.metadata) = (calibration, source.name, [:])
        return image
      }
      let status = try read("status")
      let statuses = status.pixels.compactMap { UInt8(exactly: $0).flatMap(WindowStatus.init(rawValue:)) }
      guard statuses.count == status.count else {
        throw ImageFileError(
          path: placeOf("status", index), problem: .damaged("it holds an unknown status"))
      }
      maps.append(
        ReflectionMap(
          reflection: reflection, window: options.window, sourceCalibration: self.calibration,
          radius: try read("radius"), angle: try read("angle"), amplitude: try read("amplitude"),
          statuses: statuses,
          uncertainty: hasUncertainty
            ? .init(
              radius: try read("radius_sigma"), angle: try read("angle_sigma"), snr: try read("snr")) : nil,
          blockSide: blockSide))
    }
    return LatticeMap(source: source, options: options, reflectionMaps: maps, selections: selections)
  }
}
