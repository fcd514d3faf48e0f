import Imaging
import Lattice
import ResultCache

extension CachedStep<LatticeMap> {
  /// `image:roll`. Small maps are not worth a file.
  static func roll(_ plan: RollingWindowPlan) -> CachedStep? {
    guard plan.rows * plan.columns >= 4096 else { return nil }
    return CachedStep(
      name: "image:roll",
      identify: { key in
        for text in plan.ingredients { key.add(text) }
        key.add(plan.image.pixels)
      },
      load: { reader throws(CacheReader.Damage) in
        let count = plan.rows * plan.columns
        var stored = StoredPlanes(planes: [], statuses: [])
        for _ in plan.reflections {
          stored.statuses.append(try reader.next(UInt8.self, count: count))
          for _ in 0..<StoredPlanes.planesEach { stored.planes.append(try reader.next(Float.self)) }
        }
        guard let map = plan.map(restoring: stored) else { throw CacheReader.Damage() }
        return map
      },
      store: { map, writer throws(CacheError) in
        let stored = map.stored
        for (index, statuses) in stored.statuses.enumerated() {
          try writer.add(statuses)
          for plane in stored.planes(of: index) { try writer.add(plane) }
        }
      })
  }
}

extension CachedStep<ReflectionSearch> {
  /// `image:find_reflections`. Small images and single windows are not worth a file.
  static func search(
    _ image: Image, count: Int, window: Int, in area: SearchArea, spacings: (Double?, Double?)
  ) -> CachedStep? {
    guard image.count >= 512 * 512 else { return nil }
    let mask: Mask?
    switch area {
    case .wholeImage: mask = nil
    case .inside(let inside): mask = inside
    case .window: return nil
    }
    return CachedStep(
      name: "image:find_reflections",
      identify: { key in
        for number in [image.rows, image.columns, count, window] { key.add(number) }
        for number in [image.calibration.pixelSizeX, image.calibration.pixelSizeY] { key.add(number) }
        key.add(image.calibration.unit.rawValue)
        for limit in [spacings.0, spacings.1] { key.add(limit) }
        key.add(mask?.inside ?? [])
        key.add(image.pixels)
      },
      load: { reader throws(CacheReader.Damage) in
        let numbers = try reader.next(Double.self)
        guard let search = ReflectionSearch(numbers: numbers, unit: image.calibration.unit) else {
          throw CacheReader.Damage()
        }
        return search
      },
      store: { search, writer throws(CacheError) in try writer.add(search.numbers) })
  }
}
