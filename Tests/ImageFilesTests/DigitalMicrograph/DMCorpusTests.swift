import ImageFiles
import Imaging
import TestSupport
import Testing

/// 111 files of DigitalMicrograph, held against what an independent reader found in them.
struct DMCorpusTests {
  static let folder = "data/corpora/dm"

  /// Images whose columns are the channels of a spectrum, though their unit is one of length.
  static let spectral: Set = [
    "test-MonarcCL_spectrum-ccd.dm4", "test-MonarcCL_spectrum-pmt.dm4", "test-MonoCL_spectrum-SI.dm4",
    "test-MonoCL_spectrum-ccd.dm4", "test-MonoCL_spectrum-pmt.dm4",
  ]

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `every file of the corpus is read right or refused with the reason`() throws {
    let manifest = try Manifest(Self.folder)
    #expect(manifest.rows.count == 111)
    var refused: [String] = []
    for row in manifest.rows {
      let path = "\(manifest.folder)/\(row.path)"
      let isComplex = row["dtype"].hasPrefix("complex")
      do throws(ImageFileError) {
        let reader = try DMReader(InputFile(path: path))
        #expect(!isComplex, "\(row.path)")
        guard let item = Int(row["item"]), reader.datasets.indices.contains(item) else {
          Issue.record("\(row.path) has \(reader.datasets.count) datasets")
          continue
        }
        let dataset = reader.datasets[item]
        #expect(dataset.name == row["title"], "\(row.path)")
        #expect(throws: Never.self) { try row.check(dataset) }
        check(try dataset.info(page: 0), row)
      } catch {
        refused.append("\(row.path): \(error.problem)")
        #expect(isComplex, "\(error)")
        #expect(error.path == path && !error.description.contains("\n"))
      }
    }
    print("\(manifest.rows.count - refused.count) compared, \(refused.count) refused:")
    for line in refused { print("  " + line) }
    #expect(refused.count == 25)
  }

  private func check(_ info: PageInfo, _ row: Manifest.Row) {
    let name: Comment = "\(row.path): \(row["axes"]) but \(info.calibration), \(info.calibrationNote ?? "")"
    let axes = Array(row.axes.suffix(2))
    let file = row.path.split(separator: "/").last.map(String.init) ?? ""
    let factors = ["nm": 1, "\u{B5}m": 1e3, "1/nm": 1]
    guard let x = axes.last, let factor = factors[x.unit], !Self.spectral.contains(file) else {
      #expect(info.calibration == .none && info.calibrationNote != nil, name)
      return
    }
    #expect(info.calibration.unit == (x.unit == "1/nm" ? .perNanometre : .nanometres), name)
    #expect(info.calibration.source == .tag("Calibrations.Dimension"), name)
    // The manifest has six digits.
    #expect(abs(info.calibration.pixelSizeX / (x.step * factor) - 1) < 3e-6, name)
    #expect(abs(info.calibration.pixelSizeY / (axes[0].step * factor) - 1) < 3e-6, name)
  }
}
