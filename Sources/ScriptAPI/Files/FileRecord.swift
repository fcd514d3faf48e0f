import ImageFiles
import Imaging
import Scripting

/// What `fringe.info` returns.
enum FileRecord {
  private static let ofDataset = [
    "name", "rows", "columns", "pages", "interval", "type", "samples_per_pixel", "pixel_size", "pixel_size_x",
    "pixel_size_y", "unit", "calibration_source", "notes",
  ]

  static func record(_ summary: FileSummary) -> Record {
    let fields = summary.metadata
    var datasets: [any ScriptValue] = []
    if case .list(let values)? = fields["datasets"] {
      datasets = values.map { value in
        if case .group(let dataset) = value { record(dataset, ofDataset + ["error"]) } else { value }
      }
    }
    var whole = record(fields, ["path", "format", "bytes"] + ofDataset + ["metadata"])
    whole.fields.append(("datasets", List(datasets)))
    return whole
  }

  /// The fields of these names; one that the file says nothing of is nil.
  private static func record(_ fields: Metadata, _ names: [String]) -> Record {
    Record(names.map { ($0, fields[$0]) })
  }
}
