import Imaging

extension LatticeMap {
  /// Keeps the pixels whose value is near the reflection's OWN selected position: the original's clean-up, which
  /// used the first reflection's angle for all.
  ///
  /// - Parameters:
  ///   - radius: Largest deviation of the radius, as a fraction of the selected radius; 0 or more.
  ///   - angle: Largest deviation of the direction, in degrees; 0 or more. Differences wrap at 180.
  /// - Returns: The map in which the others are NaN in every plane, with the status ``WindowStatus/rejected``.
  public func clean(radius: Double = 0.25, angle: Double = 2.5) throws(ImageError) -> LatticeMap {
    guard radius >= 0 else { throw .invalid("the radius must be a fraction of 0 or more, but is \(radius)") }
    guard angle >= 0 else { throw .invalid("the angle must be 0 degrees or more, but is \(angle)") }
    return with(
      reflectionMaps.map { map in
        let (dx, dy) = map.reflection.offset(window: window, calibration: source.calibration)
        let expectedRadius = (dx * dx + dy * dy).squareRoot()
        let expectedAngle = map.reflection.angle
        let radii = (1 - radius) * expectedRadius...(1 + radius) * expectedRadius
        return map.keeping { index in
          // The plane's angles are unwrapped around the reflection's own: the plain difference is the wrapped one.
          radii.contains(Double(map.radius.pixels[index]))
            && abs(Double(map.angle.pixels[index]) - expectedAngle) <= angle
        }
      }, after: .clean(radius: radius, angle: angle))
  }

  /// Keeps the pixels inside a mask of the map's or of the source's size; the others become NaN in every plane, with
  /// the status ``WindowStatus/rejected`` where they had a value.
  public func `where`(_ mask: Mask) throws(ImageError) -> LatticeMap {
    let inside = try sampled(mask).inside
    return with(reflectionMaps.map { map in map.keeping { inside[$0] } }, after: .region)
  }
}
