import Imaging

extension LatticeMap {
  /// Where the lattice itself is seen: the pixels whose reflections have a value with a signal to noise of at least
  /// `snr`.
  ///
  /// - Parameters:
  ///   - all: Whether all reflections must reach it, or any of them.
  /// - Returns: A mask of the source's size, each map pixel standing for the `step` × `step` pixels whose first one is
  ///   its window's.
  /// - Throws: When the map was made without uncertainties.
  public func mask(snr: Double, all: Bool = true) throws(ImageError) -> Mask {
    let planes = reflectionMaps.compactMap { $0.uncertainty?.snr.pixels }
    guard planes.count == reflectionMaps.count else {
      throw .invalid("the map has no signal to noise; roll again with this version")
    }
    let seen = (0..<rows * columns).map { index in
      all ? planes.allSatisfy { Double($0[index]) >= snr } : planes.contains { Double($0[index]) >= snr }
    }
    return enlarged(seen)
  }

  /// Map pixels as pixels of the source.
  private func enlarged(_ pixels: [Bool]) -> Mask {
    var inside = [Bool]()
    inside.reserveCapacity(source.count)
    for row in 0..<source.rows {
      let line = row / step * columns
      for column in 0..<source.columns { inside.append(pixels[line + column / step]) }
    }
    return Mask(rows: source.rows, columns: source.columns, inside: inside, calibration: source.calibration)
  }
}
