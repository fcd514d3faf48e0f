import ImageFiles
import Imaging
import TestSupport
import Testing

/// 54 datasets in the series and experiment files of TIA, held against what independent readers found in them.
struct SERCorpusTests {
  static let folder = "data/corpora/ser"

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `every file of the corpus is read right`() throws {
    let manifest = try Manifest(Self.folder)
    #expect(manifest.rows.count == 54)
    var compared = 0
    for row in manifest.rows where !row.path.hasSuffix(".npy") {
      let path = "\(manifest.folder)/\(row.path)"
      let reader = try ImageFile.open(path: path)
      #expect(reader.format == (row.path.hasSuffix(".emi") ? "TIA EMI" : "TIA SER"), "\(row.path)")
      let dataset = reader.datasets[Int(row["item"]) ?? 0]
      let info = try dataset.info(page: 0)
      guard row.isReadable else {
        // The manifest's reader lacks a date in the EMI file; the series itself is good.
        #expect(row.path.hasSuffix("no_AcquireDate_1.ser") && info.columns == 3993)
        continue
      }
      if info.rows == 1 {
        try row.check(dataset, as: [row.extents.dropLast().reduce(1, *), 1, row.extents.last ?? 0])
        #expect(info.calibration == .none && info.calibrationNote?.contains("spectrum") == true)
      } else {
        try row.check(dataset)
        check(info, row)
      }
      compared += 1
    }
    #expect(compared == 52)
  }

  private func check(_ info: PageInfo, _ row: Manifest.Row) {
    let name: Comment = "\(row.path): \(row["axes"]) but \(info.calibration)"
    #expect(info.calibration.source == .tag("CalibrationDelta") && info.calibrationNote == nil, name)
    let isDiffraction = row.path.contains("diffraction") || row.path.contains("line_profile")
    #expect(info.calibration.unit == (isDiffraction ? .perNanometre : .nanometres), name)
    if row["reader"] == "ncempy" {
      // All digits, in m or 1/m.
      let steps = row["axes"].split { !($0.isNumber || "+-.e".contains($0)) }.compactMap { Double($0) }
        .filter { $0 != 64 }
      let factor = isDiffraction ? 1e-9 : 1e9
      #expect(steps.count == 2, name)
      #expect(steps.allSatisfy { abs(info.calibration.pixelSizeX / ($0 * factor) - 1) < 1e-9 }, name)
    } else if let axis = row.axes.last {
      #expect(axis.unit == info.calibration.unit.rawValue, name)
      #expect(abs(info.calibration.pixelSizeX / axis.step - 1) < 3e-6, name)
    }
    #expect(info.calibration.pixelSizeX == info.calibration.pixelSizeY, name)
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `series of one experiment have what is said of each`() throws {
    let folder = SharedData.path(Self.folder) + "/rosettasciio/"
    let experiment = try ImageFile.open(path: folder + "new/16x16-line_profile_horizontal_5x128x128_EDS.emi")
    let names = experiment.datasets.map(\.name)
    #expect(names == [1, 2].map { "16x16-line_profile_horizontal_5x128x128_EDS_\($0)" })
    let (spectra, patterns) = (
      try experiment.datasets[0].info(page: 0).metadata, try experiment.datasets[1].info(page: 0).metadata
    )
    #expect(spectra["date"] == .string("2016-02-22T19:18:16") && spectra["exposure"] == .number(0.05))
    #expect(spectra["detector"] == nil && patterns["detector"] == .string("BM-Ceta"))
    #expect(patterns["date"] == .string("2016-02-22T19:18:24") && patterns["voltage"] == .number(200))
    #expect(patterns["instrument"] == .string("TalosF200X 200 kV D6308 XTwin"))
    #expect(patterns["camera_length"] == .number(260) && patterns["magnification"] == .number(115000))
    // The series by itself finds the same beside it.
    let alone = try ImageFile.open(path: folder + "new/16x16-line_profile_horizontal_5x128x128_EDS_2.ser")
    #expect(try alone.datasets[0].info(page: 0).metadata == patterns)
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `a scanned image has a dwell time and a defocus`() throws {
    let path = SharedData.path(Self.folder) + "/rosettasciio/old/03_Scanning Preview_1.ser"
    let dataset = try ImageFile.open(path: path).datasets[0]
    #expect(dataset.pageCount == 5)
    let info = try dataset.info(page: 4)
    #expect(info.notes == ["5 of 200 elements have been written"])
    #expect(info.metadata["dwell_time"] == .number(12e-6) && info.metadata["defocus"] == .number(221))
    #expect(info.metadata["mode"] == .string("STEM nP SA Zoom Diffraction"))
  }
}
