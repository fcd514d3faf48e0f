import Imaging
import Numerics

/// What ``Imaging/Image/findReflections(count:window:in:minSpacing:maxSpacing:)`` found.
public struct ReflectionSearch: Hashable, Sendable {
  /// The reflections, strongest first.
  public var reflections: [Reflection]
  /// Why there are fewer than asked for, or nil.
  public var shortfall: Shortfall?
  /// The lattices to which the spots belong, each by the pair that spans it, the strongest first: two or more at a grain
  /// boundary. Empty when no two spots span one.
  public var lattices: [[Reflection]] = []

  /// Why a search found fewer reflections than asked for; its description is one line that also says what to do.
  public struct Shortfall: Hashable, Sendable {
    /// Number of reflections found.
    public var found: Int
    /// Number asked for.
    public var wanted: Int
    /// Signal to noise that a spot must have.
    public var requiredSNR: Double
    /// The strongest peak that was refused because it is too weak, if there is one.
    public var strongestRefused: Reflection?
    /// Number of peaks refused because they are extended along an axis.
    public var streaks: Int
    /// Number of peaks refused because they lie within 5° of a stronger one.
    public var collinear: Int
    /// Whether every window holds missing pixels, so that nothing could be looked at.
    public var allMissing: Bool
  }
}

extension Image {
  /// Finds the strongest lattice reflections.
  ///
  /// The power spectra of Hann windows are averaged; a spot is a compact peak that stands out of its local background
  /// (see ``SpotDetector``) and lies more than 3 FFT pixels from zero frequency. Positions between pixels come from
  /// the phase gradient, averaged over the windows with their power as weight. Windows that hold a missing pixel are
  /// left out.
  ///
  /// A spot at 2 to 4 times the position of another one is a harmonic of it and is left out, unless the other has less
  /// than a tenth of its amplitude (as spots of a superlattice may).
  ///
  /// Of g and -g that one is returned whose direction lies in (-67.5°, 112.5°]: to the right where it is nearly
  /// horizontal and upwards where it is nearly vertical, so that the choice is stable near both axes.
  ///
  /// - Parameters:
  ///   - count: How many are wanted; 1 or more. Any two differ by more than 5° in direction.
  ///   - window: Side of a window in pixels; 32 or more, at most the image's shorter side.
  ///   - area: Where to look.
  ///   - minSpacing: Smallest spacing, in the image's unit.
  ///   - maxSpacing: Largest spacing, in the image's unit.
  ///   - isCancelled: Is asked at every window.
  /// - Returns: The list, strongest first by contrast, with ``Reflection/snr`` the ratio of the spectral amplitude at
  ///   the peak to that of the local background; and the reason when it is short.
  /// - Throws: When the image is smaller than the window, or an argument is out of range; ``ImageError/cancelled``.
  public func findReflections(
    count: Int = 3, window: Int = 128, in area: SearchArea = .wholeImage, minSpacing: Double? = nil,
    maxSpacing: Double? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ImageError) -> ReflectionSearch {
    guard count >= 1 else { throw .invalid("the count must be 1 or more, but is \(count)") }
    let spacings = try Self.spacings(from: minSpacing, to: maxSpacing)
    let windows = try SearchWindows(of: self, side: window, in: area)
    var search = ReflectionSearch(reflections: [])
    var shortfall = ReflectionSearch.Shortfall(
      found: 0, wanted: count, requiredSNR: 0, streaks: 0, collinear: 0, allMissing: windows.windows.isEmpty)
    guard !shortfall.allMissing else {
      search.shortfall = shortfall
      return search
    }
    let power = MeanPower(of: self, over: windows, isCancelled: isCancelled)
    guard !isCancelled() else { throw .cancelled }
    let detector = SpotDetector(power)
    let gradient = PhaseGradient(of: self, over: windows, isCancelled: isCancelled)
    shortfall.requiredSNR = Double.exp(detector.threshold / 2)
    var spots: [LatticeSpot] = []
    for spot in detector.spots() where spots.count < LatticeSpot.most {
      let vertex = detector.vertex(of: spot)
      let rough = reflection(at: vertex, window: window, contrast: spot.contrast)
      guard spacings.contains(rough.spacing) else { continue }
      guard spot.contrast >= detector.threshold else {
        shortfall.strongestRefused = rough
        break
      }
      guard spot.compactness >= detector.threshold else {
        shortfall.streaks += 1
        continue
      }
      spots.append(LatticeSpot(dx: vertex.dx, dy: vertex.dy, level: spot.level, contrast: spot.contrast))
    }
    func refined(_ spot: LatticeSpot) -> Reflection {
      let peak = gradient.peak(nearDx: spot.dx, dy: spot.dy, reach: 1)
      let position = peak.map { ($0.dx, $0.dy) } ?? (spot.dx, spot.dy)
      return reflection(at: position, window: window, contrast: spot.contrast)
    }
    for spot in spots where search.reflections.count < count {
      let fine = spot.isHarmonic(among: spots) ? nil : refined(spot)
      if let fine, fine.isApart(from: search.reflections) {
        search.reflections.append(fine)
      } else {
        shortfall.collinear += 1
      }
    }
    search.lattices = SpotLattices(spots).pairs.map { $0.map(refined) }
    guard !isCancelled() else { throw .cancelled }
    shortfall.found = search.reflections.count
    if shortfall.found < count { search.shortfall = shortfall }
    return search
  }

  private func reflection(
    at position: (dx: Double, dy: Double), window: Int, contrast: Double
  ) -> Reflection {
    Reflection(
      dx: position.dx, dy: position.dy, window: window, calibration: calibration,
      snr: Double.exp(contrast / 2)
    ).towardsUpperRight
  }

  private static func spacings(from low: Double?, to high: Double?) throws(ImageError) -> ClosedRange<Double>
  {
    for (name, value) in [("smallest", low), ("largest", high)] {
      guard let value, !(value > 0) else { continue }
      throw .invalid("the \(name) spacing must be more than 0, but is \(value)")
    }
    let (low, high) = (low ?? 0, high ?? .infinity)
    guard low <= high else {
      throw .invalid("the smallest spacing, \(low), is more than the largest, \(high): exchange them")
    }
    return low...high
  }
}

extension Reflection {
  /// Whether the direction differs by more than 5° from those of all `others`.
  fileprivate func isApart(from others: [Reflection]) -> Bool {
    others.allSatisfy { abs(angle(to: $0)) > 5 }
  }

  /// This reflection or its partner -g, whichever has its direction in (-67.5°, 112.5°].
  package var towardsUpperRight: Reflection {
    let direction = Double.atan2(y: gy, x: gx) * 180 / .pi
    guard direction <= -67.5 || direction > 112.5 else { return self }
    var partner = self
    (partner.gx, partner.gy) = (-gx, -gy)
    return partner
  }
}

extension ReflectionSearch.Shortfall: CustomStringConvertible {
  public var description: String {
    guard !allMissing else {
      return
        "every window holds missing pixels: fill them first, or choose a region or a smaller window without them"
    }
    var parts: [String] = []
    if let refused = strongestRefused, let snr = refused.snr {
      parts.append(
        "the \(found == 0 ? "strongest" : "next") peak, of spacing \(refused.brief), has a signal to noise of "
          + "\(snr.brief) and needs \(requiredSNR.brief)")
    }
    if streaks > 0 {
      parts.append("\(streaks) \(streaks == 1 ? "is" : "are") extended along an axis as a streak is")
    }
    if collinear > 0 {
      parts.append("\(collinear) \(collinear == 1 ? "lies" : "lie") within 5° of a stronger one")
    }
    if parts.isEmpty { parts.append("the spectrum has no peak, or none with a spacing in the range wanted") }
    let start = found == 0 ? "no reflection found" : "only \(found) of \(wanted) reflections found"
    return "\(start): \(parts.joined(separator: ", ")); try a region inside the crystal or another window"
  }
}

extension ReflectionSearch {
  /// What to know where spots belong to several lattices, in one line.
  public var severalLattices: String {
    let pairs = lattices.map { pair in
      pair.map { "\($0.brief) at \(NumberFormat.fixed($0.angle, decimals: 1))°" }.joined(separator: " and ")
    }
    return
      "the spots belong to \(lattices.count) lattices, as at a grain boundary: \(pairs.joined(separator: "; ")); "
      + "image:find_lattices gives each pair, image:grains where each lattice is"
  }
}
