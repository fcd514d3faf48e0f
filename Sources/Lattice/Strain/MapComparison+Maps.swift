import Imaging

extension MapComparison {
  /// Compares strain maps of one image, or of images of one size that show the same.
  ///
  /// - Parameter limit: How many joint σ are a disagreement.
  /// - Throws: When the sizes of the images, the definitions or the axes differ, or the reflections are others.
  public init(_ first: StrainMap, _ second: StrainMap, limit: Double = 3) throws(ComparisonError) {
    guard first.definition == second.definition else {
      throw .definitions(first.definition, second.definition)
    }
    guard first.axis == second.axis else { throw .axes(first.axis, second.axis) }
    let difference = try Self.difference(first.reference, second.reference)
    try self.init(
      source: first.source, other: second.source, steps: (first.step, second.step),
      quantities: StrainComponent.allCases.map { component in
        Raw(
          name: component.rawValue, unit: component == .rotation ? "°" : nil,
          label: "Δ \(component.label)", values: (first[component], second[component]),
          sigmas: (first.sigma(component), second.sigma(component)))
      }, limit: limit, referenceDifference: difference)
  }

  /// Compares lattice maps of one image: spacing and angle of each reflection. An error of the pixel size is the same
  /// in both and does not count.
  public init(_ first: LatticeMap, _ second: LatticeMap, limit: Double = 3) throws(ComparisonError) {
    _ = try Self.difference(first.reflections, second.reflections)
    let unit = first.source.calibration.unit.rawValue
    try self.init(
      source: first.source, other: second.source, steps: (first.step, second.step),
      quantities: (0..<first.count).flatMap { index in
        let (one, two) = (first[index], second[index])
        return [
          Raw(
            name: "spacing_\(index + 1)", unit: unit, label: "Δ d (\(unit))",
            values: (one.spacing, two.spacing), sigmas: (one.randomSpacingSigma, two.randomSpacingSigma)),
          Raw(
            name: "angle_\(index + 1)", unit: "°", label: "Δ angle (°)", values: (one.angle, two.angle),
            sigmas: (one.angleSigma, two.angleSigma)),
        ]
      }, limit: limit, referenceDifference: 0)
  }

  /// A quantity of both maps.
  private struct Raw {
    let name: String
    let unit: String?
    let label: String
    let values, sigmas: (Image, Image)
  }

  private init(
    source: Image, other: Image, steps: (Int, Int), quantities: [Raw], limit: Double,
    referenceDifference: Double
  ) throws(ComparisonError) {
    guard limit > 0, limit.isFinite else { throw .limit(limit) }
    guard source.size == other.size else { throw .sources(source.size, other.size) }
    let step = max(steps.0, steps.1)
    let (rows, columns) = ((source.rows - 1) / step + 1, (source.columns - 1) / step + 1)
    let calibration = source.calibration.scaled(by: Double(step))
    var differs = [Bool](repeating: false, count: rows * columns)
    self.quantities = quantities.map { raw in
      func sampled(_ image: Image, _ own: Int) -> [Float] {
        image.sampled(rows: rows, columns: columns, spacing: Double(step) / Double(own))
      }
      let (a, b) = (sampled(raw.values.0, steps.0), sampled(raw.values.1, steps.1))
      let (s, t) = (sampled(raw.sigmas.0, steps.0), sampled(raw.sigmas.1, steps.1))
      var difference = zip(a, b).map { $0 - $1 }
      let sigma = zip(s, t).map { ($0 * $0 + $1 * $1).squareRoot() }
      var (spread, squares, pulls, beyond) = (Spread(), 0.0, 0, 0)
      for index in difference.indices where !difference[index].isNaN {
        guard difference[index].isFinite else {
          difference[index] = .nan
          continue
        }
        spread.add(Double(difference[index]))
        let pull = Double(difference[index]) / Double(sigma[index])
        guard pull.isFinite else { continue }
        squares += pull * pull
        pulls += 1
        guard abs(pull) > limit else { continue }
        beyond += 1
        differs[index] = true
      }
      func image(_ pixels: [Float], _ label: String) -> Image {
        Image(
          rows: rows, columns: columns, pixels: pixels, calibration: calibration, name: source.name,
          label: label)
      }
      return Quantity(
        name: raw.name, unit: raw.unit, difference: image(difference, raw.label),
        sigma: image(sigma, "σ of \(raw.label)"), count: spread.count, mean: spread.mean, std: spread.std,
        pull: pulls > 0 ? (squares / Double(pulls)).squareRoot() : .nan,
        share: pulls > 0 ? Double(beyond) / Double(pulls) : .nan)
    }
    (self.source, self.step, self.limit) = (source, step, limit)
    self.referenceDifference = referenceDifference
    disagreement = Mask(rows: rows, columns: columns, inside: differs, calibration: calibration)
  }

  /// The largest |Δg| / |g| of reflections that must be the same families in the same order.
  private static func difference(
    _ first: [Reflection], _ second: [Reflection]
  ) throws(ComparisonError) -> Double {
    guard first.count == second.count else {
      throw .reflections(
        "one map has \(first.count) reflections, the other \(second.count); compare maps of the same ones")
    }
    var largest = 0.0
    for (index, (one, two)) in zip(first, second).enumerated() {
      let (angle, ratio) = (one.angle(to: two), one.spacing / two.spacing)
      guard abs(angle) <= 5, (0.8...1.25).contains(ratio), one.unit == two.unit else {
        throw .reflections(
          "reflection \(index + 1) of the two maps is not the same: \(one.brief) and \(two.brief), "
            + "\(NumberFormat.significant(abs(angle), digits: 3))° apart; give both the same, in the same order"
        )
      }
      let own = Vector2(length: 1, direction: 0)
      largest = max(largest, (own - Vector2(length: ratio, direction: angle)).squaredLength.squareRoot())
    }
    return largest
  }
}

extension Image {
  /// The values at every `spacing`-th pixel from the first, between pixels by bilinear interpolation; NaN where one of the
  /// pixels around has no value.
  fileprivate func sampled(rows: Int, columns: Int, spacing: Double) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(rows * columns)
    func place(_ index: Int, _ extent: Int) -> (low: Int, high: Int, share: Float) {
      let position = min(Double(index) * spacing, Double(extent - 1))
      let low = Int(position)
      let share = Float(position - Double(low))
      return (low, share == 0 ? low : min(low + 1, extent - 1), share)
    }
    for row in 0..<rows {
      let down = place(row, self.rows)
      for column in 0..<columns {
        let right = place(column, self.columns)
        func along(_ row: Int) -> Float {
          let (a, b) = (self[row, right.low], self[row, right.high])
          return right.share == 0 ? a : a + right.share * (b - a)
        }
        let upper = along(down.low)
        result.append(down.share == 0 ? upper : upper + down.share * (along(down.high) - upper))
      }
    }
    return result
  }
}
