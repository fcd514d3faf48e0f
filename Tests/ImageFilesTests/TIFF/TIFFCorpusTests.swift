import ImageFiles
import Imaging
import TestSupport
import Testing

/// 187 files written by other programs, held against what an independent reader found in them.
struct TIFFCorpusTests {
  static let folder = "data/corpora/tiff"

  /// Pages of facsimile with forbidden codes, which the manifest's reader fills in and some versions of libtiff refuse.
  static let damagedFax: Set = [
    "libtiff/test/images/testfax3_bug54_1dnoEOL.tif", "libtiff/test/images/testfax3_bug_513.tiff",
    "pillow/Tests/images/crash-0da013a13571cc8eb457a39fee8db18f8a3c7127.tif",
    "pillow/Tests/images/crash-74d2a78403a5a59db1fb0a2b8735ac068a75f6e3.tif",
  ]
  /// Files that the manifest's reader decoded wrongly or not at all, and others of the corpus that hold the same image.
  static let referenceOf = [
    "libtiff/test/images/testfax4.tiff": "libtiff/test/refs/o-testfax4.tiff",
    "libtiff/test/images/deflate-last-strip-extra-data.tiff":
      "libtiff/test/refs/o-deflate-last-strip-extra-data.tiff",
  ]
  /// Five directories, the last of which leads back to the third; the manifest's reader found four.
  static let loop = "libtiff/test/images/test_ifd_loop_subifd.tif"

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `every file of the corpus is read right or refused with the reason`() throws {
    let manifest = try Manifest(Self.folder)
    #expect(manifest.rows.count == 187)
    var refused: [String] = []
    var compared = 0
    let byPath = Dictionary(uniqueKeysWithValues: manifest.rows.map { ($0.path, $0) })
    for row in manifest.rows {
      let path = "\(manifest.folder)/\(row.path)"
      do throws(ImageFileError) {
        let reader = try TIFFReader(InputFile(path: path))
        let page = try reader.read(page: 0)
        if !row.isReadable { print("read, though the manifest's reader did not: \(row.path)") }
        check(page, Self.referenceOf[row.path].flatMap { byPath[$0] } ?? row)
        compared += row.isReadable ? 1 : 0
        if row.isReadable {
          #expect(reader.pageCount == (row.path == Self.loop ? 5 : Int(row["pages"])), "\(row.path)")
        }
        for other in 1..<reader.pageCount { _ = try? reader.read(page: other) }
      } catch {
        refused.append("\(row["status"].prefix(3)) \(row["photometric"]) \(row.path): \(error.problem)")
        let isOtherColour = ["CIELAB", "SEPARATED", "LOGLUV"].contains(row["photometric"])
        #expect(!row.isReadable || isOtherColour || Self.damagedFax.contains(row.path), "\(error)")
        #expect(error.path == path && !error.description.contains("\n"))
      }
    }
    print("\(compared) compared, \(refused.count) refused:")
    for line in refused { print("  " + line) }
    #expect(compared >= 150)
  }

  /// Pixel sizes in nm of real files of microscopes, as RosettaSciIO 0.9 reads them, and the field each is from.
  ///
  /// Of JEOL's it is half a per cent smaller there, because it takes the resolution that is rounded to whole dots per
  /// inch (93 for 3642 per metre); of the navigation camera width and height are exchanged there.
  static let pixelSizes: [(name: String, x: Double, y: Double, unit: Calibration.Unit, tag: String)] = [
    (
      "JEOL-SightX-TEM-mag-dummy.tif", 1e9 / 3642 / 150_000, 1e9 / 3642 / 150_000, .nanometres,
      "JEOL magnification"
    ),
    ("JEOL-SightX-SAED-dummy.tif", 0.273705774, 0.273705774, .perNanometre, "JEOL camera length"),
    ("TVIPS_bin4.d/TVIPS_bin4.tif", 1.420803666, 1.420803666, .nanometres, "TVIPS PixelSizeX"),
    ("olympus_SIS.tif", 0.02392791776, 0.02392791776, .nanometres, "OlympusSIS"),
    (
      "test_loading_image_saved_with_DM.tif", 168.6746925, 168.6746925, .nanometres, "DigitalMicrograph 65009"
    ),
    (
      "test_loading_image_saved_with_DM_stack.tif", 168.6740071, 1686.740041, .nanometres,
      "DigitalMicrograph 65009"
    ),
    ("test_loading_image_saved_with_imageJ.tif", 168.674711, 168.674711, .nanometres, "ImageJ description"),
    (
      "test_loading_image_saved_with_imageJ_stack.tif", 168.674711, 168.674711, .nanometres,
      "ImageJ description"
    ),
    ("tiff_FEI_Helios.d/FEI-Helios-Ebeam-16bits.tif", 3372.4, 3372.4, .nanometres, "FEI Scan.PixelWidth"),
    ("tiff_FEI_Helios.d/FEI-Helios-Ebeam-8bits.tif", 3372.4, 3372.4, .nanometres, "FEI Scan.PixelWidth"),
    (
      "tiff_FEI_Helios.d/FEI-Helios-navcam.tif", 263_973.95833333, 263_974.609375, .nanometres,
      "FEI IRBeam.HFW"
    ),
    ("tiff_Zeiss_SEM.d/ZEISS_SEM_multipage.tif", 12.326225, 12.326225, .nanometres, "CZ_SEM"),
    ("tiff_Zeiss_SEM.d/test_tiff_Zeiss_SEM_1k.tif", 2614.514, 2614.514, .nanometres, "CZ_SEM"),
    ("tiff_Zeiss_SEM.d/test_tiff_Zeiss_SEM_512pix.tif", 11.649976, 11.649976, .nanometres, "CZ_SEM"),
  ]

  /// Files without a pixel size, and what the note says.
  static let uncalibrated = [
    ("JEOL-SightX-Ronchigram-dummy.tif", "scale of scanned pictures"),
    ("optical_Zeiss_AxioVision_BW.tif", "150 dpi"), ("optical_Zeiss_AxioVision_RGB.tif", "150 dpi"),
    ("test_loading_image_saved_with_imageJ_no_scale.tif", "no calibration"),
    ("test_loading_image_saved_with_imageJ_stack_no_scale.tif", "no calibration"),
    ("test_rgba16.d/test_rgba16.tif", "no calibration"),
    ("tiff_FEI_Helios.d/FEI-Helios-navcam-with-no-IRBeam.tif", "the FEI tag gives no pixel size"),
    ("tiff_FEI_Helios.d/FEI-Helios-navcam-with-no-IRBeam-bad-floats.tif", "the FEI tag gives no pixel size"),
    ("tiff_hamamatsu.d/test_hamamatsu_streak_FOCUS.tif", "no calibration"),
    ("tiff_hamamatsu.d/test_hamamatsu_streak_OTHER.tif", "no calibration"),
    ("tiff_hamamatsu.d/test_hamamatsu_streak_SCAN.tif", "no calibration"),
  ]

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip), arguments: pixelSizes.indices)
  func `microscopes' files have their pixel size, unit and source`(index: Int) throws {
    let expected = Self.pixelSizes[index]
    let reader = try ImageFile.open(path: SharedData.path("\(Self.folder)/rosettasciio/\(expected.name)"))
    let info = try reader.datasets[0].info(page: 0)
    #expect(abs(info.calibration.pixelSizeX / expected.x - 1) < 1e-6, "\(info.calibration)")
    #expect(abs(info.calibration.pixelSizeY / expected.y - 1) < 1e-6, "\(info.calibration)")
    #expect(info.calibration.unit == expected.unit && info.calibration.source == .tag(expected.tag))
    #expect(info.calibrationNote == nil)
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip), arguments: uncalibrated)
  func `files without a pixel size say why`(name: String, note: String) throws {
    let loaded = try ImageFile.load(path: SharedData.path("\(Self.folder)/rosettasciio/\(name)"))
    #expect(loaded.image.calibration == .none)
    #expect(loaded.calibrationNote?.contains(note) == true, "\(loaded.calibrationNote ?? "")")
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `the image's tags in DigitalMicrograph's export are read as those of a DM4 file`() throws {
    let path = SharedData.path("\(Self.folder)/rosettasciio/test_loading_image_saved_with_DM.tif")
    let metadata = try ImageFile.load(path: path).image.metadata
    #expect(metadata["voltage"] == .number(200) && metadata["exposure"] == .number(0.5))
    guard case .group(let raw)? = metadata["raw"], case .group(let vendor)? = raw["DigitalMicrograph"],
      case .group(let tags)? = vendor["ImageTags"]
    else { Issue.record("no tags"); return }
    #expect(tags["Microscope Info"] != nil)
  }

  private func check(_ page: Page, _ row: Manifest.Row) {
    let name: Comment = "\(row.path)"
    guard row.isReadable else { return }
    let (raster, shape) = (page.raster, row.shape)
    let isPlanar = row["planar"] == "SEPARATE"
    let extent = shape.count == 2 ? shape : isPlanar ? Array(shape.dropFirst()) : Array(shape.dropLast())
    #expect([raster.rows, raster.columns] == extent, name)
    #expect(page.info.type.rawValue == (row["dec_dtype"] == "bool" ? "uint8" : row["dec_dtype"]), name)
    let samples = shape.count == 2 ? 1 : isPlanar ? shape[0] : shape[2]

    let facts = (isPlanar ? raster.planar : raster.samples).facts
    let minimum = number(row["min"], page.info.type)
    let maximum = number(row["max"], page.info.type)
    let mean = number(row["mean"], .float64)
    let isLossy =
      ["JPEG", "OJPEG"].contains(row["compression"])
      || (row["compression"] == "WEBP" && !row.path.contains("lossless"))
    let image = Image(raster: raster)
    #expect(image.pixels.allSatisfy { !$0.isNaN }, name)
    if isLossy {
      #expect(abs(facts.minimum - minimum) <= 2 && abs(facts.maximum - maximum) <= 2, name)
      #expect(abs(facts.mean - mean) <= 2, name)
    } else if samples == raster.samplesPerPixel {
      #expect(facts.minimum == minimum && facts.maximum == maximum, name)
      #expect(abs(facts.mean - mean) <= 1e-9 * max(1, abs(mean)), name)
      #expect(facts.digest == row["sha256_le"], name)
    } else {
      #expect(facts.minimum >= minimum && facts.maximum <= maximum, name)
    }
    if raster.samplesPerPixel >= 3 {
      let slack: Float = isLossy ? 2 : 0
      #expect(image.pixels.allSatisfy { $0 >= Float(minimum) - slack && $0 <= Float(maximum) + slack }, name)
    }
  }

  /// A number as Python writes it: the shortest that tells it from others of its type.
  private func number(_ text: String, _ type: SampleType) -> Double {
    switch text {
    case "False": 0
    case "True": 1
    default: type == .float32 ? Float(text).map { Double($0) } ?? .nan : Double(text) ?? .nan
    }
  }
}
