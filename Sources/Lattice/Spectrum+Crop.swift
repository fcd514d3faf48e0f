import Imaging

extension Spectrum {
  /// The middle of an image of this spectrum's size, up to a spatial frequency, zero frequency in its centre.
  ///
  /// - Parameter limit: The highest frequency along either axis, in the unit of the spectrum's axes; positive.
  /// - Returns: The part, and the row and column of its first pixel in the whole.
  public func cropped(
    _ image: Image, to limit: Double
  ) throws(ImageError) -> (image: Image, row: Int, column: Int) {
    func reach(_ extent: Int, _ pixelSize: Double) -> ClosedRange<Int> {
      let half = Int(min(limit / pixelSize, Double(extent)).rounded(.up))
      let zero = extent / 2
      return max(0, zero - half)...min(extent - 1, zero + half)
    }
    let rows = reach(self.rows, calibration.pixelSizeY)
    let columns = reach(self.columns, calibration.pixelSizeX)
    let part = try image.cropped(
      row: rows.lowerBound, column: columns.lowerBound, rows: rows.count, columns: columns.count)
    return (part, rows.lowerBound, columns.lowerBound)
  }
}
