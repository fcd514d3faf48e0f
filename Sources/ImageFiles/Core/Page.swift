import Imaging

/// What a file says about one of its images.
public struct PageInfo: Sendable {
  public var rows: Int
  public var columns: Int
  /// 1 for grey, 3 or 4 for colour.
  public var samplesPerPixel: Int
  public var type: SampleType
  public var calibration: Calibration
  public var metadata: Metadata
  /// Why there is no calibration, or what is odd about it; nil when all is well.
  public var calibrationNote: String? = nil
  /// What else the user should know, a line each: an orientation that was not applied.
  public var notes: [String]
}

/// One image as the file holds it.
public struct Page: Sendable {
  public var info: PageInfo
  public var raster: Raster
}
