import Imaging

/// One plane of a result that can be looked at.
public struct ViewedPlane: Sendable {
  /// The name by which scripts know it: `spacing`, `exx_sigma`.
  public let name: String
  /// What the values are, with their unit: `d (nm)`.
  public let label: String
  /// How the values are best shown.
  public let kind: Kind
  /// Which of the result's groups it belongs to, counted from 0: of a lattice map, the reflection.
  public let group: Int
  /// Computes it: one pixel per map pixel.
  public let image: @Sendable () -> Image

  public enum Kind: String, Sendable {
    /// From the smallest value to the largest.
    case plain
    /// About 0: strain and rotation.
    case signed
    /// One of ``Lattice/WindowStatus``.
    case status
    /// A micrograph, in grey.
    case micrograph
  }

  public init(
    _ name: String, label: String, kind: Kind = .plain, group: Int = 0, image: @escaping @Sendable () -> Image
  ) {
    (self.name, self.label, self.kind, self.group, self.image) = (name, label, kind, group, image)
  }
}
