import Imaging

/// The numbers of a map that cannot be had again without rolling the window; all else follows from them and the plan.
package struct StoredPlanes: Sendable {
  /// Of each reflection radius, angle and amplitude, then σ of radius and angle and signal to noise, where these are
  /// known; a plane's pixels row after row.
  package var planes: [[Float]]
  /// Of each reflection, a byte a pixel.
  package var statuses: [[UInt8]]

  package init(planes: [[Float]], statuses: [[UInt8]]) {
    (self.planes, self.statuses) = (planes, statuses)
  }

  /// Planes of each reflection.
  package static var planesEach: Int { MapPlanes.planesEach }

  /// The planes of a reflection, counted from 0.
  package func planes(of reflection: Int) -> ArraySlice<[Float]> {
    planes[Self.planesEach * reflection..<Self.planesEach * (reflection + 1)]
  }
}

extension LatticeMap {
  /// What of a map as it was rolled has to be kept.
  package var stored: StoredPlanes {
    StoredPlanes(
      planes: reflectionMaps.flatMap { map in
        let known = map.uncertainty.map { [$0.radius.pixels, $0.angle.pixels, $0.snr.pixels] }
        return [map.radius.pixels, map.angle.pixels, map.amplitude.pixels] + (known ?? [[], [], []])
      },
      statuses: reflectionMaps.map { $0.statuses.map(\.rawValue) })
  }
}

extension RollingWindowPlan {
  /// All that the map's numbers depend on, as names and values; the image's pixels are left out.
  package var ingredients: [String] {
    // Every option, also one that is added some day.
    let options = Mirror(reflecting: options).children.map { "\($0.label ?? "") \($0.value)" }
    let calibration = image.calibration
    return options + [
      "\(image.rows) \(image.columns)",
      "\(calibration.pixelSizeX) \(calibration.pixelSizeY) \(calibration.unit.rawValue)",
    ] + reflections.map { "\($0.gx) \($0.gy) \($0.unit.rawValue)" }
  }

  /// The map, of planes that were rolled before with an equal plan: the very same map.
  ///
  /// - Returns: nil when they do not fit.
  package func map(restoring stored: StoredPlanes) -> LatticeMap? {
    let count = rows * columns
    guard stored.planes.count == MapPlanes.planesEach * reflections.count,
      stored.statuses.count == reflections.count,
      stored.planes.enumerated().allSatisfy({
        $1.count == count || $1.isEmpty && $0 % MapPlanes.planesEach > 2
      }),
      stored.statuses.allSatisfy({ $0.count == count })
    else { return nil }
    let known = (UInt8.min...UInt8.max).map(WindowStatus.init(rawValue:))
    var statuses: [[WindowStatus]] = []
    for plane in stored.statuses {
      let values = plane.compactMap { known[Int($0)] }
      guard values.count == count else { return nil }
      statuses.append(values)
    }
    return map(stored.planes, statuses)
  }
}
