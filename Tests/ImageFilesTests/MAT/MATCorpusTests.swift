import ImageFiles
import Imaging
import TestSupport
import Testing

/// SciPy's 99 files of versions 4, 5 and 7.3, held against what SciPy found in them.
struct MATCorpusTests {
  static let folder = "data/corpora/mat-npy"

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `every matrix of the corpus is read right or refused with the reason`() throws {
    let manifest = try Manifest(Self.folder)
    #expect(manifest.rows.count == 123)
    var refused: [String] = []
    var compared = 0
    for row in manifest.rows {
      let path = "\(manifest.folder)/\(row.path)"
      do throws(ImageFileError) {
        let reader = try ImageFile.open(path: path)
        for dataset in reader.datasets {
          for page in 0..<dataset.pageCount { _ = try dataset.read(page: page) }
        }
        guard let dataset = reader.datasets.first(where: { $0.name == row["item"] }) else {
          let notes = try reader.datasets[0].info(page: 0).notes
          refused.append("\(row.path) \(row["item"]): \(notes)")
          continue
        }
        guard !row["sha256_le"].isEmpty else {
          Issue.record("read, though SciPy found no numbers: \(row.path)")
          continue
        }
        try check(dataset, row)
        compared += 1
      } catch {
        refused.append("\(row.path) \(row["item"]): \(error.problem)")
        #expect(error.path == path && !error.description.contains("\n"))
        // What SciPy reads as real numbers, but sparse ones, is read.
        let isMatrix = row["status"] == "ok" && !row["sha256_le"].isEmpty && !row["dtype"].contains("complex")
        #expect(!isMatrix || row.path.contains("sparse"), "\(error)")
      }
    }
    print("\(compared) compared, \(refused.count) refused:")
    for line in refused { print("  " + line) }
    #expect(compared == 37)
    for (name, reason) in [
      ("testcomplex_7.4_GLNX86", "complex"), ("testsparse_6.1_SOL2", "sparse"),
      ("teststring_4.2c_SOL2", "text"),
      ("testcell_7.1_GLNX86", "a cell array"), ("testobject_7.4_GLNX86", "an object"),
      ("testfunc_7.4_GLNX86", "a function"), ("malformed1", "no matrix"), ("one_by_zero_char", "text"),
      ("bad_miuint32", "no matrix"), ("test_empty_struct", "a structure"),
    ] {
      #expect(refused.contains { $0.contains("/\(name).mat ") && $0.contains(reason) }, "\(name)")
    }
  }

  /// The manifest has the types in which MATLAB packed the numbers; here they have the type of their class.
  private func check(_ dataset: any ImageDataset, _ row: Manifest.Row) throws(ImageFileError) {
    let name: Comment = "\(row.path) \(row["item"])"
    let shape = row["shape"].split(separator: "x").compactMap { Int($0) }
    let info = try dataset.info(page: 0)
    #expect([info.rows, info.columns] == Array(shape.prefix(2)), name)
    #expect(dataset.pageCount == shape.dropFirst(2).reduce(1, *), name)
    var pages: [Image] = []
    for page in 0..<dataset.pageCount { pages.append(Image(raster: try dataset.read(page: page).raster)) }
    // Row after row, with the pages of each pixel side by side, as SciPy's array lies in memory.
    let values = pages[0].pixels.indices.flatMap { index in pages.map { Double($0.pixels[index]) } }
    let type = String(row["dtype"].drop { $0 == ">" || $0 == "<" })
    guard let packed = Self.packed(values, type) else {
      Issue.record("another type: \(row["dtype"]) \(name)")
      return
    }
    let facts = packed.facts
    #expect(Float(facts.minimum) == Float(row["min"]) && Float(facts.maximum) == Float(row["max"]), name)
    // Doubles that are no singles have been rounded on the way here: those are compared as they were read.
    let isDouble = type == "float64" || type == "f8"
    let compared = isDouble ? try dataset.read(page: 0).raster.samples.facts : facts
    #expect(compared.digest == row["sha256_le"], name)
  }

  private static func packed(_ values: [Double], _ type: String) -> Samples? {
    switch type {
    case "uint8", "bool": .uint8(values.map { UInt8($0) })
    case "int8": .int8(values.map { Int8($0) })
    case "uint16": .uint16(values.map { UInt16($0) })
    case "int16", "i2": .int16(values.map { Int16($0) })
    case "int32": .int32(values.map { Int32($0) })
    case "int64": .int64(values.map { Int64($0) })
    case "float32", "f4": .float32(values.map { Float($0) })
    case "float64", "f8": .float64(values)
    default: nil
    }
  }
}
