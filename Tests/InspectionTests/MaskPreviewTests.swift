import Imaging
import Inspection
import Testing

struct MaskPreviewTests {
  /// A dark square of 60 pixels on a bright ground.
  private func image(_ side: Int, scale: Int) -> Image {
    Image(rows: side, columns: side) { row, column in
      (20 * scale..<80 * scale).contains(row) && (10 * scale..<70 * scale).contains(column) ? 10 : 100
    }
  }

  @Test func `a small image has its mask`() throws {
    let image = image(120, scale: 1)
    let options = MaskPreview.Options(threshold: 0.5)
    let preview = try MaskPreview(of: image, options)
    let mask = try image.originalMask(threshold: 0.5)
    #expect(preview.factor == 1)
    #expect(preview.coverage == mask.inside.map { $0 ? 255 : 0 })
    #expect(mask.count == 3600)
  }

  @Test func `a large one has it reduced`() throws {
    let preview = try MaskPreview(
      of: image(2041, scale: 17), .init(threshold: 0.5, open: 3, close: 3))
    #expect(preview.factor == 2)
    #expect(preview.rows == 1021 && preview.columns == 1021)
    #expect(preview.coverage.count == 1021 * 1021)
    let share = preview.coverage.reduce(0.0) { $0 + Double($1) / 255 } / Double(preview.coverage.count)
    #expect(abs(share - 1020.0 * 1020 / (2041 * 2041)) < 1e-3)
  }

  @Test func `a rough preview is nearly that of all pixels`() throws {
    let previewer = MaskPreviewer(of: image(2041, scale: 17))
    let options = MaskPreview.Options(threshold: 0.5)
    let exact = try previewer.preview(options, isRough: false)
    let rough = try previewer.preview(options, isRough: true)
    #expect((rough.rows, rough.columns, rough.factor) == (exact.rows, exact.columns, exact.factor))
    let different = zip(exact.coverage, rough.coverage).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    #expect(different < 4 * 1021 * 2)
    #expect(different > 0)
  }

  @Test func `bright pixels may be kept`() throws {
    let preview = try MaskPreview(
      of: image(100, scale: 1), .init(threshold: 1, open: 0, close: 0, keep: .bright))
    #expect(preview.coverage.reduce(0) { $0 + ($1 == 255 ? 1 : 0) } == 10000 - 3600)
  }
}
