import ImageFiles
import Imaging
import ResultCache

/// A summary of a file as lines for people, with what they say below each other.
struct FileReport {
  private let summary: FileSummary
  private var lines: [(label: String, text: String)] = []

  init(_ summary: FileSummary) {
    self.summary = summary
    let first = summary.datasets[0]
    lines.append(("format", "\(summary.format), \(ByteCount.text(summary.byteCount))"))
    if case .success(let info) = first.first {
      lines.append(("size", "\(info.rows) × \(info.columns) (rows × columns), \(Self.type(info))"))
      lines.append(("pages", Self.pages(first)))
      lines.append(("calibration", Self.calibration(info.calibration)))
      for (label, text) in Self.instrument(info.metadata) { lines.append((label, text)) }
      for note in info.notes + [info.calibrationRemark].compactMap(\.self) { lines.append(("note", note)) }
    }
    let many = summary.datasets.count > 1
    for (index, dataset) in summary.datasets.enumerated() where many {
      lines.append((index == 0 ? "datasets" : "", "\(index + 1)  \(Self.line(dataset))"))
    }
    if summary.unlistedCount > 0 { lines.append(("", "and \(summary.unlistedCount) more")) }
  }

  /// The path, then the lines.
  var text: String {
    let width = 13
    return "\(Self.shown(summary.path))\n"
      + lines.map { label, text in
        let space = String(repeating: " ", count: max(1, width - label.count))
        return "  \(label)\(space)\(Self.shown(text))\n"
      }.joined()
  }

  /// What a file says may be anything; on a terminal it is one line without control characters.
  private static func shown(_ text: String) -> String { text.oneLine(limit: 1000) }

  private static func type(_ info: PageInfo) -> String {
    info.samplesPerPixel > 1 ? "\(info.samplesPerPixel) × \(info.type.rawValue)" : info.type.rawValue
  }

  private static func pages(_ dataset: FileSummary.Dataset) -> String {
    let interval = dataset.interval.map { ", \(NumberFormat.compact($0)) s apart" } ?? ""
    return "\(dataset.pageCount)\(interval)"
  }

  private static func calibration(_ calibration: Calibration) -> String {
    guard calibration.isCalibrated else { return "none" }
    let (x, y) = (NumberFormat.compact(calibration.pixelSizeX), NumberFormat.compact(calibration.pixelSizeY))
    let source = calibration.source.name.map { ", from \($0)" } ?? ""
    let size = calibration.isAnisotropic ? "\(x) × \(y) (width × height)" : x
    return "\(size) \(calibration.unit.rawValue) per pixel\(source)"
  }

  private static func line(_ dataset: FileSummary.Dataset) -> String {
    let name = dataset.name.isEmpty ? "" : "\"\(dataset.name.oneLine(limit: 60))\"  "
    switch dataset.first {
    case .failure(let error): return "\(name)\(error.problem)"
    case .success(let info):
      let pages = dataset.pageCount > 1 ? ", \(dataset.pageCount) pages" : ""
      return "\(name)\(info.rows) × \(info.columns), \(type(info))\(pages), \(calibration(info.calibration))"
    }
  }

  /// The common names of metadata, as lines.
  private static func instrument(_ metadata: Metadata) -> [(String, String)] {
    func text(_ name: String) -> String? {
      if case .string(let text)? = metadata[name] { text } else { nil }
    }
    func number(_ name: String, _ before: String, _ after: String) -> String? {
      guard case .number(let number)? = metadata[name] else { return nil }
      return before + NumberFormat.compact(number) + after
    }
    let lines: [(String, [String?])] = [
      ("title", [text("title")]),
      (
        "instrument",
        [
          text("instrument"), text("mode"), text("detector"), number("voltage", "", " kV"),
          number("magnification", "", "×"), number("camera_length", "camera length ", " mm"),
        ]
      ),
      (
        "acquired",
        [
          text("date"), number("exposure", "exposure ", " s"), number("dwell_time", "dwell time ", " s"),
          number("dose", "dose ", " e/nm²"), number("defocus", "defocus ", " nm"),
          number("tilt_alpha", "tilt α ", "°"), number("tilt_beta", "β ", "°"),
        ]
      ),
    ]
    return lines.map { ($0.0, $0.1.compactMap(\.self).joined(separator: ", ")) }.filter { !$0.1.isEmpty }
  }
}
