import Imaging
import Numerics

/// The extent of an image, of the zeros behind it, and of the Gaussian that its filtered images are means under.
struct PhaseGrid: Sendable {
  let rows, columns: Int
  /// With the zeros that keep one border from reaching the opposite one.
  let paddedRows, paddedColumns: Int
  /// Standard deviation s of the Gaussian, pixels along a column and along a row.
  let deviation: (rows: Double, columns: Double)
  /// Pixels from one point of the survey to the next: between s/4 and s/2, or 1.
  let stride: Int

  /// - Parameter deviation: s in the unit of the calibration.
  init(_ image: Image, deviation: Double, margin: (rows: Double, columns: Double)) {
    (rows, columns) = (image.rows, image.columns)
    let s = (
      rows: deviation / image.calibration.pixelSizeY, columns: deviation / image.calibration.pixelSizeX
    )
    self.deviation = s
    // Six s from any pixel with a value to the opposite border.
    paddedRows = SingleTransform.convenientLength(rows + Int(max(2 * s.rows, 6 * s.rows - margin.rows)))
    paddedColumns = SingleTransform.convenientLength(
      columns + Int(max(2 * s.columns, 6 * s.columns - margin.columns)))
    var stride = 1
    while Double(4 * stride) <= min(s.rows, s.columns) { stride *= 2 }
    self.stride = stride
  }

  /// Rows and columns of the survey.
  var surveyRows: Int { (rows - 1) / stride + 1 }
  var surveyColumns: Int { (columns - 1) / stride + 1 }

  /// s, in points of the survey.
  var surveyDeviation: Double { (deviation.rows * deviation.columns).squareRoot() / Double(stride) }

  /// Σ of the squared Gaussian's weights: what it leaves of white noise's variance.
  var noiseGain: Double { 1 / (4 * .pi * deviation.rows * deviation.columns) }
}

/// The mask around a reflection in the spectrum of a padded image, and the ring around it that tells the noise.
///
/// Distances from the reflection are in standard deviations of the mask, 1/(2πs).
struct PhaseFilter: Sendable {
  /// The bin nearest to the reflection, rows down and columns to the right of zero frequency.
  let centre: (row: Int, column: Int)
  /// From that bin to the reflection, bins.
  private let offset: (row: Double, column: Double)
  /// The mask's standard deviation, bins.
  private let width: (row: Double, column: Double)
  /// The ring's radius; its profile is a Gaussian of standard deviation ``ringWidth``.
  let ringRadius: Double
  /// Bins from the centre that the mask reaches.
  let reach: (row: Int, column: Int)
  /// Bins from the centre that the ring reaches.
  let ringReach: (row: Int, column: Int)

  /// Where the mask, 4e-6 there, ends.
  private static let end = 5.0
  private static let ringWidth = 0.8
  private static let ringEnd = 2.5

  /// - Parameters:
  ///   - frequency: The reflection, cycles per pixel down and to the right.
  ///   - neighbour: How far the nearest other known spot is: no ring reaches it.
  init(_ frequency: (row: Double, column: Double), grid: PhaseGrid, neighbour: Double) {
    let (height, width) = (Double(grid.paddedRows), Double(grid.paddedColumns))
    let place = (row: frequency.row * height, column: frequency.column * width)
    centre = (Int(place.row.rounded()), Int(place.column.rounded()))
    offset = (place.row - Double(centre.row), place.column - Double(centre.column))
    let deviation = (
      row: height / (2 * .pi * grid.deviation.rows), column: width / (2 * .pi * grid.deviation.columns)
    )
    self.width = deviation
    ringRadius = min(4, 0.45 * neighbour)
    func reach(_ distance: Double) -> (row: Int, column: Int) {
      (
        min(Int(distance * deviation.row) + 1, (grid.paddedRows - 1) / 2),
        min(Int(distance * deviation.column) + 1, (grid.paddedColumns - 1) / 2)
      )
    }
    self.reach = reach(Self.end)
    ringReach = reach(max(Self.end, ringRadius + Self.ringEnd * Self.ringWidth))
  }

  /// Squared distance of a bin, counted from the centre, from the reflection.
  func squaredDistance(row: Int, column: Int) -> Double {
    let (r, c) = ((Double(row) - offset.row) / width.row, (Double(column) - offset.column) / width.column)
    return r * r + c * c
  }

  func mask(_ squaredDistance: Double) -> Double {
    squaredDistance <= Self.end * Self.end ? Double.exp(-0.5 * squaredDistance) : 0
  }

  func ring(_ squaredDistance: Double) -> Double {
    let away = (squaredDistance.squareRoot() - ringRadius) / Self.ringWidth
    return abs(away) <= Self.ringEnd ? Double.exp(-0.5 * away * away) : 0
  }

  /// Σ of the squared ring over all bins.
  var ringPower: Double {
    var sum = 0.0
    for row in -ringReach.row...ringReach.row {
      for column in -ringReach.column...ringReach.column {
        let value = ring(squaredDistance(row: row, column: column))
        sum += value * value
      }
    }
    return sum
  }
}
