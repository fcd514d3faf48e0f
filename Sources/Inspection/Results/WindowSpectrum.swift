import Imaging
import Lattice
import Synchronization

/// The spectrum of one window of an image.
public struct WindowSpectrum: Sendable {
  /// Side N of the window, pixels.
  public let window: Int
  /// ln |X|, zero frequency at (N/2, N/2): N × N values, row after row.
  public let logAmplitudes: [Double]
  /// Reflections in it.
  public var spots: [Spot]

  /// ``logAmplitudes`` as two bytes each, the lower one first: 1 … 65535 from the least to the greatest; 0 where the
  /// amplitude is 0.
  public var levels: [UInt8] {
    let finite = logAmplitudes.lazy.filter(\.isFinite)
    let (least, greatest) = (finite.min() ?? 0, finite.max() ?? 1)
    let scale = LevelScale(least...max(greatest, least + 1e-6))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * logAmplitudes.count)
    for value in logAmplitudes {
      let level = scale.level(of: Float(value))
      bytes.append(UInt8(truncatingIfNeeded: level))
      bytes.append(UInt8(truncatingIfNeeded: level >> 8))
    }
    return bytes
  }

  /// Places are rows below and columns right of zero frequency, FFT pixels.
  public struct Spot: Sendable {
    public var label: String
    /// Where it was selected.
    public var selected: Point
    /// Where it was found in this window; nil where it was not.
    public var found: Point?
    /// Where it was looked for: the first row and column, and the side; nil where everywhere.
    public var patch: (row: Int, column: Int, side: Int)?
  }
}

/// Makes the spectra of windows of an image, one at a time.
final class SpectrumLens: Sendable {
  private let image: Image
  let window: Int
  private let spectrum: Mutex<LocalSpectrum>

  /// - Parameter removesMean: Whether the window's mean is taken away first.
  init(_ image: Image, window: Int, taper: Taper, removesMean: Bool) {
    (self.image, self.window) = (image, window)
    spectrum = Mutex(
      LocalSpectrum(
        window: window, taper: taper,
        patches: [SpectrumPatch(firstRow: 0, firstColumn: 0, side: window)], removesMean: removesMean))
  }

  /// ln |X| of the window at a pixel; nil when it holds a missing pixel.
  func logAmplitudes(row: Int, column: Int) -> [Double]? {
    spectrum.withLock { spectrum in
      spectrum.load(image, row: row, column: column) ? spectrum.withPatch(0) { Array($0) } : nil
    }
  }
}

extension Reflection {
  /// Its place in a window's spectrum; nil when it is in another unit than the image.
  func place(window: Int, calibration: Calibration) -> Point? {
    guard unit == calibration.unit else { return nil }
    let offset = offset(window: window, calibration: calibration)
    return Point(row: offset.dy, column: offset.dx)
  }
}
