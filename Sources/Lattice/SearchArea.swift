import Imaging

/// Where reflections are looked for.
public enum SearchArea: Hashable, Sendable {
  /// Half-overlapping windows over the whole image.
  case wholeImage
  /// One window, with its centre at a point: rows r - N/2 … r + N/2 - 1, the same for columns.
  case window(Point)
  /// Half-overlapping windows, those that lie wholly inside a mask of the image's size.
  case inside(Mask)
}
