import Imaging
import Lattice

/// Why a pixel of a map has no value, or what is odd about the one it has, in words.
struct StatusReason {
  /// nil where all is well.
  let text: String?

  /// - Parameters:
  ///   - index: The reflection.
  ///   - pixel: What the map has there.
  ///   - again: What its window gave when it was evaluated again.
  init(
    _ map: LatticeMap, _ index: Int, _ pixel: ReflectionMap, _ again: ReflectionReview, _ window: WindowReview
  ) {
    let status = pixel.statuses[0]
    switch status {
    case .rejected: text = Self.rejection(map, index, again)
    case .ok where pixel.blockSide > 1:
      text =
        "the mean of a block of \(pixel.blockSide) × \(pixel.blockSide) map pixels; spectrum and fit are this one's"
    case .ok:
      text =
        window.leavesImage
        ? "the window leaves the image, which counts as \(map.options.estimator.isScaleFree ? "its mean" : "0") there"
        : nil
    case .atBound:
      text =
        "at the bound: the fit ended on the border of its patch of \(map.options.patch) × \(map.options.patch)"
    case .edge:
      text =
        pixel.radius.pixels[0].isNaN
        ? "edge: the window leaves the image, and edge is \"skip\""
        : "edge: the window leaves the image"
    case .weak where again.doubt == .outsidePatch:
      // The engines look for the peak and at its strength in different orders.
      text =
        "weak: no peak of the patch has min_snr \(NumberFormat.compact(map.options.minimumSNR, digits: 3))"
    case .weak, .notConverged, .missing:
      text = "\(status.name): " + (again.doubt.map { Self.words($0, map.options) } ?? Self.words(status))
    }
  }

  /// Of a doubt that leaves no value.
  private static func words(_ doubt: ReflectionReview.Doubt, _ options: RollingWindow) -> String {
    func number(_ value: Double) -> String { NumberFormat.compact(value, digits: 3) }
    return switch doubt {
    case .leavesImage: "the window leaves the image"
    case .missingPixels(let count):
      "\(count) of the window's \(options.window * options.window) pixels \(count == 1 ? "has" : "have") no value in the image"
    case .flatWindow: "all pixels of the window are equal"
    case .underFloor(let top, let floor):
      "the largest ln |X| of the patch, \(number(top)), is under floor \(number(floor))"
    case .flatPatch: "the patch is flat, clipped as it is"
    case .underSNR(let snr, let minimum): "snr \(number(snr)) is under min_snr \(number(minimum))"
    case .noMinimum(let evaluations):
      evaluations > 0
        ? "the fit found no minimum in \(evaluations) evaluations" : "the fit found no minimum in the patch"
    case .outsidePatch: "the peak lies outside the patch of \(options.patch) × \(options.patch)"
    case .uncertain(let sigma): "noise would move it by \(number(sigma)) FFT px"
    case .atBound: "the fit ended on the border of its patch"
    }
  }

  /// Where the window, evaluated again, gives a value: it was a matter of the last digits.
  private static func words(_ status: WindowStatus) -> String {
    switch status {
    case .weak: "just under the limit"
    case .missing: "the window holds pixels without a value"
    default: "there is no clear peak in the patch"
    }
  }

  // MARK: - Selections

  private static func rejection(_ map: LatticeMap, _ index: Int, _ again: ReflectionReview) -> String {
    let value = again.planes
    guard !value.radius.pixels[0].isNaN else {
      return "rejected: dropped by a later selection"
        + (again.doubt.map { "; \(words($0, map.options))" } ?? "")
    }
    let reflection = map.reflections[index]
    let (dx, dy) = reflection.offset(window: map.window, calibration: map.source.calibration)
    let radius = Double(value.radius.pixels[0]) / (dx * dx + dy * dy).squareRoot() - 1
    let angle = Double(value.angle.pixels[0]) - reflection.angle
    for case .clean(let radii, let angles) in map.selections {
      var reasons: [String] = []
      if abs(radius) > radii {
        reasons.append("\(share(radius)) of the radius away, \(share(radii)) is allowed")
      }
      if abs(angle) > angles {
        reasons.append("\(degrees(angle)) away, \(degrees(angles)) is allowed")
      }
      if !reasons.isEmpty { return "rejected by clean: " + reasons.joined(separator: "; ") }
    }
    let own = NumberFormat.format(
      Double(value.spacing.pixels[0]), sigma: Double(value.spacingSigma.pixels[0]),
      unit: map.source.calibration.unit.rawValue)
    if map.selections.contains(.region) {
      return "no particle here: masked; the window itself gives d = \(own)"
    }
    return
      "rejected: dropped by a later selection; the window gives d = \(own), \(share(radius)) of the radius "
      + "and \(degrees(angle)) from its reflection"
  }

  private static func share(_ value: Double) -> String { NumberFormat.fixed(abs(value), decimals: 2) }
  private static func degrees(_ value: Double) -> String { NumberFormat.fixed(abs(value), decimals: 1) + "°" }
}

extension WindowStatus {
  /// In words.
  public var name: String {
    switch self {
    case .ok: "ok"
    case .atBound: "at bound"
    case .edge: "edge"
    case .weak: "weak"
    case .notConverged: "not converged"
    case .missing: "missing"
    case .rejected: "rejected"
    }
  }
}
