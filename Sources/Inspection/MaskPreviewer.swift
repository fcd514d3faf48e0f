import Imaging
import Synchronization

/// Previews of masks of one image while a threshold is being chosen.
public final class MaskPreviewer: Sendable {
  private let image: Image
  private let factor: Int
  /// The image at the size of a preview, once it was needed.
  private let reduced = Mutex<Image?>(nil)

  public init(of image: Image) {
    self.image = image
    factor = MaskPreview.factor(rows: image.rows, columns: image.columns)
  }

  /// A preview of a mask.
  ///
  /// - Parameter isRough: Whether a large image's means over blocks of pixels will do, with squares that are smaller by
  ///   as much: many times faster.
  public func preview(_ options: MaskPreview.Options, isRough: Bool) throws(ImageError) -> MaskPreview {
    guard isRough, factor > 1, factor <= min(image.rows, image.columns) else {
      return try MaskPreview(of: image, options)
    }
    var scaled = options
    scaled.open = Int((Double(options.open) / Double(factor)).rounded())
    scaled.close = Int((Double(options.close) / Double(factor)).rounded())
    let small = try MaskPreview(of: try reducedImage(), scaled)
    return small.padded(factor: factor, rows: image.rows, columns: image.columns)
  }

  private func reducedImage() throws(ImageError) -> Image {
    if let known = reduced.withLock({ $0 }) { return known }
    let made = try image.binned(by: factor)
    reduced.withLock { $0 = made }
    return made
  }
}

extension MaskPreview {
  /// A preview of an image's means as one of the image: the pixels that fill no block are not inside.
  fileprivate func padded(factor: Int, rows: Int, columns: Int) -> MaskPreview {
    var padded = self
    (padded.factor, padded.rows) = (factor, (rows + factor - 1) / factor)
    padded.columns = (columns + factor - 1) / factor
    padded.coverage = (0..<padded.rows).flatMap { row in
      (0..<padded.columns).map { column in
        row < self.rows && column < self.columns ? coverage[row * self.columns + column] : 0
      }
    }
    return padded
  }
}
