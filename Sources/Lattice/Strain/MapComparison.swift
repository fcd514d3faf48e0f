import Imaging

/// Two measurements of the same thing, pixel by pixel: where they differ, and whether by more than they are unsure.
///
/// Differences are first minus second. The joint σ is the root of the sum of both variances. Two methods that look at one
/// image share its noise, so that most of their differences are smaller than that; what is larger than a few σ is not
/// noise: two kernels of different widths, a border, another lattice, or a method's bias.
public struct MapComparison: Sendable {
  /// What is said of one quantity.
  public struct Quantity: Sendable {
    /// `exx`, or `spacing_1`.
    public let name: String
    /// The unit of differences; nil for fractions.
    public let unit: String?
    /// First minus second; NaN where either has no value.
    public let difference: Image
    /// Joint σ.
    public let sigma: Image
    /// Pixels with both values.
    public let count: Int
    public let mean, std: Double
    /// Root mean square of the difference over the joint σ: about 1 where only independent noise differs.
    public let pull: Double
    /// The share of pixels that differ by more than the limit.
    public let share: Double
  }

  /// The image that both were made from.
  public let source: Image
  /// Pixels of the source from one pixel of the comparison to the next: the larger of the two steps.
  public let step: Int
  public let quantities: [Quantity]
  /// Where some quantity differs by more than ``limit`` joint σ.
  public let disagreement: Mask
  /// In joint σ.
  public let limit: Double
  /// How far the references are from each other: the largest |Δg₀| / |g₀|; 0 for lattice maps, which have none.
  public let referenceDifference: Double

  public var rows: Int { disagreement.rows }
  public var columns: Int { disagreement.columns }
}

/// Why two maps cannot be compared.
public enum ComparisonError: Error, Hashable, Sendable {
  case sources(ImageError.Size, ImageError.Size)
  case reflections(String)
  case definitions(StrainDefinition, StrainDefinition)
  case axes(Double, Double)
  case limit(Double)
}

extension ComparisonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sources(let first, let second):
      "the maps are of different images, of \(first.rows)×\(first.columns) and \(second.rows)×\(second.columns) pixels"
    case .reflections(let reason): reason
    case .definitions(let first, let second):
      "one map's strain is \(first.rawValue), the other's \(second.rawValue); compute both with one definition"
    case .axes(let first, let second):
      "x is at \(NumberFormat.significant(first, digits: 4))° in one map and at "
        + "\(NumberFormat.significant(second, digits: 4))° in the other; compute both with one axis"
    case .limit(let limit): "the limit must be more than 0 σ, but is \(limit)"
    }
  }
}
