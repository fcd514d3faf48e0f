import Imaging
import Numerics

/// All that is settled before an image is filtered.
struct GeometricPhasePlan: Sendable {
  /// With nothing left to be chosen.
  let options: GeometricPhase
  /// As given, g in the upper half plane: the convention of a lattice map's angles.
  let reflections: [Reflection]
  let grid: PhaseGrid
  let filters: [PhaseFilter]
  let interior: PhaseInterior
  /// s in the image's unit.
  private let deviation: Double

  /// How many of the mask's deviations the nearest other spot must be away: there the mask is 3e-4.
  private static let clearance = 4.0

  init(
    _ given: GeometricPhase, of image: Image, _ reflections: [Reflection]
  ) throws(GeometricPhaseError) {
    guard reflections.count >= 2 else { throw .strain(.tooFewReflections(reflections.count)) }
    let widest = reflections.map { abs(reflections[0].angle(to: $0)) }.max() ?? 0
    guard widest >= 5 else { throw .strain(.collinear(widest)) }
    let calibration = image.calibration
    let (width, height) = (calibration.pixelSizeX, calibration.pixelSizeY)
    for (index, reflection) in reflections.enumerated() {
      guard reflection.unit == calibration.unit else {
        throw .unit(reflection: index, is: reflection.unit, image: calibration.unit)
      }
      let (x, y) = (abs(reflection.gx) * width, abs(reflection.gy) * height)
      guard x <= 0.5, y <= 0.5, x + y > 0 else { throw .outsideSpectrum(reflection: index) }
    }
    guard RollingWindow.steps.contains(given.step) else { throw .step(given.step) }
    guard given.minimumSNR >= 0, given.minimumSNR.isFinite else { throw .minimumSNR(given.minimumSNR) }

    let resolution = given.resolution ?? 4 * (reflections.map(\.spacing).max() ?? 0)
    guard resolution > 0, resolution.isFinite else { throw .resolution(resolution) }
    let shorter = min(Double(image.rows) * height, Double(image.columns) * width)
    guard resolution <= shorter / 2 else {
      throw .tooCoarse(resolution: resolution, side: shorter, unit: calibration.unit)
    }
    let margin = given.margin ?? min(2 * resolution, shorter / 4)
    guard margin >= 0, margin.isFinite else { throw .margin(margin) }
    (options, deviation) = (
      given.with(resolution: resolution, margin: margin), resolution / GeometricPhase.widthOverDeviation
    )
    self.reflections = reflections.map {
      Reflection(spacing: $0.spacing, angle: $0.angle, unit: $0.unit, label: $0.label)
    }
    // In standard deviations of the mask.
    let scale = 2 * .pi * deviation
    for (index, reflection) in reflections.enumerated() {
      let alone = scale * Self.distance(from: reflection, to: [], calibration)
      if alone < Self.clearance {
        throw .tooFine(
          reflection: index, resolution: resolution, least: resolution * Self.clearance / alone,
          unit: calibration.unit)
      }
    }
    let pixels = (rows: margin / height, columns: margin / width)
    interior = PhaseInterior(image, margin: pixels)
    guard !interior.isEmpty else { throw .nothingInside(margin: margin, unit: calibration.unit) }
    let grid = PhaseGrid(image, deviation: deviation, margin: pixels)
    filters = self.reflections.enumerated().map { index, reflection in
      let others = reflections.enumerated().filter { $0.offset != index }.map(\.element)
      return PhaseFilter(
        (row: -reflection.gy * height, column: reflection.gx * width), grid: grid,
        neighbour: scale * Self.distance(from: reflection, to: others, calibration))
    }
    self.grid = grid
  }

  /// How far the nearest spot is that a sampled real image has anyway, or that is known: 1/unit.
  private static func distance(
    from reflection: Reflection, to others: [Reflection], _ calibration: Calibration
  ) -> Double {
    let (x, y) = (1 / calibration.pixelSizeX, 1 / calibration.pixelSizeY)
    let own = Vector2(x: reflection.gx, y: reflection.gy)
    var places = [Vector2(x: 0, y: 0)]
    for other in others + [reflection] {
      let spot = Vector2(x: other.gx, y: other.gy)
      if other != reflection { places.append(spot) }
      places.append(-1 * spot)
    }
    var nearest = Double.infinity
    for place in places {
      let apart = own - place
      // Spectra of samples repeat.
      let folded = Vector2(
        x: apart.x - x * (apart.x / x).rounded(), y: apart.y - y * (apart.y / y).rounded())
      nearest = min(nearest, folded.squaredLength.squareRoot())
    }
    return nearest
  }

  /// |H|² below which a reflection has no value, over the noise.
  var leastPower: Double { options.minimumSNR * options.minimumSNR * grid.noiseGain }

  /// By how much less a reflection counts in the fit: the more the further below one and a half times the smallest signal
  /// to noise.
  func fading(power: Double, noise: Double) -> Double {
    let share = (power / (leastPower * noise) - 1) / (1.5 * 1.5 - 1)
    return share < 1 ? 1 / max(share, 1e-6) : 1
  }

  /// σ² of each component of g, from |H|² and the noise per pixel.
  func variance(power: Double, noise: Double) -> Double {
    let s = grid.deviation
    // S of white noise is its variance times the area of a pixel.
    let area = deviation * deviation / (s.rows * s.columns)
    let squared = deviation * deviation
    return noise * area / (16 * .pi * squared * squared * power) / (4 * .pi * .pi)
  }

  /// How the errors of pixels `step` apart go together; where pixels are not square, as if they were.
  func overlap(step: Int) -> WindowOverlap {
    WindowOverlap(deviation: (grid.deviation.rows * grid.deviation.columns).squareRoot(), step: step)
  }
}

extension GeometricPhase {
  /// FWHM of a Gaussian over its standard deviation, 2 (2 ln 2)^½.
  static let widthOverDeviation = 2 * (2 * Double.log(2)).squareRoot()

  fileprivate func with(resolution: Double, margin: Double) -> GeometricPhase {
    var options = self
    (options.resolution, options.margin) = (resolution, margin)
    return options
  }
}
