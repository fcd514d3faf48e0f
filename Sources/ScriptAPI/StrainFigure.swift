import Figures
import Imaging
import Lattice
import Scripting

/// One plane of a strain map, by the name of its field.
struct StrainPlane: Sendable {
  let name: String
  let image: @Sendable (StrainMap) -> Image
  /// Panels of one group show one range.
  let group: String
  let isSigned: Bool
  /// Drawn over the source in place of an image; nil: the image is drawn.
  var field: (@Sendable (StrainMap) -> VectorField)?

  static let all: [StrainPlane] =
    StrainComponent.allCases.map { component in
      StrainPlane(
        name: component.rawValue, image: { $0[component] },
        group: component == .rotation ? "rotation" : "strain", isSigned: true)
    }
    + StrainComponent.allCases.map { component in
      StrainPlane(
        name: component.rawValue + "_sigma", image: { $0.sigma(component) },
        group: component == .rotation ? "rotation_sigma" : "strain_sigma", isSigned: false)
    }
    + [StrainPlane(name: "residual", image: { $0.residual }, group: "residual", isSigned: false)]
    + [
      StrainPlane(
        name: "principal", image: { $0.source }, group: "principal", isSigned: false,
        field: { strain in
          VectorField(
            .principal(xx: strain[.exx], yy: strain[.eyy], xy: strain[.exy], axis: strain.axis),
            step: strain.step)
        })
    ]
}

extension Kind where Value == StrainPlane {
  /// A plane by its name.
  static var strainPlane: Kind {
    let quoted = StrainPlane.all.map { "\"\($0.name)\"" }
    return Kind(
      expected: "one of \(quoted.joined(separator: ", "))", luaType: quoted.joined(separator: "|"),
      sample: "\"exx\""
    ) { slot in StrainPlane.all.first { $0.name == slot.string } }
  }
}

/// `strain:figure`: one panel for each plane; strains share a symmetric range.
enum StrainFigure {
  static let methods: [Function] = [
    method(
      "figure", of: Kind<StrainMap>.strain,
      "A figure of the planes: strains share one range, symmetric about 0; principal: crosses along the principal axes.",
      option(
        "show", .list(of: .strainPlane, count: 1...12).sample("{ \"exx\", \"rotation\" }"),
        "which planes; { \"exx\", \"eyy\", \"exy\", \"rotation\" } when left out"),
      option("overlay", .overlays, "outlines, in pixels of the source"), MapFigure.opacity, returns: "Figure"
    ) { _, strain, shown, overlays, opacity in
      figure(
        strain, shown, overlays: try (overlays ?? []).overlays(on: strain.source),
        backdrop: opacity.map { Backdrop(strain.source, opacity: $0) })
    }
  ]

  /// - Parameter shown: nil: the strains and the rotation.
  static func figure(
    _ strain: StrainMap, _ shown: [StrainPlane]? = nil, overlays: [Overlay] = [], backdrop: Backdrop? = nil
  ) -> Figure {
    let panels = (shown ?? Array(StrainPlane.all.prefix(4))).map { plane in
      if let field = plane.field {
        return Panel.image(
          ImagePanel(
            strain.source, title: "principal strains; " + title(strain), colorMap: .gray,
            showsColorBar: false,
            overlays: overlays + [.field(field(strain))]))
      }
      var panel = ImagePanel(
        plane.image(strain), title: title(strain), range: plane.isSigned ? .symmetric : .automatic,
        overlays: overlays, overlayStep: strain.step, rangeGroup: plane.group, axes: strain.axis)
      panel.backdrop = backdrop
      return Panel.image(panel)
    }
    return Figure(panels: panels, columns: min(panels.count, 2))
  }

  /// How the values came about, by which definition and relative to what; arrows show the axes.
  private static func title(_ strain: StrainMap) -> String {
    let resolution = NumberFormat.significant(strain.resolution, digits: 3)
    let unit = strain.source.calibration.unit.rawValue
    let reference = strain.referenceKind == .reflections ? "given" : strain.referenceKind.rawValue
    return
      "\(strain.method.name) \(resolution) \(unit); \(strain.definition.rawValue); reference: \(reference)"
  }
}
