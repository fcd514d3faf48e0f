/// A micrograph or a map: rows × columns of 32-bit floats, with its calibration.
///
/// Row 0 is on top; the centre of the first pixel is the point (0, 0). (Scripts count from 1.) A missing value is
/// NaN, never 0. Images are values: operations return new ones.
public struct Image: Sendable {
  /// Number of rows; 1 or more.
  public let rows: Int
  /// Number of columns; 1 or more.
  public let columns: Int
  /// The values, row after row; `rows * columns` of them.
  public private(set) var pixels: [Float]
  public var calibration: Calibration
  /// The file's name without folder and extension, or nil.
  public var name: String?
  /// What the values are, such as `"d (nm)"`: the default label of a figure's colour bar. Arithmetic drops it.
  public var label: String?
  /// The label of an image of phases from -π to π, which are angles of a full circle.
  public static let phaseLabel = "phase (rad)"
  /// What the file says of the instrument and the exposure.
  public var metadata: Metadata

  /// An image of the given pixels, row after row.
  ///
  /// - Precondition: `rows` and `columns` are positive and `pixels.count == rows * columns`.
  public init(
    rows: Int, columns: Int, pixels: [Float], calibration: Calibration = .none, name: String? = nil,
    label: String? = nil, metadata: Metadata = [:]
  ) {
    precondition(rows > 0 && columns > 0 && pixels.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.pixels = pixels
    self.calibration = calibration
    self.name = name
    self.label = label
    self.metadata = metadata
  }

  /// An image filled with one value.
  public init(rows: Int, columns: Int, value: Float, calibration: Calibration = .none) {
    self.init(
      rows: rows, columns: columns, pixels: [Float](repeating: value, count: rows * columns),
      calibration: calibration)
  }

  /// An image of which each pixel is `body(row, column)`, counted from 0.
  public init<E: Error>(
    rows: Int, columns: Int, calibration: Calibration = .none, body: (Int, Int) throws(E) -> Float
  ) throws(E) {
    var pixels = [Float]()
    pixels.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { pixels.append(try body(row, column)) }
    }
    self.init(rows: rows, columns: columns, pixels: pixels, calibration: calibration)
  }

  /// The value at a row and column, counted from 0.
  public subscript(row: Int, column: Int) -> Float {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return pixels[row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      pixels[row * columns + column] = newValue
    }
  }

  /// Number of pixels.
  public var count: Int { pixels.count }

  /// Bytes that the pixels take in memory.
  public var byteCount: Int { pixels.count * MemoryLayout<Float>.size }

  /// An image of the same extent, calibration, name and metadata with other pixels; the label is dropped.
  public func with(pixels: [Float]) -> Image {
    Image(
      rows: rows, columns: columns, pixels: pixels, calibration: calibration, name: name, metadata: metadata)
  }

  /// An image of another extent and calibration with this one's name and metadata; the label is kept.
  package func derived(rows: Int, columns: Int, pixels: [Float], calibration: Calibration) -> Image {
    Image(
      rows: rows, columns: columns, pixels: pixels, calibration: calibration, name: name, label: label,
      metadata: metadata)
  }
}
