import Imaging
import Lattice
import Numerics
import Synchronization

/// The spectrum of a window of an image, as a page shows it while the window is dragged.
public final class SpectrumView: Sendable {
  private let image: Image
  /// One transform for each size of the window, used by one request at a time.
  private let transforms = Mutex<[Int: WindowTransform]>([:])

  public init(of image: Image) { self.image = image }

  /// What the numbers span, in natural logarithms of the modulus: nearly nine decades.
  public static let depth = 20.0

  /// The natural logarithm of the modulus of the Hann window's transform, zero frequency at (side / 2, side / 2).
  ///
  /// - Returns: side × side numbers of two bytes, the lower one first: 65535 for the greatest, 1 for what is ``depth``
  ///   less, or lower; 0 where the modulus is 0. Nil when the window does not lie in the image, or a pixel in it is
  ///   missing.
  public func levels(of window: WindowPlace) -> [UInt8]? {
    guard window.isInside(image) else { return nil }
    return transforms.withLock { transforms in
      let transform = transforms[window.side] ?? WindowTransform(side: window.side)
      // A session looks through one window, or a few.
      if transforms.count > 4 { transforms = [:] }
      transforms[window.side] = transform
      return transform.levels(image, window)
    }
  }
}

/// A square window by its place in an image.
public struct WindowPlace: Hashable, Sendable {
  /// Its first row and column, counted from 0.
  public var row, column: Int
  /// Its side, pixels.
  public var side: Int

  public init(row: Int, column: Int, side: Int) { (self.row, self.column, self.side) = (row, column, side) }

  /// Whether it has pixels, and the image has all of them.
  public func isInside(_ image: Image) -> Bool {
    side > 0 && side <= min(image.rows, image.columns) && (0...image.rows - side).contains(row)
      && (0...image.columns - side).contains(column)
  }
}

/// A transform with the taper that goes before it.
private final class WindowTransform {
  private let side: Int
  private let taper: [Double]
  private let transform: FourierTransform

  init(side: Int) {
    self.side = side
    taper = Taper.hann.weights(side)
    transform = FourierTransform(rows: side, columns: side)
  }

  func levels(_ image: Image, _ window: WindowPlace) -> [UInt8]? {
    var isWhole = true
    return transform.forward { samples in
      isWhole = cut(image, window, into: samples)
    } read: { half in
      isWhole ? Self.levels(half, side: side) : nil
    }
  }

  /// Copies the window under the taper; false when a pixel is missing.
  private func cut(
    _ image: Image, _ window: WindowPlace, into samples: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    image.pixels.withUnsafeBufferPointer { pixels in
      var isWhole = true
      for r in 0..<side {
        let start = (window.row + r) * image.columns + window.column
        for c in 0..<side {
          samples[r * side + c] = Double(pixels[start + c]) * (taper[r] * taper[c])
          isWhole = isWhole && pixels[start + c].isFinite
        }
      }
      return isWhole
    }
  }

  private static func levels(_ half: UnsafeBufferPointer<Complex<Double>>, side: Int) -> [UInt8] {
    let middle = side / 2
    let logarithms = half.map { Float(0.5 * Double.log($0.lengthSquared)) }
    let greatest = logarithms.reduce(-Float.infinity) { $1.isFinite ? max($0, $1) : $0 }
    let top = greatest.isFinite ? Double(greatest) : 0
    let scale = LevelScale(top - SpectrumView.depth...top)
    let levels = logarithms.map(scale.level)
    return [UInt8](unsafeUninitializedCapacity: 2 * side * side) { bytes, count in
      for r in 0..<side {
        for c in 0..<side {
          // What lies left of zero frequency is what lies opposite.
          let (u, v) = c >= middle ? (r - middle, c - middle) : (middle - r, middle - c)
          let level = levels[(u + side) % side * (middle + 1) + v]
          bytes[2 * (r * side + c)] = UInt8(truncatingIfNeeded: level)
          bytes[2 * (r * side + c) + 1] = UInt8(truncatingIfNeeded: level >> 8)
        }
      }
      count = 2 * side * side
    }
  }
}
