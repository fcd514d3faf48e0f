import Imaging
import Numerics

/// The power spectrum of Hann windows, averaged over windows.
///
/// Of each window its weighted mean is subtracted first, so that zero frequency does not leak into its neighbours.
package struct MeanPower: Sendable {
  /// Rows and columns of the spectrum: the side of a window.
  package let side: Int
  /// ln of the mean power, `side * side` values with zero frequency at (side / 2, side / 2).
  ///
  /// Bounded below at what single precision can tell (a billionth of the mean intensity) and at 80 dB under the
  /// strongest frequency outside the zero lobe, where only side lobes of the taper are seen.
  package let logarithms: [Double]

  /// - Precondition: There is at least one window.
  /// - Parameter isCancelled: Is asked at every window; once it says so, the values mean nothing.
  package init(
    of image: Image, over windows: SearchWindows, isCancelled: () -> Bool = { false }
  ) {
    let side = windows.side
    let taper = Taper.hann.weights(side)
    let transform = FourierTransform(rows: side, columns: side)
    var half = [Double](repeating: 0, count: side * transform.halfColumns)
    image.pixels.withUnsafeBufferPointer { pixels in
      for window in windows.windows {
        if isCancelled() { break }
        transform.forward { samples in
          for i in 0..<side {
            let start = (window.row + i) * image.columns + window.column
            for j in 0..<side {
              samples[i * side + j] = taper[i] * taper[j] * (Double(pixels[start + j]) - window.mean)
            }
          }
        } read: { coefficients in
          for index in 0..<half.count { half[index] += coefficients[index].lengthSquared }
        }
      }
    }
    let count = Double(windows.windows.count)
    let total = taper.reduce(0, +)
    let brightness = windows.windows.reduce(0) { $0 + $1.mean * $1.mean } / count
    let resolution = max(brightness, .leastNormalMagnitude) * total * total * 1e-18 * total * total
    self.side = side
    logarithms = Self.logarithms(ofHalf: half, side: side, count: count, resolution: resolution)
  }

  private static func logarithms(
    ofHalf half: [Double], side: Int, count: Double, resolution: Double
  ) -> [Double] {
    let halfColumns = side / 2 + 1
    var power = [Double](repeating: 0, count: side * side)
    var strongest = 0.0
    for row in 0..<side {
      for column in 0..<side {
        let (u, v) = (row - side / 2, column - side / 2)
        let (a, b) = v >= 0 ? (u, v) : (-u, -v)
        let value = half[(a < 0 ? a + side : a == side ? 0 : a) * halfColumns + b] / count
        power[row * side + column] = value
        if u * u + v * v > SpotDetector.zeroLobe * SpotDetector.zeroLobe { strongest = max(strongest, value) }
      }
    }
    let floor = max(resolution, strongest * 1e-8)
    return power.map { Double.log($0 + floor) }
  }

  /// The value at a frequency, counted in pixels from zero frequency; frequencies beyond an edge wrap.
  package subscript(dy: Int, dx: Int) -> Double {
    logarithms[wrapped(dy) * side + wrapped(dx)]
  }

  private func wrapped(_ frequency: Int) -> Int {
    let index = (frequency + side / 2) % side
    return index < 0 ? index + side : index
  }
}
