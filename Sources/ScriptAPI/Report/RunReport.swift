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

    var picture: Picture? { if case .picture(let picture) = self { picture } else { nil } }
  }

  let notebook: Notebook
  /// The chunk's name as Lua has it.
  private let chunk: String
  /// Of each cell, in order.
  private(set) var outputs: [[Output]]
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

  func show(_ value: ShownValue) throws {
    switch value {
    case .figure(let figure): add(.picture(try Picture(figure)))
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
    case (.printed(let more), .printed(let text)?):
      outputs[cell][outputs[cell].count - 1] = .printed(text + more)
    case (.picture(let picture), _) where outputs[cell].contains { $0.picture?.bytes == picture.bytes }:
      // A figure that is shown and saved is there once.
      break
    default: outputs[cell].append(output)
    }
  }

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

  /// As SVG, or as PNG where that would be much.
  init(_ figure: Figure) throws(FigureError) {
    description = figure.scriptDescription
    let drawing = try figure.render(.svg)
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
