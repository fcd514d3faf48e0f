import Imaging
import Lattice
import Scripting

extension Image: PortableObject {}
extension Mask: PortableObject {}
extension Reflection: PortableObject {}
extension LatticeMap: PortableObject {}

/// `image`: the script's own measurements of windows.
enum ImageWindows {
  static let methods: [Function] = [
    method(
      "windows", of: .image, "The windows of a map, one after the other: for w in image:windows { … }.",
      option("window", ImageLattice.sampleWindow, default: 128, "side of the square window, px"),
      ImageLattice.step,
      returns: "fun(): Window"
    ) { _, image, window, step in Windows(try image.windows(window: window, step: step)) },
    method(
      "map_windows", of: .image,
      "Calls a function for the spectrum of every window, on all threads: an image for each value it returns, the same for "
        + "any number of threads. In it pairs visits keys in the order of fringe.sorted, and math.random starts anew for "
        + "each window; the order of next is not defined.",
      option("window", ImageLattice.sampleWindow, default: 128, "side of the square window, px"),
      option("step", Kind<Int>.integer(1...1_000_000).sample("16"), default: 1, "stride of the map, px"),
      ImageLattice.apodize,
      option("context", .portableTable, "what the function gets as its third argument; it cannot change it"),
      option("progress", .progress, "function(done, total); false: none; else a bar on a terminal"),
      last(
        "measure",
        .portableFunction(
          "spectrum: Spectrum, w: MapWindow, context: table",
          advice: "threads see no locals of the script: pass it in context, or make it inside the function"),
        "gets the spectrum, w.row and w.column, and the context; returns numbers, nil for none"),
      returns: "Image ..."
    ) { call, image, window, step, apodize, context, progress, measure in
      try mapWindows(
        call, image, WindowMeasurement.Grid(window: window, step: step, taper: apodize), measure,
        context: context, progress: progress)
    },
  ]

  private static func mapWindows(
    _ call: CallFrame, _ image: Image, _ grid: WindowMeasurement.Grid, _ measure: PortableFunction,
    context: PortableValue?, progress: Progress?
  ) throws -> any ScriptValue {
    let session = call.session
    let report = ProgressReport("measuring", progress, session)
    let (interrupted, halt) = (call.state.interruption, report.halt)
    let measurement = try WindowMeasurement(
      image, grid, measure, context: context ?? .table([]), searchPath: call.state.searchPath)
    let outcome = measurement.run(
      session, progress: report.update, isCancelled: { interrupted() || halt.isRequested })
    try report.finish()
    switch outcome {
    case .images(let images):
      var results = Several.nothing
      results.values = images
      return results
    case .cancelled: throw ScriptError.interrupted
    case .failed(let message): throw ScriptError.failed(message)
    }
  }
}
