import Imaging
import Numerics

/// The reference of a geometric phase analysis, and how large its errors are as a rule.
struct PhaseStatistics {
  let plan: GeometricPhasePlan
  let bands: PhaseBands
  let survey: PhaseSurvey
  let calibration: Calibration

  private var deviation: SIMD2<Double> { SIMD2(plan.grid.deviation.rows, plan.grid.deviation.columns) }

  /// Each reflection's mean variance of the components of g; 1 where it has no value.
  var typicalVariances: [Double] {
    bands.bands.indices.map { index in
      let variances = clearPoints(index).map {
        plan.variance(power: $0.field.lengthSquared, noise: $0.noise)
      }
      let sum = variances.reduce(0, +)
      return sum > 0 ? sum / Double(variances.count) : 1
    }
  }

  /// - Parameter image: The one that is analysed: a region has its size.
  func vectors(of reference: StrainReference, in image: Image) throws(StrainError) -> [ReferenceVector] {
    switch reference {
    case .reflections(let given): return try ReferenceVector.vectors(given, for: plan.reflections)
    case .median:
      var vectors: [ReferenceVector] = []
      for index in bands.bands.indices {
        guard let vector = median(index) else { throw .emptyReference(index) }
        vectors.append(vector)
      }
      return vectors
    case .region(let mask):
      guard mask.size == image.size else {
        throw .image(.sizeMismatch(expected: image.size, found: mask.size))
      }
      var vectors: [ReferenceVector] = []
      for index in bands.bands.indices {
        let samples = samples(index, in: mask)
        guard !samples.isEmpty else { throw .emptyReference(index) }
        let fit = PhaseReference(samples, centre: centre(index), deviation: deviation)
        let sigma = (fit.sigma / SIMD2(calibration.pixelSizeY, calibration.pixelSizeX))
        vectors.append(
          ReferenceVector(
            vector: vector(fit.frequency), sigma: ((sigma * sigma).sum() / 2).squareRoot()))
      }
      return vectors
    }
  }

  /// The median spacing and direction; σ is that of the mean, by the errors of all points, times √(π/2).
  private func median(_ index: Int) -> ReferenceVector? {
    let (rows, columns) = (plan.grid.surveyRows, plan.grid.surveyColumns)
    var (spacings, angles): ([Float], [Float]) = ([], [])
    var sigmas = [Double](repeating: 0, count: rows * columns)
    let own = plan.reflections[index]
    for place in 0..<rows * columns {
      guard let sample = point(index, place) else { continue }
      let g = vector(sample.frequency)
      let local = Reflection(gx: g.x, gy: g.y, unit: own.unit)
      spacings.append(Float(local.spacing))
      angles.append(Float(own.angle(to: local)))
      sigmas[place] = plan.variance(power: sample.field.lengthSquared, noise: sample.noise).squareRoot()
    }
    guard !spacings.isEmpty else { return nil }
    func median(_ values: [Float]) -> Double {
      Image(rows: 1, columns: values.count, pixels: values).median()
    }
    let overlap = plan.overlap(step: plan.grid.stride)
    let variance = [overlap.along(row: 1, column: 0), overlap.along(row: 0, column: 1)]
      .reduce(0) { $0 + cellVariance(of: sigmas, rows, columns, $1, cell: overlap.cell) / 2 }
    let sigma = variance.squareRoot() / Double(spacings.count) * (Double.pi / 2).squareRoot()
    return ReferenceVector(
      vector: Vector2(length: 1 / median(spacings), direction: own.angle + median(angles)), sigma: sigma)
  }

  private func cellVariance(
    of values: [Double], _ rows: Int, _ columns: Int, _ correlation: ErrorCorrelation, cell: Int
  ) -> Double {
    guard cell > 1 else { return correlation.variance(of: values, rows: rows, columns: columns) }
    let (high, wide) = ((rows - 1) / cell + 1, (columns - 1) / cell + 1)
    var sums = [Double](repeating: 0, count: high * wide)
    for row in 0..<rows {
      for column in 0..<columns { sums[row / cell * wide + column / cell] += values[row * columns + column] }
    }
    return correlation.variance(of: sums, rows: high, columns: wide)
  }

  // MARK: - Samples

  /// Points of the survey inside a mask; where they are few, every pixel of it.
  private func samples(_ index: Int, in mask: Mask) -> [PhaseSample] {
    let grid = plan.grid
    var samples: [PhaseSample] = []
    for row in 0..<grid.surveyRows {
      for column in 0..<grid.surveyColumns where mask[row * grid.stride, column * grid.stride] {
        if let sample = point(index, row * grid.surveyColumns + column) { samples.append(sample) }
      }
    }
    return samples.count >= 200 ? samples : densely(index, in: mask)
  }

  private func densely(_ index: Int, in mask: Mask) -> [PhaseSample] {
    let line = PhaseLine(bands)
    let noise = Workspace<Double>(repeating: 0, count: plan.grid.columns)
    var samples: [PhaseSample] = []
    for row in plan.interior.rows {
      let columns = plan.interior.columns.filter { mask[row, $0] && plan.interior.contains(row, $0) }
      guard !columns.isEmpty else { continue }
      line.compute(row: row, reflection: index)
      survey.interpolate(survey.noise[index], row: row, into: noise.start)
      for column in columns {
        let found = line.sample(column, reflection: index)
        guard isClear(power: found.power, noise: noise[column]) else { continue }
        samples.append(
          PhaseSample(
            place: SIMD2(Double(row), Double(column)),
            field: Complex(Double(found.field.real), Double(found.field.imaginary)),
            frequency: found.frequency, noise: noise[column]))
      }
    }
    return samples
  }

  private func clearPoints(_ index: Int) -> [PhaseSample] {
    survey.isInside.indices.compactMap { point(index, $0) }
  }

  /// A point of the survey; nil where there is no value.
  private func point(_ index: Int, _ place: Int) -> PhaseSample? {
    guard survey.isInside[place] else { return nil }
    let field = survey.fields[index][place]
    let noise = Double(survey.noise[index][place])
    guard isClear(power: Double(field.lengthSquared), noise: noise) else { return nil }
    let (row, column) = place.quotientAndRemainder(dividingBy: plan.grid.surveyColumns)
    return PhaseSample(
      place: SIMD2(Double(row * plan.grid.stride), Double(column * plan.grid.stride)),
      field: Complex(Double(field.real), Double(field.imaginary)),
      frequency: survey.frequencies[index][place], noise: noise)
  }

  private func isClear(power: Double, noise: Double) -> Bool { power > plan.leastPower * noise && power > 0 }

  private func centre(_ index: Int) -> SIMD2<Double> {
    let centre = bands.bands[index].filter.centre
    return SIMD2(
      Double(centre.row) / Double(plan.grid.paddedRows),
      Double(centre.column) / Double(plan.grid.paddedColumns))
  }

  /// g of a frequency in cycles per pixel down and to the right.
  private func vector(_ frequency: SIMD2<Double>) -> Vector2 {
    Vector2(x: frequency.y / calibration.pixelSizeX, y: -frequency.x / calibration.pixelSizeY)
  }
}
