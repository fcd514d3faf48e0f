import Figures
import ImageFiles
import Imaging
import Lattice
import Scripting

/// `image`: saving and drawing.
enum ImageOutput {
  static let methods: [Function] = [
    method(
      "save", of: .image,
      "Saves the image by the path's extension: .tif, .hspy, .mrc, .npz (calibrated), .npy, .csv, .png (a picture).",
      argument("path", .path.sample("\"out/image.tif\""), "relative: in the output folder"),
      option("type", .sampleType, "how numbers are stored; what is usual in the format when left out")
    ) { call, image, path, type in
      let extensions = ImageFile.writers.flatMap { $0.extensions }
      try call.session.save(path, formats: extensions) { path, _ in
        try ImageFile.save(image, to: path, as: type, makingFolders: true)
      }
      return Several.nothing
    },
    method(
      "figure", of: .image, "A figure of the image in colours, with colour bar and scale bar.",
      option("title", .string, "stands above the image"),
      option(
        "colormap", .colorMap,
        "viridis, magma, cividis, gray, RdBu_r, coolwarm, PRGn, twilight, …, or { \"#rrggbb\", … }; when left out "
          + "viridis, RdBu_r for ±, twilight for phases"),
      option(
        "range", .range,
        "{ lo, hi }, or \"symmetric\" for ±; when left out all values but outliers, which lie beyond the 5th to 95th "
          + "percentile by more than half of its width; the colour bar is pointed where there are such"),
      option("scalebar", .boolean, default: true, "whether there is a scale bar"),
      option("colorbar", .boolean, default: true, "whether there is a colour bar"),
      option("label", .string, "of the colour bar; else the image's own label"),
      option(
        "overlay", .overlays,
        "mask, region, line { from = , to = }, arrows { u = , v = }, reflection (on a spectrum), or a list of them"
      ),
      option("over", .image, "a micrograph below it, in grey: of this size, or the source of this map"),
      option("opacity", .number(0...1).sample("0.5"), "0 to 1, over the micrograph; 0.6 when left out"),
      returns: "Figure"
    ) { _, image, title, colorMap, range, scaleBar, colorBar, label, overlays, base, opacity in
      var panel = ImagePanel(
        image, title: title, colorMap: colorMap, range: range ?? .automatic, label: label,
        showsScaleBar: scaleBar, showsColorBar: colorBar)
      if colorMap == nil, range == nil { panel.classes = image.valueClasses }
      if let base {
        guard let step = image.step(over: base) else {
          throw ScriptError.failed(
            "over: this image (\(image.size)) has neither the size of that one (\(base.size)) nor that of a map of it"
          )
        }
        panel.backdrop = Backdrop(base, opacity: opacity ?? 0.6)
        panel.overlayStep = step
      } else if opacity != nil {
        throw ScriptError.failed("opacity: needs over = the image to draw it over")
      }
      panel.overlays = try (overlays ?? []).overlays(on: base ?? image)
      return Figure(panel)
    },
  ]
}
