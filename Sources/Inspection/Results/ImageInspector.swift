import Imaging
import Lattice

/// An image, with the spectrum of a window that follows the cursor.
public struct ImageInspector: ResultInspector {
  public let source: Image
  public let planes: [ViewedPlane]
  private let lens: SpectrumLens

  /// The side of the window: what suits most lattices, or what the image has room for.
  public static let window = 128

  public init(_ image: Image) {
    source = image
    let side = max(16, min(Self.window, min(image.rows, image.columns) / 2 * 2))
    lens = SpectrumLens(image, window: side, taper: .hann, removesMean: true)
    planes = [
      ViewedPlane("image", label: image.label ?? "intensity", kind: .micrograph) { image }
    ]
  }

  public var summary: String { source.description }
  public var step: Int { 1 }
  public var window: Int { lens.window }
  public var size: ImageError.Size { source.size }
  public var groups: [String] { [""] }

  public func reading(row: Int, column: Int) -> ResultReading {
    let value = source[row, column]
    return ResultReading(
      row: row, column: column, sourceRow: row, sourceColumn: column, intensity: Double(value),
      groups: [
        .init(
          title: "", values: [], status: nil, reason: value.isFinite ? nil : "no value: the pixel is missing")
      ])
  }

  public func spectrum(row: Int, column: Int) -> WindowSpectrum? {
    lens.logAmplitudes(row: row, column: column).map {
      WindowSpectrum(window: lens.window, logAmplitudes: $0, spots: [])
    }
  }

  public func profile(
    of plane: ViewedPlane, from start: Point, to end: Point, width: Int
  ) throws(ImageError) -> PlaneProfile {
    let line = try source.profile(from: start, to: end, width: width)
    return PlaneProfile(
      distance: line.distance, value: line.value, sigma: nil, count: line.count,
      unit: source.calibration.unit.rawValue, name: "value", valueUnit: nil)
  }
}
