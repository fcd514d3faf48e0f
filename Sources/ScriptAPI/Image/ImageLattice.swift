import Imaging
import Lattice
import Scripting

/// `image`: spectra, reflections, the rolling window, Gaussian fits.
enum ImageLattice {
  static let window = option("window", .integer(16...4096), default: 128, "side of the square window, px")
  static let step = option("step", .integer(1...1_000_000), default: 1, "stride of the map, px")
  static let apodize = option("apodize", .choice(of: Taper.self), default: .hann, "taper on the window")
  /// A small lattice measurement for samples: fits the sample image.
  static let sampleWindow = Kind<Int>.integer(RollingWindow.windows).sample("32")

  private static let searchWindow = option(
    "window", .integer(32...4096).sample("32"), default: 128, "side of the windows that are averaged, px")
  private static let searchRow = option(
    "row", .place.sample("24"), "row of the centre of the one window to look at")
  private static let searchColumn = option("column", .place.sample("24"), "its column")
  private static let searchRegion = option(
    "region", .region.sample("nil"), "look at the windows inside it")
  private static let minSpacing = option("min_spacing", .positive, "smallest spacing, nm or px")
  private static let maxSpacing = option(
    "max_spacing", .positive.sample("100"), "largest spacing, nm or px")

  static let methods: [Function] = [
    method(
      "fft", of: .image, "The Fourier transform, not normalised; apodize first against streaks.",
      returns: "Spectrum"
    ) { _, image in try image.spectrum() },
    method(
      "reflection", of: .image, "A reflection read off a displayed spectrum of a window of this image.",
      required("dx", .number, "columns to the right of zero frequency, FFT px"),
      required("dy", .number.sample("2"), "rows BELOW zero frequency, FFT px"),
      required("window", .integer(2...1_000_000).sample("32"), "side of the window, px"),
      returns: "Reflection"
    ) { _, image, dx, dy, window in
      try ReflectionFunctions.reflection(dx: dx, dy: dy, window: window, calibration: image.calibration)
    },
    method(
      "find_reflections", of: .image,
      "Finds the strongest reflections; where there are fewer, the reason is the second value. A warning tells when they "
        + "belong to several lattices.",
      option("count", .integer(1...16), default: 3, "how many are wanted"), searchWindow, searchRow,
      searchColumn,
      searchRegion, minSpacing, maxSpacing, returns: "Reflection[], string?"
    ) { call, image, count, window, row, column, region, minSpacing, maxSpacing in
      let area = try area(image, row: row, column: column, region: region)
      let step = CachedStep.search(
        image, count: count, window: window, in: area, spacings: (minSpacing, maxSpacing))
      let search = try call.session.cached(step, isCancelled: call.state.interruption) {
        try image.findReflections(
          count: count, window: window, in: area, minSpacing: minSpacing, maxSpacing: maxSpacing,
          isCancelled: call.state.interruption)
      }
      if search.lattices.count > 1 {
        call.session.warnOnce("image:find_reflections", of: image, search.severalLattices)
      }
      return Several(search.reflections, search.shortfall.map { "\($0)" })
    },
    method(
      "find_lattices", of: .image,
      "Finds the lattices to which reflections belong, each by the two that span it, the strongest first: several at a "
        + "grain boundary.",
      searchWindow, searchRow, searchColumn, searchRegion, minSpacing, maxSpacing, returns: "Reflection[][]"
    ) { call, image, window, row, column, region, minSpacing, maxSpacing in
      try image.findReflections(
        count: 1, window: window, in: area(image, row: row, column: column, region: region),
        minSpacing: minSpacing, maxSpacing: maxSpacing, isCancelled: call.state.interruption
      ).lattices
    },
    method(
      "refine", of: .image, "Moves reflections to the maxima of the spectrum nearest to them.",
      argument(
        "reflections",
        .reflections.sample("{ fringe.reflection { spacing = 6.6, angle = -18.4, unit = \"px\" } }"), "which"),
      option("region", .region.sample("nil"), "only the windows inside it"),
      option("window", .integer(32...4096).sample("32"), "side of the windows, px"),
      option(
        "tolerance", .number(0.001...0.999).sample("0.4"), default: 0.1,
        "how far one may move, as a fraction of |g|"),
      returns: "Reflection[]"
    ) { call, image, reflections, region, window, tolerance in
      try image.refine(
        reflections, region: region.map { try $0.mask(in: image) }, window: window, tolerance: tolerance,
        isCancelled: call.state.interruption)
    },
    method(
      "roll", of: .image, "Rolls a window over the image and follows reflections: the lattice map.",
      option("window", sampleWindow, default: 128, "side of the square window, px"),
      required("reflections", .reflections, "which to follow"), step, apodize,
      option(
        "estimator", .choice(of: RollingWindow.Estimator.self), default: .gaussian,
        "how a position is found: phase is unbiased, scatters least and is recommended; gaussian is the original's fit "
          + "to the clipped log amplitude"),
      option(
        "patch", .oddInteger(5...31), default: 15,
        "side of the patch around a reflection, odd, FFT px"),
      option(
        "clip", .fraction, default: .at(0.85), shown: "0.85",
        "gaussian only: log amplitudes below this fraction of the patch's maximum are raised to it; false: none"
      ),
      option(
        "floor", .level, default: .at(5), shown: "5",
        "gaussian only: a patch whose largest log amplitude is lower has no value; false: none"),
      option(
        "min_snr", .nonNegative, default: 3.5,
        "all but gaussian: a peak whose amplitude is less than this many times the noise around it has no value"
      ),
      option(
        "edge", .choice(of: RollingWindow.Edge.self), default: .zero,
        "windows that leave the image: zero pads, mark keeps the value with status edge, skip gives none"),
      option("progress", .progress, "function(done, total); false: none; else a bar on a terminal"),
      returns: "LatticeMap"
    ) {
      call, image, window, reflections, step, apodize, estimator, patch, clip, floor, minimumSNR, edge,
      progress in
      var options = RollingWindow()
      (options.window, options.step, options.taper) = (window, step, apodize)
      (options.estimator, options.patch, options.edge) = (estimator, patch, edge)
      (options.clip, options.floor, options.minimumSNR) = (clip.value, floor.value, minimumSNR)
      return try roll(call, image, options, reflections, progress)
    },
    method(
      "fit_gaussian", of: .image, "Fits a turned two-dimensional Gaussian with offset to a patch.",
      required("row", .number.sample("24"), "row of the patch's centre"),
      required("column", .number.sample("24"), "column of the patch's centre"),
      option("size", .oddInteger(5...31), default: 15, "side of the patch, odd, px"),
      option(
        "clip", .fraction, default: .at(0.85), shown: "0.85",
        "raise what is below this fraction of the maximum; false: none"),
      option("floor", .level, default: .none, shown: "nil", "no value when the maximum is lower"),
      returns: "GaussianFit"
    ) { _, image, row, column, size, clip, floor in
      let fit = try image.fitGaussian(
        row: row - 1, column: column - 1, size: size, clip: clip.value, floor: floor.value)
      return GaussianRecord.record(fit)
    },
  ]

  private static func area(
    _ image: Image, row: Int?, column: Int?, region: RegionArgument?
  ) throws -> SearchArea {
    switch (row, column, region) {
    case (nil, nil, nil): return .wholeImage
    case (nil, nil, let region?): return .inside(try region.mask(in: image))
    case (let row?, let column?, nil):
      return .window(Point(row: Double(row - 1), column: Double(column - 1)))
    default: throw ScriptError.failed("give row and column together, or a region, or neither")
    }
  }

  private static func roll(
    _ call: CallFrame, _ image: Image, _ options: RollingWindow, _ reflections: [Reflection],
    _ progress: Progress?
  ) throws -> LatticeMap {
    let session = call.session
    let report = ProgressReport("rolling", progress, session)
    let (interrupted, halt) = (call.state.interruption, report.halt)
    do {
      let plan = try RollingWindowPlan(image: image, options: options, reflections: reflections)
      let map = try session.cached(.roll(plan), isCancelled: interrupted) {
        try plan.run(
          threads: session.threads, progress: report.update,
          isCancelled: { interrupted() || halt.isRequested })
      }
      report.update(map.rows * map.columns, map.rows * map.columns)
      try report.finish()
      for warning in map.warnings { session.warnOnce("image:roll", of: image, "\(warning)") }
      return map
    } catch RollingWindowError.cancelled {
      try report.finish()
      throw ScriptError.interrupted
    }
  }
}
