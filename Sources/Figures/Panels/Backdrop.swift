import Imaging

/// The micrograph that shows through a map drawn over it.
///
/// It is shown in grey, whole; the map lies on it where its values were measured, with nothing where values are
/// missing.
public struct Backdrop: Sendable {
  /// The map's source: its pixel in row and column `i` lies over this one's pixel `i` × ``ImagePanel/overlayStep``.
  public var image: Image
  /// Of the map: 0, unseen, to 1.
  public var opacity: Double

  public init(_ image: Image, opacity: Double = 0.6) {
    self.image = image
    self.opacity = opacity
  }
}
