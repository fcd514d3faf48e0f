import Imaging
import Numerics

extension Image {
  /// Strain and rotation by geometric phase analysis.
  ///
  /// To first order the values are means of the true ones under a Gaussian (see ``GeometricPhase``), and σ of each
  /// component of a local reciprocal vector is, with S the noise power per pixel near the reflection in the spectrum,
  ///
  ///     σ = (S / (16π s⁴ |H|²))^½ / 2π
  ///
  /// because the gradient of the filtered noise has the variance S Σ(∂w)² = S / 8πs⁴, half of it across the phasor H. S is
  /// the local mean power in a ring around the reflection, at four of the mask's standard deviations or, where another
  /// spot or zero frequency is near, closer. It is the noise that pixels share with their neighbours that counts: amorphous
  /// speckle as well as electrons. The strain's σ follows as in ``LatticeMap/strain(reference:definition:axis:threads:)``.
  ///
  /// - Parameters:
  ///   - reflections: Two or more that are not parallel, in the image's unit. The masks are centred on them.
  ///   - reference: A region's mask has the image's size. Over it the phase is fitted by a plane (see ``PhaseReference``).
  ///   - axis: Direction of x, degrees counter-clockwise from the rows.
  ///   - threads: How many share the work; the result does not depend on it.
  ///   - isCancelled: Is asked many times, on any thread.
  public func geometricPhaseStrain(
    _ options: GeometricPhase = .init(), reflections: [Reflection], reference: StrainReference = .median,
    definition: StrainDefinition = .spacing, axis: Double = 0, threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(GeometricPhaseError) -> StrainMap {
    let plan = try GeometricPhasePlan(options, of: self, reflections)
    guard
      let bands = PhaseBands(
        self, filters: plan.filters, grid: plan.grid, threads: threads, isCancelled: isCancelled),
      let survey = PhaseSurvey(bands, inside: plan.interior, threads: threads, isCancelled: isCancelled)
    else { throw .cancelled }
    let statistics = PhaseStatistics(plan: plan, bands: bands, survey: survey, calibration: calibration)
    let vectors: [ReferenceVector]
    do throws(StrainError) { vectors = try statistics.vectors(of: reference, in: self) } catch {
      throw .strain(error)
    }
    var evaluator = StrainEvaluator(
      reference: vectors, formula: StrainFormula(definition, axis: axis), hasUncertainty: true)
    // Relative to a part of the image itself, an error of the pixel size cancels.
    if case .reflections = reference { evaluator.scaleSigma = calibration.relativeSigma }
    let step = plan.options.step
    let template = derived(
      rows: (rows - 1) / step + 1, columns: (columns - 1) / step + 1,
      pixels: [Float](repeating: 0, count: ((rows - 1) / step + 1) * ((columns - 1) / step + 1)),
      calibration: calibration.scaled(by: Double(step)))
    var isComplete = true
    let pixels = PixelPlanes.fill(count: StrainEvaluator.planeCount, pixels: template.count) { targets in
      isComplete = PhaseStrain(
        plan: plan, bands: bands, survey: survey, evaluator: evaluator, calibration: calibration,
        size: template.size
      ).run(into: targets, threads: threads, isCancelled: isCancelled)
    }
    guard isComplete else { throw .cancelled }
    return StrainMap(
      source: self, method: .geometricPhase(plan.options), evaluator: evaluator, axis: axis,
      reflections: plan.reflections, referenceKind: reference.kind, template: template, pixels: pixels,
      typicalVariances: statistics.typicalVariances, overlap: plan.overlap(step: step), blockSide: 1)
  }
}

/// Fills the planes of a strain map, rows shared among threads.
private struct PhaseStrain: Sendable {
  let plan: GeometricPhasePlan
  let bands: PhaseBands
  let survey: PhaseSurvey
  let evaluator: StrainEvaluator
  let calibration: Calibration
  /// Of the map.
  let size: ImageError.Size

  /// False when cancelled.
  func run(
    into targets: PixelPlanes, threads: Int, isCancelled: @escaping @Sendable () -> Bool
  ) -> Bool {
    Workers.run(count: size.rows, threads: threads, isCancelled: isCancelled, progress: { _ in }) { queue in
      let line = PhaseLine(bands)
      func lines() -> [Workspace<Double>] {
        bands.bands.map { _ in Workspace(repeating: 0, count: plan.grid.columns) }
      }
      let (noise, scatter) = (lines(), lines())
      var pixel = StrainEvaluator.Pixel(reflectionCount: bands.bands.count)
      queue.forEach { row in
        let sourceRow = row * plan.options.step
        let isInside = plan.interior.rows.contains(sourceRow)
        if isInside {
          for index in bands.bands.indices {
            line.compute(row: sourceRow, reflection: index)
            survey.interpolate(survey.noise[index], row: sourceRow, into: noise[index].start)
            survey.interpolate(survey.scatter[index], row: sourceRow, into: scatter[index].start)
          }
        }
        for column in 0..<size.columns {
          let place = row * size.columns + column
          guard isInside, plan.interior.contains(sourceRow, column * plan.options.step) else {
            evaluator.erase(place, in: targets)
            continue
          }
          read(&pixel, line, column: column * plan.options.step, noise: noise, scatter: scatter)
          evaluator.write(&pixel, at: place, into: targets)
        }
      }
    }
  }

  private func read(
    _ pixel: inout StrainEvaluator.Pixel, _ line: PhaseLine, column: Int, noise: [Workspace<Double>],
    scatter: [Workspace<Double>]
  ) {
    for index in noise.indices {
      let sample = line.sample(column, reflection: index)
      let noise = noise[index][column]
      let isClear = sample.power > plan.leastPower * noise && sample.power > 0
      pixel.local[index] = Vector2(
        x: isClear ? sample.frequency.y / calibration.pixelSizeX : .nan,
        y: -sample.frequency.x / calibration.pixelSizeY)
      let least = 1e-24 * evaluator.reference[index].vector.squaredLength
      pixel.variances[index] = max(plan.variance(power: sample.power, noise: noise), least)
      // Weighted less and less where it is about to have no value, so that the fit does not jump there.
      pixel.fitVariances[index] = max(
        plan.variance(power: 1, noise: scatter[index][column])
          * plan.fading(power: sample.power, noise: noise), least)
    }
  }
}
