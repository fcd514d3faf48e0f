import Imaging

/// Reads the files of DigitalMicrograph 3 and 4 (Gatan), `.dm3` and `.dm4`.
///
/// Each image is a dataset by its name: those shown in the document first, then the others; previews are left out. The
/// first axis runs along rows, the second down columns; a third and further ones are pages, also where they count the
/// channels of a spectrum image. A single axis is one row. Complex images are not read.
public final class DMReader: ImageReader {
  public static let format = "DigitalMicrograph"

  public static func recognises(_ head: FileHead) -> Bool {
    // After the version and the size come the byte order, 0 or 1, the root group's two flags, the number of its tags and
    // the kind of the first.
    let bytes = head.bytes
    guard bytes.count >= 27, bytes.starts(with: [0, 0, 0]) else { return false }
    let (order, first): (Int, Int)
    switch bytes[3] {
    case 3: (order, first) = (8, 18)
    case 4: (order, first) = (12, 26)
    default: return false
    }
    return bytes[order..<order + 3].allSatisfy { $0 == 0 }
      && bytes[order + 3...order + 5].allSatisfy { $0 <= 1 }
      && (20...21).contains(bytes[first])
  }

  /// Images that are looked at; files hold a handful.
  private static let maximumImageCount = 4096

  public let datasets: [any ImageDataset]

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    let (root, order, version) = try DMTagParser.root(of: file)
    guard let list = root.group("ImageList") else {
      throw ImageFileError(path: file.path, problem: .damaged("it has no ImageList"))
    }
    // An entry without pixels keeps its place: others are referred to by theirs.
    let images = list.groups.prefix(Self.maximumImageCount).map { DMImage($0) }
    var (datasets, unread) = ([DMDataset](), [ImageFileError]())
    for image in DMContents.order(in: root, images: images).compactMap({ images[$0] }) {
      do throws(ImageFileError) {
        datasets.append(try DMDataset(image, in: file, order: order, version: version, limits: limits))
      } catch {
        // What is not read is no reason to refuse the rest; damage is.
        guard case .unsupported = error.problem else { throw error }
        unread.append(error)
      }
    }
    guard !datasets.isEmpty else {
      throw unread.first
        ?? ImageFileError(path: file.path, problem: .damaged("its ImageList holds no pixels"))
    }
    self.datasets = datasets
  }
}
