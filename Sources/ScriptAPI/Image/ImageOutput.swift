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
        "viridis, magma, cividis, gray, RdBu_r, coolwarm, PRGn, twilight, …, or { \"#rrggbb\", … }"),
      option("range", .range, "{ lo, hi }, or \"symmetric\" for ±; else what the values need"),
      option("scalebar", .boolean, default: true, "whether there is a scale bar"),
      option("colorbar", .boolean, default: true, "whether there is a colour bar"),
      option("label", .string, "of the colour bar; else the image's own label"),
      option(
        "overlay", .overlays,
        "mask, region, line { from = , to = }, reflection (on a spectrum), or a list of them: outlines"),
      returns: "Figure"
    ) { _, image, title, colorMap, range, scaleBar, colorBar, label, overlays in
      Figure(
        ImagePanel(
          image, title: title, colorMap: colorMap, range: range ?? .automatic, label: label,
          showsScaleBar: scaleBar,
          showsColorBar: colorBar, overlays: try (overlays ?? []).overlays(on: image)))
    },
  ]
}
