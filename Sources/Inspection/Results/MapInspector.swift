import Imaging
import Lattice
import Synchronization

/// A lattice map: its values, and why a pixel has none, found by evaluating its window again.
public struct MapInspector: ResultInspector {
  public let map: LatticeMap
  public let planes: [ViewedPlane]
  private let shared: Shared

  /// What is used by one thread at a time.
  private final class Shared: Sendable {
    let lens: SpectrumLens
    let reviewer: Mutex<WindowReviewer>
    /// The last one: a page asks for several things at a place.
    let last = Mutex<WindowReview?>(nil)

    init(_ map: LatticeMap) throws(RollingWindowError) {
      let options = map.options
      lens = SpectrumLens(
        map.source, window: options.window, taper: options.taper,
        removesMean: options.estimator.isScaleFree)
      reviewer = Mutex(try WindowReviewer(map))
    }
  }

  /// - Throws: When the map's settings do not fit its source, as those of a damaged file.
  public init(_ map: LatticeMap) throws(RollingWindowError) {
    self.map = map
    shared = try Shared(map)
    let unit = map.source.calibration.unit.rawValue
    planes = map.reflectionMaps.enumerated().flatMap { index, planes in
      [
        ViewedPlane("spacing", label: "d (\(unit))", group: index) { planes.spacing },
        ViewedPlane("spacing_sigma", label: "σ of d (\(unit))", group: index) { planes.spacingSigma },
        ViewedPlane("angle", label: "angle (°)", group: index) { planes.angle },
        ViewedPlane("angle_sigma", label: "σ of the angle (°)", group: index) { planes.angleSigma },
        ViewedPlane("amplitude", label: "|X|", group: index) { planes.amplitude },
        ViewedPlane("snr", label: "signal to noise", group: index) { planes.snr },
        ViewedPlane("radius", label: "q (FFT px)", group: index) { planes.radius },
        ViewedPlane("radius_sigma", label: "σ of q (FFT px)", group: index) { planes.radiusSigma },
        ViewedPlane("status", label: "status", kind: .status, group: index) { planes.status },
      ].filter { planes.uncertainty != nil || !($0.name.hasSuffix("_sigma") || $0.name == "snr") }
    }
  }

  public var source: Image { map.source }
  public var step: Int { map.step }
  public var window: Int { map.window }
  public var size: ImageError.Size { map.size }

  public var summary: String {
    let options = map.options
    let many = map.count == 1 ? "1 reflection" : "\(map.count) reflections"
    return "lattice map \(map.rows)×\(map.columns), window \(map.window) px, step \(map.step) px, "
      + "\(options.estimator.rawValue), \(options.taper.rawValue), \(many)"
  }

  public var groups: [String] {
    map.reflections.enumerated().map { index, reflection in
      let spacing = NumberFormat.significant(reflection.spacing, digits: 4)
      let name = reflection.label ?? "reflection \(index + 1)"
      return "\(name) · \(spacing) \(reflection.unit.rawValue)"
    }
  }

  public func reading(row: Int, column: Int) -> ResultReading {
    let review = review(row: row, column: column)
    let unit = map.source.calibration.unit.rawValue
    let (y, x) = (row * step, column * step)
    return ResultReading(
      row: row, column: column, sourceRow: y, sourceColumn: x, intensity: Double(map.source[y, x]),
      groups: zip(groups, map.reflectionMaps).enumerated().map { index, pair in
        let planes = pair.1.pixel(row: row, column: column)
        let uncertainty = planes.uncertainty
        return .init(
          title: pair.0,
          values: [
            .init(
              "spacing", "d", planes.spacing.pixels[0], sigma: planes.spacingSigma.pixels[0], unit: unit),
            .init(
              "angle", "angle", planes.angle.pixels[0], sigma: uncertainty?.angle.pixels[0] ?? .nan, unit: "°"
            ),
            .init(
              "radius", "q", planes.radius.pixels[0], sigma: uncertainty?.radius.pixels[0] ?? .nan,
              unit: "FFT px"),
            .init("amplitude", "|X|", planes.amplitude.pixels[0]),
            .init("snr", "SNR", uncertainty?.snr.pixels[0] ?? .nan),
          ],
          status: planes.statuses[0].name,
          reason: StatusReason(map, index, planes, review.reflections[index], review).text)
      })
  }

  public func spectrum(row: Int, column: Int) -> WindowSpectrum? {
    guard let values = shared.lens.logAmplitudes(row: row * step, column: column * step) else { return nil }
    let review = review(row: row, column: column)
    let spots = map.reflections.enumerated().compactMap { index, reflection -> WindowSpectrum.Spot? in
      guard let place = reflection.place(window: map.window, calibration: map.source.calibration) else {
        return nil
      }
      let patch = review.reflections[index].patch
      let hasValue = review.reflections[index].status.rawValue <= WindowStatus.edge.rawValue
      return .init(
        label: reflection.label ?? "\(index + 1)", selected: place,
        found: hasValue
          ? patch.map {
            Point(row: Double($0.firstRow) + $0.row, column: Double($0.firstColumn) + $0.column)
          } : nil,
        patch: patch.map { ($0.firstRow, $0.firstColumn, $0.side) })
    }
    return WindowSpectrum(window: map.window, logAmplitudes: values, spots: spots)
  }

  public func patch(row: Int, column: Int, group: Int) -> FittedPatch? {
    review(row: row, column: column).reflections[group].patch.map { FittedPatch($0, map.options) }
  }

  public func profile(
    of plane: ViewedPlane, from start: Point, to end: Point, width: Int
  ) throws(ImageError) -> PlaneProfile {
    let unit = map.source.calibration.unit.rawValue
    guard plane.name == "spacing" || plane.name == "angle" else {
      return try plainProfile(of: plane, from: start, to: end, width: width)
    }
    let profile = try map.profile(plane.group, from: start, to: end, width: width)
    let isSpacing = plane.name == "spacing"
    return PlaneProfile(
      distance: profile.distance, value: isSpacing ? profile.spacing : profile.angle,
      sigma: isSpacing ? profile.spacingSigma : profile.angleSigma, count: profile.count, unit: unit,
      name: plane.name, valueUnit: isSpacing ? unit : "°")
  }

  /// The window of a map pixel, evaluated again.
  public func review(row: Int, column: Int) -> WindowReview {
    if let last = shared.last.withLock({ $0 }), last.row == row, last.column == column { return last }
    let review = shared.reviewer.withLock { $0.review(row: row, column: column) }
    shared.last.withLock { $0 = review }
    return review
  }
}

extension ReflectionMap {
  /// The map of one of its pixels.
  func pixel(row: Int, column: Int) -> ReflectionMap {
    func pixel(_ image: Image) -> Image {
      Image(rows: 1, columns: 1, value: image[row, column], calibration: image.calibration)
    }
    return ReflectionMap(
      reflection: reflection, window: window, sourceCalibration: sourceCalibration, radius: pixel(radius),
      angle: pixel(angle), amplitude: pixel(amplitude), statuses: [statuses[row * columns + column]],
      uncertainty: uncertainty.map {
        .init(radius: pixel($0.radius), angle: pixel($0.angle), snr: pixel($0.snr))
      }, blockSide: blockSide)
  }
}
