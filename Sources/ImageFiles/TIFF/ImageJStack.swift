import CTIFF

/// A stack for which ImageJ wrote one directory only: the images follow each other from the first one's data on.
struct ImageJStack {
  let images: Int
  let order: ByteOrder
  private let start: Int
  private let imageBytes: Int

  /// Where a page, counted from 0, begins in the file.
  func offset(_ page: Int) -> Int { start + page * imageBytes }

  /// Fails where there are not `images` images of whole-byte, uncompressed, interleaved samples in the file.
  init?(_ handle: TIFFHandle, images: Int) {
    guard images > 1, let directory = try? TIFFDirectory(handle),
      let kept = try? directory.keptSamples(handle),
      directory.compression == Int(COMPRESSION_NONE), !directory.isTiled, !directory.isPlanar,
      kept == directory.samplesPerPixel, [8, 16, 32, 64].contains(directory.bitsPerSample),
      let entries = TIFFEntries(
        handle.file, directoryAt: Int(truncatingIfNeeded: TIFFCurrentDirOffset(handle.tiff)))
    else { return nil }
    let strips = TIFFNumberOfStrips(handle.tiff)
    let begin = TIFFGetStrileOffset(handle.tiff, 0)
    // Strips one after the other; otherwise it is not ImageJ's layout.
    for strip in 1..<max(1, strips) {
      let previous = TIFFGetStrileOffset(handle.tiff, strip - 1)
        .addingReportingOverflow(TIFFGetStrileByteCount(handle.tiff, strip - 1))
      guard !previous.overflow, TIFFGetStrileOffset(handle.tiff, strip) == previous.partialValue else {
        return nil
      }
    }
    let bytes =
      Double(directory.rows) * Double(directory.columns) * Double(kept * directory.bitsPerSample / 8)
    guard Double(begin) + bytes * Double(images) <= Double(handle.file.size) else { return nil }
    self.images = images
    start = Int(begin)
    imageBytes = Int(bytes)
    order = entries.order
  }
}
