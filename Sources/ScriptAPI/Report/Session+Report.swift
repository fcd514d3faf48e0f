import ImageFiles
import Notebook

extension Session {
  /// The report of the run, as the bytes of an HTML file.
  ///
  /// - Parameters:
  ///   - detail: `full` has date, times and machine; otherwise the same run gives the same bytes.
  ///   - failure: Why the script ended, when it did not end well.
  public func reportPage(
    of command: RunRecord.Command, detail: RunRecord.Detail, failure: RunRecord.Failure? = nil
  ) throws(Markdown.Unavailable) -> [UInt8] {
    guard let report else { return [] }
    let record = RunRecord(self, command, detail: detail == .full ? .full : .stable, failure: failure)
    guard case .group(let fields) = record.json else { return [] }
    let page = try ReportPage(
      report, script: String(FilePath.lastComponent(command.script ?? "script")), failure: failure?.text,
      foot: ReportFoot(session: self, record: fields).html)
    return Array(page.html.utf8)
  }

  /// Loads what a report needs, so that a lack of it shows before the run.
  public static func prepareReport() throws(Markdown.Unavailable) { try Markdown.prepare() }
}
