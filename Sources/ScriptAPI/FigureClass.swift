import Figures
import ImageFiles
import Imaging
import Lattice
import Scripting

/// `figure`: what is drawn, as a value; saving makes the file.
enum FigureClass {
  static let declaration = ClassDeclaration(
    Figure.self, "One or more panels, to be saved as a picture.", sample: Kind<Figure>.figure.sample,
    methods: [
      method(
        "save", of: Kind<Figure>.figure, "Saves the figure as .png, .pdf or .svg.",
        argument("path", .path.sample("\"out/figure.svg\""), "relative: in the output folder"),
        option("report", .boolean, default: true, "whether a report of the script shows it")
      ) { call, figure, path, isShown in
        try call.session.save(path, formats: ["png", "pdf", "svg"]) { path, format in
          guard let format = Figure.Format(fileExtension: format) else { return }
          let bytes = try figure.render(format)
          let file = try AtomicFile(path: path, makingFolders: true)
          try file.write(bytes)
          try file.commit()
        }
        if isShown { try call.session.report?.show(.figure(figure), file: path) }
        return Several.nothing
      }
    ])
}

/// `fringe.figure`: several panels on one page.
enum FigureFunctions {
  static let functions: [Function] = [
    Function(
      "figure", "Puts figures together as panels of one.",
      required("panels", .list(of: .figure, count: 1...100), "the figures"),
      option("columns", .integer(1...20), default: 2, "panels beside each other"),
      option("width", .number(20...1000).sample("85"), "of the page, mm"),
      option("letters", .boolean, default: false, "whether panels are lettered a, b, c"), returns: "Figure"
    ) { _, figures, columns, width, letters in
      var figure = Figure(composing: figures, columns: columns)
      figure.width = width
      figure.hasLetters = letters
      return figure
    }
  ]
}

/// `map:figure`: one panel for each plane and reflection, one range for all of a kind.
enum MapFigure {
  static let opacity = option(
    "opacity", Kind<Double>.number(0...1).sample("0.6"),
    "0 to 1: draws it over the source in grey, with nothing where values are missing; alone when left out")

  static let methods: [Function] = [
    method(
      "figure", of: Kind<LatticeMap>.map,
      "A figure of the planes of each reflection; comparable ones share a range.",
      option(
        "show", .list(of: .mapPlane, count: 1...9).sample("{ \"spacing\", \"angle\" }"),
        "which planes; { \"spacing\" } when left out"),
      option("overlay", .overlays, "outlines, in pixels of the source"), opacity, returns: "Figure"
    ) { _, map, shown, overlays, opacity in
      figure(
        map, shown, overlays: try (overlays ?? []).overlays(on: map.source),
        backdrop: opacity.map { Backdrop(map.source, opacity: $0) })
    }
  ]

  /// - Parameter shown: nil: the spacings.
  static func figure(
    _ map: LatticeMap, _ shown: [MapPlane]? = nil, overlays: [Overlay] = [], backdrop: Backdrop? = nil
  ) -> Figure {
    let panels = (shown ?? [MapPlane.all[0]]).flatMap { plane in
      map.reflectionMaps.enumerated().map { index, planes in
        var panel = ImagePanel(
          plane.image(planes), title: "reflection \(planes.reflection.label ?? "\(index + 1)")",
          overlays: overlays, overlayStep: map.step,
          rangeGroup: plane.rangeGroup(of: planes.reflection, among: map.reflections))
        panel.backdrop = backdrop
        panel.classes = panel.image.valueClasses
        return Panel.image(panel)
      }
    }
    return Figure(panels: panels, columns: map.count)
  }
}

/// `spectrum:figure`: log amplitude with reflections marked.
enum SpectrumFigure {
  static let methods: [Function] = [
    method(
      "figure", of: Kind<Spectrum>.spectrum, "A figure of the logarithm of the amplitude.",
      option("title", .string, "stands above the spectrum"),
      option("colormap", .colorMap, "gray when left out"),
      option("limit", .positive.sample("0.3"), "show frequencies up to this one, 1/nm or 1/px"),
      option(
        "overlay", .overlays.sample("{ fringe.reflection { dx = 7, dy = 2, window = 48 } }"),
        "reflections to circle; also what an image's figure takes"),
      returns: "Figure"
    ) { _, spectrum, title, colorMap, limit, overlays in
      let whole = spectrum.logAmplitude()
      let outlines = try (overlays ?? []).overlays(on: whole)
      let (image, row, column) = try limit.map { try spectrum.cropped(whole, to: $0) } ?? (whole, 0, 0)
      return Figure(
        ImagePanel(
          image, title: title, colorMap: colorMap ?? .gray, label: "ln |F|",
          overlays: outlines.map { $0.moved(up: row, left: column) }))
    }
  ]
}
