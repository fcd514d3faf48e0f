import Imaging
import Lattice

/// A plane along a line.
public struct PlaneProfile: Sendable {
  /// From the start of the line, in ``unit``.
  public var distance: [Double]
  /// Means across the line's width; NaN where there is no value.
  public var value: [Double]
  /// 1σ of the means; nil where it is not known.
  public var sigma: [Double]?
  /// Pixels that went into each mean.
  public var count: [Int]
  /// Of the distances.
  public var unit: String
  /// What the values are: `spacing`.
  public var name: String
  /// Their unit; nil for plain numbers.
  public var valueUnit: String?

  /// As a table, with the names that scripts know.
  public var table: Table {
    var columns = [
      Table.Column("distance", unit: unit, values: distance),
      Table.Column(name, unit: valueUnit, values: value),
    ]
    if let sigma { columns.append(Table.Column(name + "_sigma", unit: valueUnit, values: sigma)) }
    return Table(columns + [Table.Column("count", values: count.map(Double.init))])
  }
}

extension ResultInspector {
  /// A plane along a line, without uncertainties.
  func plainProfile(
    of plane: ViewedPlane, from start: Point, to end: Point, width: Int
  ) throws(ImageError) -> PlaneProfile {
    let line = try MapTransect(
      from: start, to: end, width: width, source: source, step: step, size: size)
    let profile = try line.profile(plane.image())
    return PlaneProfile(
      distance: line.distances(profile), value: profile.value, sigma: nil, count: profile.count,
      unit: source.calibration.unit.rawValue, name: plane.name, valueUnit: nil)
  }
}
