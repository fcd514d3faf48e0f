import Numerics

/// A linear map of the plane, in lengths on the screen: x to the right, y UP.
public struct LinearMap: Hashable, Sendable {
  public var xx, xy, yx, yy: Double

  public init(xx: Double, xy: Double, yx: Double, yy: Double) {
    (self.xx, self.xy, self.yx, self.yy) = (xx, xy, yx, yy)
  }

  /// A stretch by a symmetric matrix, then a rotation in degrees counter-clockwise.
  public init(stretchXX xx: Double, yy: Double, xy: Double, rotation: Double) {
    let (c, s) = (Double.cos(rotation * .pi / 180), Double.sin(rotation * .pi / 180))
    self.init(xx: c * xx - s * xy, xy: c * xy - s * yy, yx: s * xx + c * xy, yy: s * xy + c * yy)
  }

  public var determinant: Double { xx * yy - xy * yx }

  public var inverse: LinearMap {
    let scale = 1 / determinant
    return LinearMap(xx: yy * scale, xy: -xy * scale, yx: -yx * scale, yy: xx * scale)
  }

  public func callAsFunction(x: Double, y: Double) -> (x: Double, y: Double) {
    (xx * x + xy * y, yx * x + yy * y)
  }
}

extension Image {
  /// This image with what lies at r moved to `map`(r), about its middle; it keeps its size and calibration.
  ///
  /// Interpolated by cubic convolution; what was outside is NaN. Pixels that are not square are mapped as the lengths
  /// that they are.
  ///
  /// - Throws: When the map is singular or not finite.
  public func mapped(by map: LinearMap) throws(ImageError) -> Image {
    let back = map.inverse
    guard [back.xx, back.xy, back.yx, back.yy].allSatisfy(\.isFinite) else {
      throw .invalid("this linear map has no inverse")
    }
    let (width, height) = (calibration.pixelSizeX, calibration.pixelSizeY)
    let (middleRow, middleColumn) = (Double(rows - 1) / 2, Double(columns - 1) / 2)
    // Rounding must not push the outermost pixels over the border.
    let (rowsInside, columnsInside) = (-1e-9...Double(rows - 1) + 1e-9, -1e-9...Double(columns - 1) + 1e-9)
    let moved = pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: count) { target, initialized in
        for row in 0..<rows {
          let y = (middleRow - Double(row)) * height
          for column in 0..<columns {
            let from = back(x: (Double(column) - middleColumn) * width, y: y)
            let (sourceRow, sourceColumn) = (middleRow - from.y / height, middleColumn + from.x / width)
            let isInside = rowsInside.contains(sourceRow) && columnsInside.contains(sourceColumn)
            target[row * columns + column] =
              isInside
              ? source.cubic(rows: rows, columns: columns, row: sourceRow, column: sourceColumn) : .nan
          }
        }
        initialized = count
      }
    }
    return derived(rows: rows, columns: columns, pixels: moved, calibration: calibration)
  }
}
