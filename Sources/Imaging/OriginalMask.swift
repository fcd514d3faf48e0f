extension Image {
  /// Which pixels a mask by intensity keeps.
  public enum Kept: String, CaseIterable, Sendable {
    /// Those at the threshold or below.
    case dark
    /// Those at the threshold or above.
    case bright
  }

  /// The mask of the original program: where the intensity over its mean is at or below `threshold`, opened by a
  /// square and closed by another.
  ///
  /// As in the original's image library, an even square reaches from `-n/2` to `n/2 - 1` in both steps of an operation,
  /// so that closing by 20 moves shapes by one row and one column down and right. ``Mask/closed(_:)`` does not.
  ///
  /// - Parameters:
  ///   - threshold: In units of the mean of the finite pixels.
  ///   - open: Side of the square of the opening, pixels; 0 or 1 for none.
  ///   - close: Side of the square of the closing, pixels; 0 or 1 for none.
  ///   - kept: Whether the dark pixels are wanted, as in the original, or the bright ones.
  /// - Throws: ``ImageError/invalid(_:)`` when a side is negative or the threshold NaN.
  public func originalMask(
    threshold: Double, open: Int = 15, close: Int = 20, keep kept: Kept = .dark
  ) throws(ImageError) -> Mask {
    guard !threshold.isNaN else { throw .invalid("the threshold must be a number, not NaN") }
    guard open >= 0, close >= 0 else { throw .invalid("the side of a square must be 0 pixels or more") }
    let mean = mean()
    var mask =
      switch kept {
      case .dark: select { Double($0) / mean <= threshold }
      case .bright: select { Double($0) / mean >= threshold }
      }
    if open > 1 {
      let square = try Mask.Offsets.square(open)
      mask = mask.erosion(square).dilation(square)
    }
    if close > 1 {
      let square = try Mask.Offsets.square(close)
      mask = mask.dilation(square).erosion(square)
    }
    return mask
  }
}
