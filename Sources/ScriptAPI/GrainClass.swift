import Figures
import Imaging
import Lattice
import Scripting

extension GrainMap: ScriptObject {
  public static let className = "GrainMap"
  public var scriptDescription: String {
    let many = grains.count == 1 ? "1 grain" : "\(grains.count) grains"
    let shares = grains.map { grain in
      NumberFormat.significant(100 * Double(grain.mask.count) / Double(labels.count), digits: 3) + " %"
    }
    return
      "GrainMap \(labels.rows)×\(labels.columns), \(many): \(shares.joined(separator: ", ")) of the image"
  }
  public var hostBytes: Int { source.byteCount + 2 * labels.byteCount + grains.count * labels.count }
}

extension Kind where Value == GrainMap {
  static var grains: Kind {
    .object(sample: "\(Kind<Image>.image.sample):grains { window = 48 }")
  }
}

/// `image:grains`.
enum ImageGrains {
  private static let standard = GrainSearch()

  static let methods: [Function] = [
    method(
      "grains", of: .image,
      "Tells which part of the image belongs to which lattice; an error with the reason where no lattice is seen.",
      option("window", .integer(32...1024).sample("48"), default: standard.window, "side of the windows, px"),
      option(
        "step", .integer(1...1_000_000).sample("4"),
        "from one window to the next, px; an eighth of the window"),
      option(
        "min_snr", .nonNegative.sample("2"), default: standard.minimumSNR,
        "of a grain's reflections on the average: amplitude over the background's"),
      option(
        "min_area", .number(0...1), default: standard.smallestShare,
        "the smallest grain, as a share of the image; never less than a window"),
      returns: "GrainMap"
    ) { call, image, window, step, snr, share in
      var search = GrainSearch()
      (search.window, search.step, search.minimumSNR, search.smallestShare) = (window, step, snr, share)
      return try image.grains(search, threads: call.session.threads, isCancelled: call.state.interruption)
    }
  ]
}

/// `grains`: which part of an image belongs to which lattice.
enum GrainClass {
  static let declaration = ClassDeclaration(
    GrainMap.self, "Which part of an image belongs to which lattice: grains[i], the largest first.",
    sample: Kind<GrainMap>.grains.sample,
    properties: [
      Property(
        "labels", of: .grains, "Image", "the number of each pixel's grain; NaN where no lattice is seen"
      ) { $1.labels },
      Property(
        "confidence", of: .grains, "Image",
        "(S1 - S2) / (S1 + S2) of the shares of the two most likely lattices: 0 alike, 1 nothing else seen"
      ) { $1.confidence },
      Property("source", of: .grains, "Image", "the image it was made from") { $1.source },
    ],
    operators: [
      Operator("__len", of: Kind<GrainMap>.grains, returns: "integer") { $1.grains.count },
      Operator("__index", returns: "Grain") { call in
        let map = try Kind<GrainMap>.grains.value(of: call.argument(1))
        let index = call.argument(2).integer ?? 0
        guard index >= 1, index <= map.grains.count else { return Several.nothing }
        let grain = map.grains[index - 1]
        return Record([
          ("reflections", grain.reflections), ("mask", grain.mask), ("confidence", grain.confidence),
          ("share", Double(grain.mask.count) / Double(map.labels.count)),
        ])
      },
    ],
    methods: [
      method(
        "figure", of: .grains, "The image with the grains' outlines, their numbers and the confidence.",
        option("title", .string, "stands above the image"), returns: "Figure"
      ) { _, map, title in
        let outlines = map.grains.map { Overlay.mask($0.mask) }
        return Figure(
          panels: [
            .image(ImagePanel(map.source, title: title, colorMap: .gray, overlays: outlines)),
            .image(map.labels.panel),
            .image(
              ImagePanel(map.confidence, range: .between(0, 1), overlays: outlines)),
          ], columns: 3)
      }
    ])

  static let types: [TypeDeclaration] = [
    TypeDeclaration(
      "Grain", "One grain of a GrainMap.",
      fields: [
        .init(
          "reflections", "Reflection[]", "of its lattice, the strongest first, none a harmonic of another"),
        .init("mask", "Mask", "where it is"),
        .init("confidence", "number", "mean over the mask"),
        .init("share", "number", "of the image"),
      ])
  ]
}
