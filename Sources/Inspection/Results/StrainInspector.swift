import Imaging
import Lattice

/// A strain map: the components with their σ, and the spectrum from which they come.
public struct StrainInspector: ResultInspector {
  public let strain: StrainMap
  public let planes: [ViewedPlane]
  private let lens: SpectrumLens

  public init(_ strain: StrainMap) {
    self.strain = strain
    planes =
      StrainComponent.allCases.flatMap { component in
        [
          ViewedPlane(component.rawValue, label: component.label, kind: .signed) { strain[component] },
          ViewedPlane(component.rawValue + "_sigma", label: "σ of \(component.label)") {
            strain.sigma(component)
          },
        ]
      } + [ViewedPlane("residual", label: "residual |g - M g₀| / |g₀|") { strain.residual }]
    switch strain.method {
    case .rollingWindow(let options):
      lens = SpectrumLens(
        strain.source, window: options.window, taper: options.taper,
        removesMean: options.estimator.isScaleFree)
    case .geometricPhase:
      let side = max(16, min(ImageInspector.window, min(strain.source.rows, strain.source.columns) / 2 * 2))
      lens = SpectrumLens(strain.source, window: side, taper: .hann, removesMean: true)
    }
  }

  public var source: Image { strain.source }
  public var step: Int { strain.step }
  public var window: Int { lens.window }
  public var size: ImageError.Size { strain.size }
  public var groups: [String] { [""] }
  public var axis: Double? { strain.axis }

  public var summary: String {
    let resolution = NumberFormat.significant(strain.resolution, digits: 3)
    return "strain map \(strain.rows)×\(strain.columns), \(strain.method.name), resolution \(resolution) "
      + "\(source.calibration.unit.rawValue), definition \(strain.definition.rawValue), reference: "
      + strain.referenceKind.rawValue
  }

  public func reading(row: Int, column: Int) -> ResultReading {
    let (y, x) = (row * step, column * step)
    let values = StrainComponent.allCases.map { component in
      ResultReading.Value(
        component.rawValue, component.symbol, strain[component][row, column],
        sigma: strain.sigma(component)[row, column], unit: component == .rotation ? "°" : "")
    }
    let residual = strain.residual[row, column]
    let isMissing = strain[.exx][row, column].isNaN
    return ResultReading(
      row: row, column: column, sourceRow: y, sourceColumn: x, intensity: Double(source[y, x]),
      groups: [
        .init(
          title: "", values: values + [.init("residual", "residual", residual)],
          status: isMissing ? "missing" : "ok",
          reason: isMissing ? Self.reason(strain.method) : nil)
      ])
  }

  private static func reason(_ method: StrainMethod) -> String {
    switch method {
    case .rollingWindow:
      "no strain: fewer than two reflections have a value here, or it was masked; the lattice map tells why"
    case .geometricPhase(let options):
      "no strain: nearer than the margin to the border or to a missing pixel, or under min_snr "
        + NumberFormat.compact(options.minimumSNR, digits: 3) + ", or masked"
    }
  }

  public func spectrum(row: Int, column: Int) -> WindowSpectrum? {
    lens.logAmplitudes(row: row * step, column: column * step).map { values in
      let spots = strain.reference.enumerated().compactMap { index, reflection in
        reflection.place(window: lens.window, calibration: source.calibration).map {
          WindowSpectrum.Spot(label: reflection.label ?? "\(index + 1)", selected: $0)
        }
      }
      return WindowSpectrum(window: lens.window, logAmplitudes: values, spots: spots)
    }
  }

  public func profile(
    of plane: ViewedPlane, from start: Point, to end: Point, width: Int
  ) throws(ImageError) -> PlaneProfile {
    guard let index = StrainComponent.allCases.firstIndex(where: { $0.rawValue == plane.name }) else {
      return try plainProfile(of: plane, from: start, to: end, width: width)
    }
    let profile = try strain.profile(from: start, to: end, width: width)
    return PlaneProfile(
      distance: profile.distance, value: profile.values[index], sigma: profile.sigmas[index],
      count: profile.count, unit: source.calibration.unit.rawValue, name: plane.name,
      valueUnit: StrainComponent.allCases[index] == .rotation ? "°" : nil)
  }
}

extension StrainComponent {
  fileprivate var symbol: String {
    switch self {
    case .exx: "ε_xx"
    case .eyy: "ε_yy"
    case .exy: "ε_xy"
    case .rotation: "rotation"
    case .dilatation: "ε_xx + ε_yy"
    }
  }
}
