import ImageFiles
import Imaging
import Scripting

/// A file of several images that is being written.
struct StackWriter: ScriptObject {
  static let className = "StackWriter"
  /// Where it will be: in the output folder.
  let path: String
  fileprivate let file: any ImageStackWriter
  fileprivate var count = 0

  init(path: String, file: any ImageStackWriter) {
    self.path = path
    self.file = file
  }

  var scriptDescription: String {
    "StackWriter \(path): \(count == 1 ? "1 image" : "\(count) images") so far"
  }
}

extension Kind where Value == StackWriter {
  static var writer: Kind {
    .object(
      sample: "(function() local w = fringe.create 'sample-writer.tif' w:add(\(Kind<Image>.image.sample)) "
        + "return w end)()")
  }
}

/// `writer`: gathers images into one file, which is there once the writer is closed.
enum StackWriterClass {
  static let declaration = ClassDeclaration(
    StackWriter.self, "A file of several images that is being written; it is there once closed.",
    sample: Kind<StackWriter>.writer.sample,
    operators: [
      Operator("__len", of: Kind<StackWriter>.writer) { $1.count },
      // The end of a `local writer <close>`: an error that passes through leaves no file.
      Operator("__close") { call in
        let isError = !call.argument(2).isNil
        if let writer = try Kind<StackWriter?>.orClosed(.writer).value(of: call.argument(1)) {
          call.release(1)
          if !isError { try finish(writer, call) }
        }
        return Several.nothing
      },
    ],
    methods: [
      method(
        "add", of: .reference(to: .writer),
        "Appends an image; the first one decides about size and calibration.",
        argument("image", .image, "the next image")
      ) { _, writer, image in
        try writer.modify { writer in
          try writer.file.add(image)
          writer.count += 1
        }
        return Several.nothing
      },
      method(
        "close", of: .orClosed(.writer), "Completes the file and puts it in its place."
      ) { call, writer in
        call.release(1)
        if let writer { try finish(writer, call) }
        return Several.nothing
      },
    ])

  private static func finish(_ writer: StackWriter, _ call: CallFrame) throws {
    guard writer.count > 0 else {
      throw ScriptError.failed("\(writer.path): no image was added, so no file is written")
    }
    try writer.file.finish()
    call.session.didSave(writer.path)
  }
}

/// `fringe`: files of several images.
enum StackWriterFunctions {
  static let functions: [Function] = [
    Function(
      "create",
      "Begins a file of several images by the path's extension; it is there once the writer is closed.",
      argument("path", .path.sample("\"out/stack.tif\""), "relative: in the output folder"),
      option("type", .sampleType, "how numbers are stored; what is usual in the format when left out"),
      option("interval", .positive, "seconds per image, for formats that can say so: stack.interval"),
      returns: "StackWriter"
    ) { call, path, type, interval in
      let target = call.session.outputPath(path)
      let file = try ImageFile.create(target, as: type, makingFolders: true)
      file.interval = interval
      return StackWriter(path: target, file: file)
    }
  ]
}
