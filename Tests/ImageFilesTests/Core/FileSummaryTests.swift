import Foundation
import ImageFiles
import Imaging
import Testing

struct FileSummaryTests {
  @Test func `the first dataset stands at the top`() throws {
    let scratch = try Scratch()
    var image = Image(rows: 2, columns: 3, value: 1)
    image.calibration = Calibration(pixelSizeX: 0.5, pixelSizeY: 0.25, unit: .nanometres, source: .script)
    try ImageFile.save(image, to: scratch.path("a.tif"))
    let summary = try FileSummary(path: scratch.path("a.tif"))
    #expect(summary.datasets.count == 1 && summary.unlistedCount == 0 && summary.format == "TIFF")
    let fields = summary.metadata
    #expect(fields["rows"] == .number(2) && fields["columns"] == .number(3) && fields["pages"] == .number(1))
    #expect(fields["pixel_size_x"] == .number(0.5) && fields["pixel_size_y"] == .number(0.25))
    #expect(fields["unit"] == .string("nm") && fields["type"] == .string("float32"))
    #expect(fields["calibration_source"] == .string("ImageJ description"))
    guard case .list(let notes)? = fields["notes"], case .string(let note)? = notes.first else {
      Issue.record("no note about pixels that are not square")
      return
    }
    #expect(note.contains("0.5 nm wide and 0.25 nm high"))
    guard case .list(let datasets)? = fields["datasets"], case .group(let first)? = datasets.first else {
      Issue.record("no datasets")
      return
    }
    #expect(first["rows"] == .number(2) && first["interval"] == nil && first["error"] == nil)
  }

  @Test func `what is not calibrated has no source and says why`() throws {
    let scratch = try Scratch()
    let path = try scratch.writeStack("a.npy", pages: 3, rows: 2, columns: 2) { _, _, _ in 0 }
    let fields = try FileSummary(path: path).metadata
    #expect(fields["pages"] == .number(3) && fields["unit"] == .string("px"))
    #expect(fields["calibration_source"] == nil && fields["bytes"] == .number(128 + 48))
  }

  @Test func `a file that cannot be read is an error`() throws {
    let scratch = try Scratch()
    #expect(throws: ImageFileError.self) { try FileSummary(path: scratch.path("none")) }
    #expect(throws: ImageFileError.self) { try FileSummary(path: scratch.folder) }
  }
}
