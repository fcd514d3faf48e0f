extension Image {
  /// The most pixels that an operation makes: 2³⁰ (32768 × 32768, 4 GiB).
  public static let maximumCount = 1 << 30

  /// Refuses an extent that holds no pixel or more than ``maximumCount``.
  package static func checkExtent(rows: Int, columns: Int) throws(ImageError) {
    guard rows > 0, columns > 0 else { throw .empty("\(rows)×\(columns) pixels") }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, count <= maximumCount else {
      throw .invalid("\(rows)×\(columns) pixels are too many: at most \(maximumCount) fit an image")
    }
  }
}
