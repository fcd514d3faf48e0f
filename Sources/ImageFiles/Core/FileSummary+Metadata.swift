import Imaging

extension FileSummary {
  /// The summary as named values, the same for scripts (`fringe.info`) and for other programs (`fringe info --json`).
  ///
  /// What stands at the top is that of the first dataset.
  public var metadata: Metadata {
    var fields = datasets[0].metadata
    fields["path"] = .string(path)
    fields["format"] = .string(format)
    fields["bytes"] = .number(Double(byteCount))
    fields["datasets"] = .list(datasets.map { .group($0.metadata) })
    if case .success(let info) = datasets[0].first { fields["metadata"] = .group(info.metadata) }
    return fields
  }
}

extension FileSummary.Dataset {
  fileprivate var metadata: Metadata {
    var fields: Metadata = ["name": .string(name), "pages": .number(Double(pageCount))]
    if let interval { fields["interval"] = .number(interval) }
    switch first {
    case .failure(let error):
      fields["error"] = .string("\(error.problem)")
    case .success(let info):
      let calibration = info.calibration
      fields["rows"] = .number(Double(info.rows))
      fields["columns"] = .number(Double(info.columns))
      fields["type"] = .string(info.type.rawValue)
      fields["samples_per_pixel"] = .number(Double(info.samplesPerPixel))
      fields["pixel_size"] = .number(calibration.pixelSize)
      fields["pixel_size_x"] = .number(calibration.pixelSizeX)
      fields["pixel_size_y"] = .number(calibration.pixelSizeY)
      fields["unit"] = .string(calibration.unit.rawValue)
      fields["calibration_source"] = calibration.source.name.map { .string($0) }
      fields["notes"] = .list((info.notes + [info.calibrationRemark].compactMap(\.self)).map { .string($0) })
    }
    return fields
  }
}
