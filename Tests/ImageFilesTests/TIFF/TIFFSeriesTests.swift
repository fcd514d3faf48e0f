import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// Files whose pages differ in size or type.
struct TIFFSeriesTests {
  private func grey(_ rows: Int, _ columns: Int, _ value: UInt8, tags: [UInt16: UInt16] = [:]) -> TIFFBytes {
    TIFFBytes(
      rows: rows, columns: columns, tags: tags, data: [UInt8](repeating: value, count: rows * columns))
  }

  private func reader(_ pages: [TIFFBytes]) throws -> TIFFReader {
    try TIFFReader(InputFile(path: "a.tif", bytes: TIFFBytes.chain(pages)))
  }

  private func value(_ page: Page) -> Float { Image(raster: page.raster).pixels[0] }

  @Test func `pages of one size are one dataset without a name`() throws {
    let reader = try reader([grey(2, 3, 1), grey(2, 3, 2), grey(2, 3, 3)])
    #expect(reader.datasets.count == 1 && reader.datasets[0].name == "")
    for page in [2, 0, 1] { #expect(value(try reader.datasets[0].read(page: page)) == Float(page + 1)) }
  }

  @Test func `a thumbnail is not the image, whether it says so or is only small`() throws {
    for tags: [UInt16: UInt16] in [[254: 1], [:]] {
      let reader = try reader([grey(2, 3, 7, tags: tags), grey(4, 6, 1), grey(4, 6, 2)])
      #expect(reader.datasets.map(\.name) == ["pages 2-3", "page 1"])
      #expect(reader.datasets.map(\.pageCount) == [2, 1])
      #expect(value(try reader.datasets[0].read(page: 1)) == 2)
      #expect(value(try reader.datasets[1].read(page: 0)) == 7)
    }
  }

  @Test func `a large page that calls itself a smaller copy or a mask is none to begin with`() throws {
    let reader = try reader([grey(8, 8, 9, tags: [254: 4]), grey(4, 4, 1), grey(6, 6, 8, tags: [254: 1])])
    #expect(reader.datasets.map(\.name) == ["page 2", "page 3", "page 1"])
  }

  @Test func `the data are read, not the annotated copy in colour or in fewer bits`() throws {
    let colour = TIFFBytes(rows: 2, columns: 2, samplesPerPixel: 3, data: [UInt8](repeating: 200, count: 12))
    var deep = TIFFBytes(rows: 2, columns: 2, bitsPerSample: 16)
    deep.data = deep.ordered([UInt16](repeating: 1000, count: 4))
    for copy in [colour, grey(2, 2, 200)] {
      let reader = try reader([copy, deep])
      #expect(reader.datasets[0].name == "page 2")
      #expect(value(try reader.datasets[0].read(page: 0)) == 1000)
    }
  }

  @Test func `a large colour image is not given up for a small grey one`() throws {
    let colour = TIFFBytes(rows: 6, columns: 6, samplesPerPixel: 3, data: [UInt8](repeating: 200, count: 108))
    #expect(try reader([grey(2, 2, 1), colour]).datasets[0].name == "page 2")
  }

  @Test func `load says which page was taken, and takes any by its number in the file`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    try Data(TIFFBytes.chain([grey(2, 2, 7), grey(4, 4, 1), grey(4, 4, 2)])).write(
      to: URL(fileURLWithPath: path))
    let usual = try ImageFile.load(path: path)
    #expect(usual.image.rows == 4 && usual.image.pixels[0] == 1)
    #expect(
      usual.notes.first == "its dataset \"pages 2-3\" is read; choose another with dataset: \"page 1\"")
    for (page, expected) in [(0, 7), (1, 1), (2, 2)] {
      #expect(try ImageFile.load(path: path, page: page).image.pixels[0] == Float(expected))
    }
    #expect(throws: ImageFileError(path: path, problem: .noSuchPage(3, pages: 3))) {
      try ImageFile.load(path: path, page: 3)
    }
    #expect(try ImageFile.load(path: path, page: 1, dataset: .number(0)).image.pixels[0] == 2)
    #expect(try ImageFile.load(path: path, dataset: .name("page 1")).image.pixels[0] == 7)
  }

  @Test(.enabled(if: SharedData.exists(TIFFCorpusTests.folder), SharedData.skip))
  func `of Olympus' two images the one with the numbers is read`() throws {
    let loaded = try ImageFile.load(
      path: SharedData.path("\(TIFFCorpusTests.folder)/rosettasciio/olympus_SIS.tif"))
    #expect(loaded.type == .uint16 && loaded.notes.contains { $0.contains("\"page 2\" is read") })
    #expect(loaded.image.metadata["date"] == .string("2018-11-15T19:42"))
    #expect(loaded.image.metadata["magnification"] == .number(600_000))
  }
}
