import Figures
import Imaging
import Notebook
import Scripting

/// What a run of a notebook prints and shows, cell by cell.
public final class RunReport {
  /// One thing below a cell.
  enum Output {
    case printed(String)
    case warning(String)
    case picture(Picture)
    case table(Table)

    var picture: Picture? {
      get { if case .picture(let picture) = self { picture } else { nil } }
      set { if let newValue { self = .picture(newValue) } }
    }
  }

  let notebook: Notebook
  /// The chunk's name as Lua has it.
  private let chunk: String
  /// Of each cell, in order.
  private(set) var outputs: [[Output]]
  /// How the script ended itself by `os.exit`: the status, and the text with the place.
  private(set) var exit: (status: Int32, text: String)?
  private weak var state: LuaState?

  /// - Parameters:
  ///   - script: The script's bytes as they are run.
  ///   - path: Its path, as the run names it.
  public init(of script: [UInt8], path: String) {
    notebook = Notebook(script)
    chunk = "@" + path
    outputs = Array(repeating: [], count: max(notebook.cells.count, 1))
  }

  /// Takes what scripts in this state print.
  func follow(_ state: LuaState) throws(ScriptError) {
    self.state = state
    // The state holds on to the closure, the session to this report.
    try state.capturePrints { [unowned self] in add(.printed($0)) }
  }

  /// - Parameter file: The name of the file to which it was saved.
  func show(_ value: ShownValue, file: String? = nil) throws {
    switch value {
    case .figure(let figure): add(.picture(try Picture(figure, file: file)))
    case .table(let table): add(.table(table))
    case .text(let text): add(.printed(text + "\n"))
    case .group(let values): for value in values { try show(value) }
    }
  }

  /// Puts something below the cell that runs.
  func add(_ output: Output) {
    let line = state?.currentLine(ofChunk: chunk)
    // A chunk that has left by a tail call was at its end.
    let cell = line.map { notebook.cell(at: $0) ?? 0 } ?? outputs.count - 1
    switch (output, outputs[cell].last) {
    case (.printed(let more), .printed(var text)?):
      // Taken out, so that it grows in place.
      outputs[cell].removeLast()
      text += more
      outputs[cell].append(.printed(text))
    case (.picture(let picture), _):
      // A figure that is shown and saved is there once.
      if let place = outputs[cell].firstIndex(where: { $0.picture?.bytes == picture.bytes }) {
        if let file = picture.file { outputs[cell][place].picture?.file = file }
      } else {
        outputs[cell].append(output)
      }
    default: outputs[cell].append(output)
    }
  }

  /// The script has ended itself by `os.exit`.
  ///
  /// - Parameter text: Where, as a failure tells it.
  public func didExit(_ text: String, status: Int32) { exit = (status, text) }

  /// What the script returned, below its last cell.
  public func add(results: [String]) {
    guard !results.isEmpty else { return }
    outputs[outputs.count - 1].append(.printed(results.joined(separator: "\n") + "\n"))
  }

  /// The place of the cell in which a script failed, and the line, by the traceback; nil: outside of all.
  func cell(of failure: String) -> (cell: Int, line: Int)? {
    let lines = failure.split(separator: "\n")
    // The outermost main chunk is the script's own; a script that is no Lua has none.
    let place = lines.last { $0.contains(": in main chunk") } ?? lines.first ?? ""
    for part in place.split(separator: ":") {
      if let line = Int(part), let cell = notebook.cell(at: line) { return (cell, line) }
    }
    return nil
  }
}

/// A figure as a file in the page.
struct Picture {
  let type: String
  let bytes: [UInt8]
  /// In CSS pixels; nil: the file says.
  let width: Int?
  let description: String
  /// The file to which it was saved.
  var file: String?

  /// As SVG, or as PNG where that would be much.
  init(_ figure: Figure, file: String? = nil) throws(FigureError) {
    self.file = file
    description = figure.scriptDescription
    let drawing = CompactDrawing.bytes(of: try figure.render(.svg))
    guard drawing.count > Self.maximumDrawing else {
      (type, bytes, width) = ("image/svg+xml", drawing, nil)
      return
    }
    let resolution = 200.0
    bytes = try figure.render(.png(resolution: resolution))
    type = "image/png"
    // The width in pixels stands behind the signature and the head of the first chunk.
    let pixels = bytes.dropFirst(16).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    width = Int((Double(pixels) / resolution * 96).rounded())
  }

  private static let maximumDrawing = 500_000
}
