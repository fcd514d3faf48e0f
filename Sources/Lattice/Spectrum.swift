import Imaging
import Numerics

/// The two-dimensional Fourier transform of an image, with zero frequency in the middle.
///
/// F(u, v) = Σ I(r, c) exp(-2πi (u r / rows + v c / columns)), without normalisation, in double precision. Zero
/// frequency is at row `rows / 2`, column `columns / 2` (rounded down); frequencies grow to the right and DOWN, as
/// rows do. The origin is the centre of the first pixel.
///
/// All rows × columns coefficients are kept, though those of an image come in conjugate pairs: a filter may treat
/// the two of a pair differently.
public struct Spectrum: Sendable {
  /// Number of rows, as of the image.
  public let rows: Int
  /// Number of columns, as of the image.
  public let columns: Int
  /// The coefficients, row after row; `rows * columns` of them.
  public private(set) var values: [Complex<Double>]
  /// That of the image, which ``inverse()`` restores.
  public let imageCalibration: Calibration
  /// The image's name.
  public let name: String?
  /// The image's metadata.
  public let metadata: Metadata

  /// The transform of the real samples that `fill` writes, row after row.
  package init(
    rows: Int, columns: Int, calibration: Calibration = .none, name: String? = nil, metadata: Metadata = [:],
    fill: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    self.init(
      transform: FourierTransform(rows: rows, columns: columns), calibration: calibration, name: name,
      metadata: metadata, fill: fill)
  }

  /// The same with a transform that is used again.
  package init(
    transform: FourierTransform, calibration: Calibration, name: String?, metadata: Metadata = [:],
    fill: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    (rows, columns) = (transform.rows, transform.columns)
    imageCalibration = calibration
    self.name = name
    self.metadata = metadata
    values = transform.forward(fill: fill) { [rows, columns] half in
      Self.centred(half, rows: rows, columns: columns)
    }
  }

  /// The size of a frequency pixel, 1 / (N × pixel size) along each axis, in 1/nm or 1/px.
  public var calibration: Calibration {
    Calibration(
      pixelSizeX: 1 / (Double(columns) * imageCalibration.pixelSizeX),
      pixelSizeY: 1 / (Double(rows) * imageCalibration.pixelSizeY), unit: imageCalibration.unit.reciprocal,
      source: imageCalibration.source)
  }

  /// Bytes that the coefficients take in memory.
  public var byteCount: Int { values.count * MemoryLayout<Complex<Double>>.size }

  /// The image of this spectrum: the real part of the inverse transform, divided by rows × columns.
  ///
  /// It has the calibration, name and metadata of the image from which the spectrum was made.
  public func inverse() -> Image {
    let transform = FourierTransform(rows: rows, columns: columns)
    let scale = 1 / Double(rows * columns)
    let pixels = transform.inverse(fill: fillHalf) { samples in
      samples.map { Float($0 * scale) }
    }
    return Image(
      rows: rows, columns: columns, pixels: pixels, calibration: imageCalibration, name: name,
      metadata: metadata)
  }

  /// The spectrum with each coefficient multiplied by the filter's pixel at its place.
  ///
  /// - Throws: When `filter` has another size, or holds a value that is not finite.
  public func filtered(by filter: Image) throws(ImageError) -> Spectrum {
    guard filter.rows == rows, filter.columns == columns else {
      throw .sizeMismatch(expected: .init(rows: rows, columns: columns), found: filter.size)
    }
    guard filter.pixels.allSatisfy(\.isFinite) else {
      throw .invalid("the filter must be finite everywhere: fill its missing pixels first")
    }
    var result = self
    for (index, weight) in filter.pixels.enumerated() {
      result.values[index] = values[index].multiplied(by: Double(weight))
    }
    return result
  }

  /// The spectrum where the mask is set, and 0 elsewhere.
  public func filtered(by mask: Mask) throws(ImageError) -> Spectrum {
    guard mask.rows == rows, mask.columns == columns else {
      throw .sizeMismatch(expected: .init(rows: rows, columns: columns), found: mask.size)
    }
    var result = self
    for (index, inside) in mask.inside.enumerated() where !inside { result.values[index] = .zero }
    return result
  }

  /// All coefficients times a real factor.
  public func scaled(by factor: Double) -> Spectrum {
    var result = self
    for index in values.indices { result.values[index] = values[index].multiplied(by: factor) }
    return result
  }

  public static func * (spectrum: Spectrum, filter: Image) throws(ImageError) -> Spectrum {
    try spectrum.filtered(by: filter)
  }

  public static func * (spectrum: Spectrum, mask: Mask) throws(ImageError) -> Spectrum {
    try spectrum.filtered(by: mask)
  }
}

// MARK: - Between FFTW's layout and ours

extension Spectrum {
  /// All coefficients with zero frequency in the middle, from the half that FFTW stores with it at (0, 0).
  private static func centred(
    _ half: UnsafeBufferPointer<Complex<Double>>, rows: Int, columns: Int
  ) -> [Complex<Double>] {
    let halfColumns = columns / 2 + 1
    let middle = columns / 2
    return [Complex<Double>](unsafeUninitializedCapacity: rows * columns) { values, count in
      for row in 0..<rows {
        let u = (row + rows - rows / 2) % rows
        let (direct, partner) = (u * halfColumns, (rows - u) % rows * halfColumns)
        let start = row * columns
        for v in 1..<(middle + 1) {
          values.initializeElement(at: start + middle - v, to: half[partner + v].conjugate)
        }
        for v in 0..<(columns - middle) {
          values.initializeElement(at: start + middle + v, to: half[direct + v])
        }
      }
      count = rows * columns
    }
  }

  /// Writes the half spectrum of the real part of the inverse transform: (F(k) + F(-k)*) / 2.
  private func fillHalf(_ half: UnsafeMutableBufferPointer<Complex<Double>>) {
    let halfColumns = columns / 2 + 1
    let middle = columns / 2
    values.withUnsafeBufferPointer { values in
      for u in 0..<rows {
        let row = (u + rows / 2) % rows * columns
        let partnerRow = (rows - u + rows / 2) % rows * columns
        for v in 0..<halfColumns {
          // Of an even number of columns the last half column is at the left edge.
          let column = v < columns - middle ? middle + v : middle - v
          let value = values[row + column]
          let partner = values[partnerRow + middle - v].conjugate
          half[u * halfColumns + v] = (value + partner).multiplied(by: 0.5)
        }
      }
    }
  }
}
