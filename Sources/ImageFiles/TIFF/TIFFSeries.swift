/// Pages of a TIFF that have one size and type.
struct TIFFSeries: ImageDataset {
  let reader: TIFFReader
  /// The pages in the file that these are, counted from 0; nil for all of them.
  let pages: [Int]?

  /// `"page 2"` or `"pages 2-10"`; empty where there are no others.
  var name: String {
    guard let pages, let first = pages.first, let last = pages.last else { return "" }
    if pages.count == 1 { return "page \(first + 1)" }
    let isRun = last - first == pages.count - 1
    return isRun ? "pages \(first + 1)-\(last + 1)" : "pages \(first + 1)-\(last + 1) of one size"
  }

  var pageCount: Int { pages?.count ?? reader.pageCount }

  var interval: Double? { reader.interval(of: pages) }

  func info(page: Int) throws(ImageFileError) -> PageInfo { try reader.info(page: try inFile(page)) }

  func read(page: Int) throws(ImageFileError) -> Page { try reader.read(page: try inFile(page)) }

  private func inFile(_ page: Int) throws(ImageFileError) -> Int {
    guard let pages else { return page }
    guard pages.indices.contains(page) else {
      throw ImageFileError(path: reader.path, problem: .noSuchPage(page, pages: pages.count))
    }
    return pages[page]
  }
}
