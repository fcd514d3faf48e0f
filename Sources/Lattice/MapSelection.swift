/// What dropped pixels of a map after it was rolled; they have the status ``WindowStatus/rejected``.
public enum MapSelection: Hashable, Sendable {
  /// ``LatticeMap/clean(radius:angle:)``, with its limits.
  case clean(radius: Double, angle: Double)
  /// ``LatticeMap/where(_:)``.
  case region
}
