import Imaging

/// Reads the series files of TIA (FEI's Tecnai Imaging and Analysis, Emispec's ES Vision), `.ser`.
///
/// Images are pages, as many as have been written, the way up that TIA shows them: their last stored row is on top. A
/// spectrum is a page of one row. What the microscope did is in an EMI file beside the series, which is read when it is
/// there: `a.emi` for `a_1.ser`.
public final class SERReader: ImageReader {
  public static let format = "TIA SER"

  public static func recognises(_ head: FileHead) -> Bool { head.starts(with: [0x49, 0x49, 0x97, 0x01]) }

  public let datasets: [any ImageDataset]

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    var object: EMIObject?
    // A series is good without its EMI file, whatever is wrong with that.
    if let (path, number) = EMISeries.sidecar(of: file.path), let sidecar = try? InputFile(path: path) {
      object = (try? EMIFile(sidecar))?.object(series: number)
    }
    datasets = [try SERDataset(file, name: "", object: object, limits: limits)]
  }
}
