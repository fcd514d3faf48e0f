import Imaging

/// An image in colours, with a colour bar, a scale bar and outlines on it.
///
/// Pixels without a value (missing or infinite) have the flat colour ``ColorMap/missing``. Pixels that are not square
/// are shown with their true proportions when the image is calibrated.
public struct ImagePanel: Sendable {
  public var image: Image
  /// What stands above the image; nil for nothing.
  public var title: String?
  /// nil is ``ColorMap/viridis``, `RdBu_r` when the range is symmetric, `twilight` for a phase.
  public var colorMap: ColorMap?
  public var range: DisplayRange
  /// What the values are, with their unit, beside the colour bar; nil is the image's own label.
  public var label: String?
  public var showsScaleBar: Bool
  public var showsColorBar: Bool
  /// Outlines, the last on top.
  public var overlays: [Overlay]
  /// Overlays are in pixels of the image's source, of which the image has every `overlayStep`-th pixel. 1 or more.
  /// A mask may have the size of the source or of the image.
  public var overlayStep: Int
  /// Panels of one figure with the same group, and no range of their own, show one range. nil: its own.
  public var rangeGroup: String?
  /// Direction of the x axis of what is shown, degrees counter-clockwise from the rows: x and y are drawn as arrows in
  /// the lower right corner. nil: no arrows.
  public var axes: Double?
  /// What the image is drawn over, of which it has every ``overlayStep``-th pixel; nil: nothing.
  public var backdrop: Backdrop?
  /// The values that stand for something, with their names: each has a flat colour and a patch in the key in place of
  /// the colour bar, other values are missing. nil: values are quantities.
  public var classes: [ValueClass]?

  public init(
    _ image: Image, title: String? = nil, colorMap: ColorMap? = nil, range: DisplayRange = .automatic,
    label: String? = nil, showsScaleBar: Bool = true, showsColorBar: Bool = true, overlays: [Overlay] = [],
    overlayStep: Int = 1, rangeGroup: String? = nil, axes: Double? = nil
  ) {
    self.image = image
    self.title = title
    self.colorMap = colorMap
    self.range = range
    self.label = label
    self.showsScaleBar = showsScaleBar
    self.showsColorBar = showsColorBar
    self.overlays = overlays
    self.overlayStep = overlayStep
    self.rangeGroup = rangeGroup
    self.axes = axes
  }
}
