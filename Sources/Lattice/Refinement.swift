import Imaging
import Numerics

extension Image {
  /// Moves each reflection to the peak near its given position.
  ///
  /// The peak is sought in the mean power spectrum of half-overlapping Hann windows, within `tolerance` times |g| of
  /// the given position: of the local maxima that have at least a tenth of the power of the strongest, the nearest.
  /// It must stand out of its background as for a search. Its position between pixels comes from the phase gradient,
  /// averaged over the windows with their power as weight.
  ///
  /// - Parameters:
  ///   - reflections: In the image's unit.
  ///   - region: Where to look: the windows that lie wholly inside; nil for the whole image.
  ///   - window: Side of a window in pixels, 32 or more. When nil: 256, or more where that is needed to keep all
  ///     reflections 8 FFT pixels from zero frequency; at most the image's shorter side, and halved until a window
  ///     fits into the region.
  ///   - tolerance: How far a reflection may move, as a fraction |Δg| / |g|; more than 0 and less than 1.
  ///   - isCancelled: Is asked at every window.
  /// - Returns: The refined reflections in the same order, with their labels and the sign of g they had.
  /// - Throws: When a reflection is not found within the tolerance, or an argument does not suit;
  ///   ``ImageError/cancelled``.
  public func refine(
    _ reflections: [Reflection], region: Mask? = nil, window: Int? = nil, tolerance: Double = 0.1,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(RefinementError) -> [Reflection] {
    guard tolerance > 0, tolerance < 1 else {
      throw .image(.invalid("the tolerance must be more than 0 and less than 1, but is \(tolerance)"))
    }
    guard !reflections.isEmpty else { return [] }
    let refinement = try Refinement(
      of: self, windows: windows(for: reflections, region: region, side: window), tolerance: tolerance,
      isCancelled: isCancelled)
    var refined: [Reflection] = []
    for (index, reflection) in reflections.enumerated() {
      do throws(RefinementError.Reason) {
        refined.append(try refinement.refined(reflection))
      } catch {
        guard !isCancelled() else { throw .image(.cancelled) }
        throw .notFound(index: index, reflection, reason: error)
      }
    }
    guard !isCancelled() else { throw .image(.cancelled) }
    return refined
  }

  private func windows(
    for reflections: [Reflection], region: Mask?, side: Int?
  ) throws(RefinementError) -> SearchWindows {
    do throws(ImageError) {
      for reflection in reflections { try calibration.requireUnit(of: reflection) }
      var chosen = side ?? searchWindow(for: reflections)
      if let region, side == nil { chosen = SearchWindows.side(from: chosen, inside: region) }
      let windows = try SearchWindows(of: self, side: chosen, in: region.map { .inside($0) } ?? .wholeImage)
      guard !windows.windows.isEmpty else {
        throw .invalid(
          "every window of \(chosen) pixels holds missing pixels: fill them first, or choose a region")
      }
      return windows
    } catch {
      throw .image(error)
    }
  }

  /// The side of windows that keeps reflections 8 FFT pixels from zero frequency, 256 at least, if the image allows.
  func searchWindow(for reflections: [Reflection]) -> Int {
    let nearest = reflections.map { $0.radius(window: 1, calibration: calibration) }.min() ?? 1
    let needed = (8 / nearest).rounded(.up)
    let shorter = min(rows, columns)
    return needed < Double(shorter) ? min(max(256, Int(needed)), shorter) : shorter
  }
}

/// The refinement of reflections on one set of windows.
private struct Refinement {
  let windows: SearchWindows
  let calibration: Calibration
  let tolerance: Double
  let detector: SpotDetector
  let gradient: PhaseGradient

  init(
    of image: Image, windows: SearchWindows, tolerance: Double, isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.windows = windows
    self.calibration = image.calibration
    self.tolerance = tolerance
    detector = SpotDetector(MeanPower(of: image, over: windows, isCancelled: isCancelled))
    gradient = PhaseGradient(of: image, over: windows, isCancelled: isCancelled)
  }

  func refined(_ given: Reflection) throws(RefinementError.Reason) -> Reflection {
    let offset = given.offset(window: windows.side, calibration: calibration)
    let radius = given.radius(window: windows.side, calibration: calibration)
    let limit = Double(windows.side) / 2
    guard abs(offset.dx) <= limit, abs(offset.dy) <= limit else { throw .beyondSpectrum }
    guard radius > Double(SpotDetector.zeroLobe) else { throw .nearZero(window: windows.side) }

    // One pixel more than the tolerance: the maximum may lie on the far side of the true position.
    let spot = try strongSpot(near: offset, radius: tolerance * radius + 1)
    let start = detector.vertex(of: spot)
    let peak = gradient.peak(nearDx: start.dx, dy: start.dy, reach: 1)
    var moved = Reflection(
      dx: peak?.dx ?? start.dx, dy: peak?.dy ?? start.dy, window: windows.side, calibration: calibration,
      snr: Double.exp(spot.contrast / 2))
    moved.label = given.label
    let (x, y) = (moved.gx - given.gx, moved.gy - given.gy)
    let distance = (x * x + y * y).squareRoot() * given.spacing
    guard distance <= tolerance else { throw .tooFar(moved, distance: distance, tolerance: tolerance) }
    return moved
  }

  /// Of the maxima with at least a tenth of the power of the strongest, the nearest.
  private func strongSpot(
    near offset: (dx: Double, dy: Double), radius: Double
  ) throws(RefinementError.Reason) -> SpotDetector.Spot {
    let maxima = detector.spots(nearDx: offset.dx, dy: offset.dy, radius: radius)
    let spots = maxima.filter { $0.contrast >= detector.threshold }
    let strongest = spots.map(\.level).max() ?? 0
    guard let spot = spots.first(where: { $0.level >= strongest - Double.log(10) }) else {
      throw .noPeak(
        best: maxima.map(\.contrast).max().map { Double.exp($0 / 2) },
        required: Double.exp(detector.threshold / 2))
    }
    return spot
  }
}

extension Reflection {
  /// Distance from zero frequency in an N × N spectrum, FFT pixels.
  fileprivate func radius(window: Int, calibration: Calibration) -> Double {
    let (dx, dy) = offset(window: window, calibration: calibration)
    return (dx * dx + dy * dy).squareRoot()
  }
}
