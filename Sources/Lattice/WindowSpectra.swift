import Imaging

/// The spectra of windows of one image, tapered; one after the other on one thread.
public final class WindowSpectra {
  private let image: Image
  private let window: Int
  private let weights: [Double]
  private let transform: FourierTransform

  /// - Parameter window: Side of the square window, px.
  public init(of image: Image, window: Int, taper: Taper) {
    self.image = image
    self.window = window
    weights = taper.weights(window)
    transform = FourierTransform(rows: window, columns: window)
  }

  /// The spectrum of the window of a pixel, whose first row is `row - window / 2`; 0 outside the image.
  ///
  /// nil when the window holds a missing pixel.
  public func spectrum(row: Int, column: Int) -> Spectrum? {
    let (top, left) = (row - window / 2, column - window / 2)
    let rows = max(0, top)..<min(image.rows, top + window)
    let columns = max(0, left)..<min(image.columns, left + window)
    var isWhole = true
    let spectrum = Spectrum(transform: transform, calibration: image.calibration, name: image.name) {
      samples in
      samples.update(repeating: 0)
      image.pixels.withUnsafeBufferPointer { pixels in
        for r in rows {
          for c in columns {
            let value = Double(pixels[r * image.columns + c])
            isWhole = isWhole && value.isFinite
            samples[(r - top) * window + c - left] = value * weights[r - top] * weights[c - left]
          }
        }
      }
    }
    return isWhole ? spectrum : nil
  }
}
