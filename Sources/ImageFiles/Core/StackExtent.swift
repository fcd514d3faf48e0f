import Imaging

/// The size that all images of a stack file have, and how many there are so far.
struct StackExtent {
  let path: String
  private(set) var count = 0
  private(set) var first: ImageError.Size?

  init(path: String) { self.path = path }

  /// Counts an image, whose size must be the first one's.
  mutating func add(_ image: Image) throws(ImageFileError) {
    let size = first ?? image.size
    guard image.size == size else {
      throw ImageFileError(
        path: path,
        problem: .unwritable(
          "image \(count + 1) has \(image.size) pixels, but the first \(size); crop, pad or bin it to that size"
        ))
    }
    first = size
    count += 1
  }

  /// The size and the number of images; an error where there is none.
  func whole() throws(ImageFileError) -> (size: ImageError.Size, count: Int) {
    guard let first else {
      throw ImageFileError(
        path: path, problem: .unwritable("no image was added, so there is nothing to write"))
    }
    return (first, count)
  }

  /// That an image was added, or the file finished, after it was finished.
  var finished: ImageFileError {
    ImageFileError(path: path, problem: .unwritable("the file is finished; nothing can be added"))
  }
}
