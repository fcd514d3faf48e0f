import Imaging

/// The window of a map's pixel, evaluated again with the map's own settings, and what there was to see on the way.
public struct WindowReview: Sendable {
  /// The map pixel.
  public let row, column: Int
  /// Whether the window holds places outside the image.
  public let leavesImage: Bool
  /// Pixels in the window that are NaN or infinite.
  public let missingPixels: Int
  /// One for each reflection of the map.
  public let reflections: [ReflectionReview]
}

/// What was found of one reflection in one window.
public struct ReflectionReview: Sendable {
  /// The value, as a map of one pixel; its status is that of the window before any selection.
  public let planes: ReflectionMap
  /// Why there is no value, or what is odd about it; nil where all is well.
  public let doubt: Doubt?
  /// The patch of the spectrum; nil where the window has none.
  public let patch: PatchReview?

  public var status: WindowStatus { planes.statuses[0] }

  /// With the numbers that decided.
  public enum Doubt: Hashable, Sendable {
    /// The window leaves the image: with ``RollingWindow/Edge/skip`` it has no value.
    case leavesImage
    /// So many pixels of the window are missing.
    case missingPixels(Int)
    /// All pixels of the window are equal.
    case flatWindow
    /// The largest log amplitude of the patch is under the floor.
    case underFloor(top: Double, floor: Double)
    /// Nothing of the patch is left after clipping.
    case flatPatch
    /// The signal to noise is under its minimum.
    case underSNR(Double, minimum: Double)
    /// The Gaussian's fit found no minimum in so many evaluations.
    case noMinimum(evaluations: Int)
    /// What was found lies outside the patch.
    case outsidePatch
    /// Noise moves the position by so many FFT pixels.
    case uncertain(Double)
    /// The position lies on the bound of the patch.
    case atBound
  }
}
