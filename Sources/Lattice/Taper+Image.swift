import Imaging

extension Image {
  /// The image multiplied by a taper along its rows and its columns. Missing pixels stay missing.
  public func apodized(_ taper: Taper) -> Image {
    let down = taper.weights(rows)
    let across = taper.weights(columns)
    var result = pixels
    for row in 0..<rows {
      for column in 0..<columns {
        let index = row * columns + column
        result[index] = Float(Double(pixels[index]) * (down[row] * across[column]))
      }
    }
    return with(pixels: result)
  }
}
