import Imaging

/// A mask by threshold, as a page lays it over the image: at most 1024 pixels along a side.
public struct MaskPreview: Hashable, Sendable {
  /// What `image:mask` is given.
  public struct Options: Hashable, Sendable {
    /// Relative to the image's mean.
    public var threshold: Double
    /// Sides of the squares of the opening and the closing, pixels.
    public var open, close: Int
    public var keep: Image.Kept

    public init(threshold: Double, open: Int = 15, close: Int = 20, keep: Image.Kept = .dark) {
      (self.threshold, self.open, self.close, self.keep) = (threshold, open, close, keep)
    }
  }

  /// Image pixels along the side of one of the preview.
  public internal(set) var factor: Int
  public internal(set) var rows, columns: Int
  /// How much of each pixel is inside: 0 … 255, row after row.
  public internal(set) var coverage: [UInt8]

  public static let maximumSide = 1024

  /// Image pixels along the side of one of the preview, for an image of a size.
  public static func factor(rows: Int, columns: Int) -> Int {
    max(1, (max(rows, columns) + maximumSide - 1) / maximumSide)
  }

  /// - Throws: As ``Imaging/Image/originalMask(threshold:open:close:keep:)``.
  public init(of image: Image, _ options: Options) throws(ImageError) {
    let mask = try image.originalMask(
      threshold: options.threshold, open: options.open, close: options.close, keep: options.keep)
    let factor = Self.factor(rows: image.rows, columns: image.columns)
    let (rows, columns) = ((image.rows + factor - 1) / factor, (image.columns + factor - 1) / factor)
    coverage = mask.inside.withUnsafeBufferPointer { inside in
      [UInt8](unsafeUninitializedCapacity: rows * columns) { target, count in
        for r in 0..<rows {
          let lines = r * factor..<min((r + 1) * factor, image.rows)
          for c in 0..<columns {
            let places = c * factor..<min((c + 1) * factor, image.columns)
            var sum = 0
            for i in lines { for j in places where inside[i * image.columns + j] { sum += 1 } }
            target[r * columns + c] = UInt8(sum * 255 / (lines.count * places.count))
          }
        }
        count = rows * columns
      }
    }
    (self.factor, self.rows, self.columns) = (factor, rows, columns)
  }
}
