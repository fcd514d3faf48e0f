import ImageFiles
import Imaging
import TestSupport
import Testing

/// 9 files of Direct Electron and Thermo Fisher, held against what an independent reader found in them.
struct MRCCorpusTests {
  static let folder = "data/corpora/mrc"

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `every file of the corpus is read right`() throws {
    let manifest = try Manifest(Self.folder)
    #expect(manifest.rows.count == 9)
    for row in manifest.rows {
      let reader = try ImageFile.open(path: "\(manifest.folder)/\(row.path)")
      #expect(reader.format == "MRC")
      // The manifest's reader takes positions of the scan from a text file beside the movie.
      let expected = row.path.hasSuffix("_00405_movie.mrc") ? [32, 4, 8] : nil
      try row.check(reader.datasets[0], as: expected)
      let info = try reader.datasets[0].info(page: 0)
      if row.path.hasSuffix("HAADFscan.mrc") {
        #expect(info.calibration.unit == .nanometres && info.calibration.source == .tag("cell"))
        #expect(abs(info.calibration.pixelSize / 5.67913 - 1) < 3e-6 && info.calibrationNote == nil)
      } else {
        // The cameras' files say −10 Å per pixel when they do not know; the manifest has it as −1 nm.
        #expect(info.calibration == .none && info.calibrationNote?.contains("-10.0") == true, "\(row.path)")
      }
    }
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `the extended header of a section tells of the microscope`() throws {
    let path = SharedData.path(Self.folder) + "/rosettasciio/HAADFscan.mrc"
    let metadata = try ImageFile.open(path: path).datasets[0].info(page: 0).metadata
    #expect(metadata["instrument"] == .string("Spectra") && metadata["detector"] == .string("HAADF"))
    #expect(metadata["voltage"] == .number(300) && metadata["mode"] == .string("STEM"))
    #expect(metadata["date"] == .string("2022-12-05T12:13:07") && metadata["dwell_time"] == .number(0.01))
    #expect(metadata["magnification"] == nil && metadata["exposure"] == nil && metadata["dose"] == nil)
    guard case .number(let length)? = metadata["camera_length"],
      case .number(let tilt)? = metadata["tilt_alpha"]
    else {
      Issue.record("no camera length or tilt")
      return
    }
    #expect(abs(length - 91.1) < 1e-9 && tilt == 0.008116119055372828)
  }
}
