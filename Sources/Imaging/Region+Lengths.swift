import Numerics

// Positions given as lengths are distances from the top left CORNER of the image, which binning leaves in place; in
// pixels that corner is the point (-1/2, -1/2).

extension Point {
  /// The point `down` and `right` of the top left corner of an image, in the calibration's unit.
  public init(down: Double, right: Double, calibration: Calibration) {
    self.init(row: down / calibration.pixelSizeY - 0.5, column: right / calibration.pixelSizeX - 0.5)
  }
}

extension Region {
  /// The region in pixels whose numbers were lengths in the calibration's unit, from the top left corner.
  ///
  /// A rectangle's position is its own top left corner. A disc on pixels that are not square becomes a polygon of
  /// 360 points. A mask stays as it is.
  public func fromLengths(_ calibration: Calibration) -> Region {
    switch self {
    case .rectangle(let row, let column, let rows, let columns):
      return .rectangle(
        row: row / calibration.pixelSizeY, column: column / calibration.pixelSizeX,
        rows: rows / calibration.pixelSizeY, columns: columns / calibration.pixelSizeX)
    case .disc(let centre, let radius) where calibration.isAnisotropic:
      return Region.polygon(
        (0..<360).map { degree in
          let angle = Double(degree) * .pi / 180
          return Point(
            row: centre.row + radius * .sin(angle), column: centre.column + radius * .cos(angle))
        }
      ).fromLengths(calibration)
    case .disc(let centre, let radius):
      return .disc(
        centre: Point(down: centre.row, right: centre.column, calibration: calibration),
        radius: radius / calibration.pixelSize)
    case .ellipse(let centre, let radii, let angle) where calibration.isAnisotropic:
      return Region.polygon(Self.rim(centre: centre, radii: radii, angle: angle)).fromLengths(calibration)
    case .ellipse(let centre, let radii, let angle):
      return .ellipse(
        centre: Point(down: centre.row, right: centre.column, calibration: calibration),
        radii: radii / calibration.pixelSize, angle: angle)
    case .polygon(let points):
      return .polygon(points.map { Point(down: $0.row, right: $0.column, calibration: calibration) })
    case .mask:
      return self
    }
  }

  /// 360 points of an ellipse's rim, as displayed: the first half axis `angle` degrees counter-clockwise.
  package static func rim(centre: Point, radii: SIMD2<Double>, angle: Double) -> [Point] {
    let (c, s) = (Double.cos(angle * .pi / 180), Double.sin(angle * .pi / 180))
    return (0..<360).map { degree in
      let turn = Double(degree) * .pi / 180
      let (along, across) = (radii.x * Double.cos(turn), radii.y * Double.sin(turn))
      return Point(row: centre.row - (s * along + c * across), column: centre.column + c * along - s * across)
    }
  }
}
