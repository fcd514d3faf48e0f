import Imaging

/// Reads the files in which TIA describes an experiment, `.emi`: the data are in series files beside it, `a_1.ser`,
/// `a_2.ser` and so on for `a.emi`, each a dataset by its name.
public final class EMIReader: ImageReader {
  public static let format = "TIA EMI"

  public static func recognises(_ head: FileHead) -> Bool {
    head.starts(with: [0x4A, 0x4B, 0x00, 0x02, 0, 0, 0, 0])
  }

  public let datasets: [any ImageDataset]

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    let contents = try EMIFile(file)
    let series = EMISeries.paths(of: file.path)
    guard !series.isEmpty else {
      let name = EMISeries.path(of: file.path, number: 1)
      throw ImageFileError(
        path: file.path,
        problem: .unsupported(
          "its data are in other files, and there is no \(name) or the like; put them beside it"))
    }
    var (datasets, unread) = ([SERDataset](), [ImageFileError]())
    for (number, path) in series {
      do throws(ImageFileError) {
        datasets.append(
          try SERDataset(
            InputFile(path: path), name: FilePath.stem(path), object: contents.object(series: number),
            limits: limits))
      } catch { unread.append(error) }
    }
    if let first = unread.first, datasets.isEmpty { throw first }
    for index in datasets.indices { datasets[index].otherNotes = unread.map { "not read: \($0)" } }
    self.datasets = datasets
  }
}
