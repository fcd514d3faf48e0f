import Figures
import Imaging
import Inspection
import PageServer

extension ViewDesk {
  /// The current view as a figure of the program's own.
  ///
  /// `GET figure?result=&plane=&group=&colors=&low=&high=&row=&column=&rows=&columns=&image=&format=` with the part that is
  /// seen in pixels of the source, and `row1`, `column1`, `row2`, `column2` for a line.
  func figure(_ request: PageRequest) throws(Refusal) -> PageResponse {
    let (inspector, plane) = try plane(of: request)
    let format = request.query["format"] ?? ""
    let types = ["png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"]
    guard let type = types[format], let file = Figure.Format(fileExtension: format) else {
      throw Refusal("the format must be png, svg or pdf")
    }
    let part = try ViewedPart(
      row: request.number("row"), column: request.number("column"), rows: request.number("rows"),
      columns: request.number("columns"), of: inspector)
    let overlays = try line(request).map { [$0.moved(up: part.top, left: part.left)] } ?? []
    do throws(FigureError) {
      let isStatus = plane.kind == .status
      let (low, high) = (try Self.number(request, "low"), try Self.number(request, "high"))
      var map = ImagePanel(
        try part.cropped(plane.image()), title: Self.title(inspector, plane),
        colorMap: isStatus ? StatusColors.map : try ColorMap.named(request.query["colors"] ?? ""),
        range: isStatus
          ? .between(StatusColors.range.lowerBound, StatusColors.range.upperBound) : .between(low, high),
        label: isStatus ? StatusColors.legend : plane.label, overlays: overlays,
        overlayStep: inspector.step, axes: inspector.axis)
      // A micrograph's grey levels have no unit, and need no bar.
      map.showsColorBar = plane.kind != .micrograph
      var panels = [Panel.image(map)]
      if request.query["image"] == "1", plane.kind != .micrograph {
        let source = ImagePanel(
          try part.croppedSource(), title: inspector.source.name ?? "image", colorMap: .gray,
          showsColorBar: false, overlays: overlays)
        panels.insert(.image(source), at: 0)
      }
      let bytes = try Figure(panels: panels, columns: panels.count).render(file)
      return PageResponse(contentType: type, body: bytes)
    } catch {
      throw Refusal("\(error)")
    }
  }

  private static func title(_ inspector: any ResultInspector, _ plane: ViewedPlane) -> String? {
    let group = inspector.groups[plane.group]
    return group.isEmpty ? inspector.source.name : group
  }

  private static func number(_ request: PageRequest, _ name: String) throws(FigureError) -> Double {
    guard let value = request.query[name].flatMap({ Double($0) }) else {
      throw .invalid("\(name) must be a number")
    }
    return value
  }

  /// The line that was drawn, if any.
  private func line(_ request: PageRequest) throws(Refusal) -> Overlay? {
    guard request.query["row1"] != nil else { return nil }
    return .line(
      from: Point(row: try request.number("row1"), column: try request.number("column1")),
      to: Point(row: try request.number("row2"), column: try request.number("column2")))
  }
}

/// The part of a result that is seen, in whole map pixels.
private struct ViewedPart {
  private let inspector: any ResultInspector
  private let rows, columns: Range<Int>

  /// - Parameter row: The first row of the source that is seen; those beyond the image are left out.
  init(
    row: Double, column: Double, rows: Double, columns: Double, of inspector: any ResultInspector
  ) throws(Refusal) {
    func pixels(_ first: Double, _ extent: Double, _ count: Int) -> Range<Int>? {
      let step = Double(inspector.step)
      let (low, high) = ((first / step).rounded(.down), ((first + extent) / step).rounded(.up))
      let range = Int(min(max(low, 0), 1e9))..<Int(min(max(high, low, 0), 1e9))
      let inside = range.clamped(to: 0..<count)
      return inside.isEmpty ? nil : inside
    }
    guard let down = pixels(row, rows, inspector.size.rows),
      let across = pixels(column, columns, inspector.size.columns)
    else { throw Refusal("nothing of the result is in view") }
    (self.inspector, self.rows, self.columns) = (inspector, down, across)
  }

  /// The first row and column, in pixels of the source.
  var top: Int { rows.lowerBound * inspector.step }
  var left: Int { columns.lowerBound * inspector.step }

  func cropped(_ plane: Image) throws(FigureError) -> Image {
    do throws(ImageError) {
      return try plane.cropped(
        row: rows.lowerBound, column: columns.lowerBound, rows: rows.count, columns: columns.count)
    } catch { throw .invalid("\(error)") }
  }

  func croppedSource() throws(FigureError) -> Image {
    let source = inspector.source
    do throws(ImageError) {
      return try source.cropped(
        row: top, column: left, rows: min(rows.count * inspector.step, source.rows - top),
        columns: min(columns.count * inspector.step, source.columns - left))
    } catch { throw .invalid("\(error)") }
  }
}
