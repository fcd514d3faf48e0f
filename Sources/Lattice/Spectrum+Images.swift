import Imaging
import Numerics

extension Image {
  /// The Fourier transform of the image; any number of rows and columns, no taper, no normalisation.
  ///
  /// - Throws: When a pixel is missing or infinite: one such pixel would spoil every coefficient.
  public func spectrum() throws(ImageError) -> Spectrum {
    let bad = pixels.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    guard bad == 0 else {
      throw .invalid(
        "\(bad) of \(count) pixels \(bad == 1 ? "is" : "are") missing or infinite: fill them first, with the mean "
          + "for example")
    }
    return Spectrum(
      rows: rows, columns: columns, calibration: calibration, name: name, metadata: metadata
    ) { samples in
      for (index, value) in pixels.enumerated() { samples[index] = Double(value) }
    }
  }
}

extension Spectrum {
  /// The modulus |F| of each coefficient.
  public func amplitude() -> Image {
    image(label: "amplitude") { $0.length }
  }

  /// The natural logarithm of the modulus; minus infinity where a coefficient is 0.
  public func logAmplitude() -> Image {
    image(label: "ln amplitude") { Double.log($0.length) }
  }

  /// The square of the modulus.
  public func power() -> Image {
    image(label: "power") { $0.lengthSquared }
  }

  /// The phase of each coefficient in radians, from -π to π; 0 where the coefficient is 0.
  public func phase() -> Image {
    image(label: Image.phaseLabel) { Double.atan2(y: $0.imaginary, x: $0.real) }
  }

  private func image(label: String, value: (Complex<Double>) -> Double) -> Image {
    Image(
      rows: rows, columns: columns, pixels: values.map { Float(value($0)) }, calibration: calibration,
      name: name, label: label, metadata: metadata)
  }
}
