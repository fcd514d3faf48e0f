import ImageFiles
import Imaging
import Scripting

extension ImageStack: ScriptObject {
  public static let className = "Stack"
  public var scriptDescription: String {
    let many = count == 1 ? "1 frame" : "\(count) frames"
    return "Stack \(name): \(many) of \(info.rows)×\(info.columns) \(info.type.rawValue), \(info.calibration)"
      + (interval.map { ", \(NumberFormat.significant($0, digits: 4)) s per frame" } ?? "")
  }
}

extension Kind where Value == ImageStack {
  static var stack: Kind {
    .object(
      sample: "(function() local w = fringe.create 'sample-stack.tif' w:add(fringe.image(8, 8, 1)) "
        + "w:add(fringe.image(8, 8, 2)) w:close() return fringe.open 'sample-stack.tif' end)()")
  }
}

/// `stack`: the frames of a file, read when asked for.
enum StackClass {
  static let declaration = ClassDeclaration(
    ImageStack.self, "The images of a file, each read when asked for: stack[i] is an Image.",
    sample: Kind<ImageStack>.stack.sample,
    properties: [
      Property("rows", of: .stack, "integer", "number of rows of the first frame") { $1.info.rows },
      Property("columns", of: .stack, "integer", "number of columns of the first frame") { $1.info.columns },
      Property("interval", of: .stack, "number?", "seconds per frame; nil when the file does not say") {
        $1.interval
      },
      Property("type", of: .stack, "string", "how the file holds the numbers") { $1.info.type.rawValue },
      Property("name", of: .stack, "string", "the file's name without folder and extension") { $1.name },
      Property("dataset", of: .stack, "string", "what the dataset is called in the file, or an empty text") {
        $1.datasetName
      },
      Property("metadata", of: .stack, "table", "what the file says of the instrument") {
        MetadataValue.group($1.info.metadata)
      },
    ] + calibration,
    operators: [
      Operator("__len", of: Kind<ImageStack>.stack) { $1.count },
      Operator("__index") { call in
        let stack = try Kind<ImageStack>.stack.value(of: call.argument(1))
        let index = call.argument(2).integer ?? 0
        // As in a list: beyond its end is nil, so that ipairs stops.
        guard (1...stack.count).contains(index) else { return Several.nothing }
        return try stack.frame(index - 1)
      },
    ],
    methods: [
      method(
        "frames", of: .stack, "Visits frames: for i, frame in stack:frames { step = 10 } do … end.",
        option("first", .integer(1...), default: 1, "the first frame"),
        option("last", .integer(1...), "the last frame; #stack when left out"),
        option("step", .integer(1...), default: 1, "from one frame to the next"), returns: "function"
      ) { _, stack, first, last, step in
        let last = last ?? stack.count
        for (name, frame) in [("first", first), ("last", last)] where frame > stack.count {
          throw ScriptError.failed("\(name) = \(frame): the stack has frames 1 to \(stack.count)")
        }
        return Frames(stack: stack, next: first, last: last, step: step)
      },
      method(
        "mean", of: .stack,
        "The mean of all frames, added up in double precision; what is NaN or infinite in a frame is skipped.",
        returns: "Image"
      ) { call, stack in
        let bar = call.session.progressBar("mean")
        defer { bar?.finish() }
        let mean = try stack.mean { done in
          bar?.update(done, stack.count)
          return !call.state.isInterrupted
        }
        guard let mean else { throw ScriptError.interrupted }
        return mean
      },
      method(
        "slice", of: .stack, "Frames i to j as a stack of its own, read from the same file.",
        argument("i", .integer(1...), "the first frame"), argument("j", .integer(1...), "the last frame"),
        returns: "Stack"
      ) { _, stack, first, last in
        guard first <= last, last <= stack.count else {
          throw ScriptError.failed(
            "frames \(first) to \(last): the stack has frames 1 to \(stack.count)")
        }
        return try stack.slice(first - 1..<last)
      },
      method(
        "close", of: .orClosed(.stack),
        "Closes the file, as <close> does; slices that were taken remain open."
      ) { call, _ in
        call.release(1)
        return Several.nothing
      },
    ])

  private static let calibration: [Property] = [
    Property("pixel_size", of: .stack, "number", "side of a pixel, nm (1 when not calibrated)") {
      $1.info.calibration.pixelSize
    },
    Property("pixel_size_x", of: .stack, "number", "width of a pixel") { $1.info.calibration.pixelSizeX },
    Property("pixel_size_y", of: .stack, "number", "height of a pixel") { $1.info.calibration.pixelSizeY },
    Property("unit", of: .stack, "string", "unit of lengths: nm or px; of a diffraction pattern 1/nm") {
      $1.info.calibration.unit.rawValue
    },
    Property("calibration_source", of: .stack, "string?", GridFields.calibrationSourceSummary) {
      $1.info.calibration.source.name
    },
  ]
}

/// The iterator behind `stack:frames`.
struct Frames: ScriptObject {
  static let className = "Frames"
  let scriptDescription = "iterator of stack:frames"
  fileprivate let stack: ImageStack
  /// Frames from 1.
  fileprivate var next: Int
  fileprivate let last: Int
  fileprivate let step: Int

  fileprivate init(stack: ImageStack, next: Int, last: Int, step: Int) {
    (self.stack, self.next, self.last, self.step) = (stack, next, last, step)
  }

  static let declaration = ClassDeclaration(
    Frames.self, "The iterator that stack:frames gives: each step returns a number and a frame.",
    sample: "\(Kind<ImageStack>.stack.sample):frames()",
    operators: [
      Operator("__call", of: .reference(to: Kind<Frames>.object(sample: ""))) { _, frames in
        let (stack, number) = try frames.modify { frames -> (ImageStack, Int?) in
          guard frames.next <= frames.last else { return (frames.stack, nil) }
          defer {
            let (next, overflow) = frames.next.addingReportingOverflow(frames.step)
            frames.next = overflow ? .max : next
          }
          return (frames.stack, frames.next)
        }
        guard let number else { return Several.nothing }
        return Several(number, try stack.frame(number - 1))
      }
    ])
}
