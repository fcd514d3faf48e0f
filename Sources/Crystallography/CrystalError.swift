/// Why there is no such crystal, or no answer about it.
public enum CrystalError: Error, Hashable, Sendable {
  /// A cell edge, by name, and its length.
  case length(String, Double)
  /// An angle of the cell, by name, and its size.
  case angle(String, Double)
  /// No cell has these three angles.
  case impossibleAngles(Double, Double, Double)
  /// No element has this symbol.
  case element(String)
  /// Two atoms (counted from 0) are at one place.
  case coincidentAtoms(Int, Int)
  /// The position of an atom (counted from 0) is not finite.
  case position(Int)
  /// The smallest spacing asked for, and the smallest that can be listed.
  case spacing(Double, smallest: Double)
  /// The indices 000 are no plane and no direction.
  case zero
  /// Fewer than two reflections that are not parallel.
  case tooFewReflections
  /// No zone axis shows two of the reflections within the tolerance, a fraction.
  case noZone(String, tolerance: Double)
  /// No reflection of that spacing or a wider one belongs to the zone, nm.
  case noSpot(String, axis: MillerIndices, spacing: Double)
}

extension CrystalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .length(let name, let length): "\(name) must be from 0.01 to 100 nm, but is \(length)"
    case .angle(let name, let angle): "\(name) must be between 0 and 180 degrees, but is \(angle)"
    case .impossibleAngles(let alpha, let beta, let gamma):
      "no cell has the angles \(alpha), \(beta) and \(gamma): they must add up to less than 360 degrees, and each be "
        + "less than the other two together"
    case .element(let symbol): "there is no element \"\(symbol)\"; write it as Au, Si, O"
    case .coincidentAtoms(let first, let second):
      "atoms \(first + 1) and \(second + 1) are at the same place; give each once, without what centring repeats"
    case .position(let atom):
      "the position of atom \(atom + 1) must be three finite fractions of the cell's edges"
    case .spacing(let spacing, let smallest):
      "the smallest spacing must be \(smallest) nm or more for this cell, but is \(spacing)"
    case .zero: "the indices 000 are no plane and no direction; give others, such as 110"
    case .tooFewReflections: "a zone axis needs two reflections that are not parallel; find or give more"
    case .noZone(let name, let tolerance):
      "no zone axis of \(name) shows two of these reflections within \((tolerance * 1e4).rounded() / 100) %: another crystal, several "
        + "lattices, or a calibration further off than scale_tolerance"
    case .noSpot(let name, let axis, let spacing):
      "no planes of \(name) that are \(spacing) nm or more apart are seen along [\(axis)]; give an axis of smaller indices, such "
        + "as 110"
    }
  }
}
