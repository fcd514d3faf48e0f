import ImageFiles
import Imaging
import TestSupport
import Testing

struct DMMetadataTests {
  static let folder = "data/corpora/dm/rosettasciio/"

  private func metadata(_ name: String) throws -> Metadata {
    try ImageFile.open(path: SharedData.path(Self.folder + name)).datasets[0].info(page: 0).metadata
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `a scanned image tells of the microscope`() throws {
    let metadata = try metadata("2D/test_STEM_image.dm3")
    #expect(metadata["instrument"] == .string("FEI Titan") && metadata["detector"] == .string("DigiScan"))
    #expect(metadata["mode"] == .string("STEM NANOPROBE") && metadata["voltage"] == .number(200))
    #expect(metadata["magnification"] == .number(225000) && metadata["camera_length"] == .number(135))
    #expect(
      metadata["dwell_time"] == .number(3.5e-6) && metadata["tilt_alpha"] == .number(24.950478513002935))
    #expect(metadata["date"] == .string("2016-08-08T16:26:37"))
    guard case .group(let raw)? = metadata["raw"], case .group(let tags)? = raw["ImageTags"] else {
      Issue.record("no raw tree")
      return
    }
    #expect(tags["Microscope Info"] != nil && tags["DataBar"] != nil)
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `a diffraction pattern has a camera length instead of a magnification`() throws {
    let metadata = try metadata("2D/test_diffraction_pattern.dm3")
    #expect(metadata["magnification"] == nil && metadata["camera_length"] == .number(320.00000000000006))
    #expect(metadata["exposure"] == .number(0.2) && metadata["detector"] == .string("BM-UltraScan"))
    #expect(metadata["date"] == .string("2014-07-09T18:56:37"))
  }

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `a stack that a script built keeps what its first page said`() throws {
    let metadata = try metadata("test_stackbuilder_imagestack.dm3")
    #expect(metadata["instrument"] == .string("JEM-ARM200F") && metadata["voltage"] == .number(200))
    #expect(metadata["date"] == .string("2015-05-17T17:00:16"))
  }

  @Test(
    .enabled(if: SharedData.exists(folder), SharedData.skip),
    arguments: [
      ("DE", "2016-08-27T20:54:33"), ("FR", "2016-08-27T20:55:20"), ("MX", "2016-08-27T20:55:59"),
      ("UK", "2016-08-27T20:52:30"),
    ])
  func `dates are read in the manner of the country`(country: String, date: String) throws {
    #expect(try metadata("Fei HAADF-\(country)_location.dm3")["date"] == .string(date))
  }

  /// 4 July 2016 14:30 UTC, in units of 100 ns since 1601.
  private static let fourthOfJuly = 131_121_162_000_000_000.0

  @Test(arguments: [
    ("7/4/2016", "2:30:05 PM", nil as Double?, "2016-07-04T14:30:05"),
    ("7/4/2016", "14:30:05", nil, "2016-04-07T14:30:05"),
    ("7/4/2016", "14:30:05", fourthOfJuly, "2016-07-04T14:30:05"),
    ("4/7/2016", "14:30", fourthOfJuly, "2016-07-04T14:30:00"),
    ("13/7/16", "12:00:00 am", nil, "2016-07-13T00:00:00"),
    ("4.7.2016", "12:00:00 PM", nil, "2016-07-04T12:00:00"), ("2016-07-04", "", nil, "2016-07-04"),
  ])
  func `a date that has two readings is the likelier one`(
    date: String, time: String, fileTime: Double?, expected: String
  ) throws {
    var bar: [(String, DMTestTag)] = [("Acquisition Date", .text(date)), ("Acquisition Time", .text(time))]
    if let fileTime { bar.append(("Acquisition Time (OS)", .float64(fileTime))) }
    let image = DMBytes.image(
      "a", type: 6, data: .array(type: 10, bits: [1]), dimensions: [1, 1], tags: [("DataBar", .group(bar))])
    let bytes = DMBytes(root: [("ImageList", .unnamed([image]))]).bytes
    let metadata = try DMReader(InputFile(path: "a", bytes: bytes)).datasets[0].info(page: 0).metadata
    #expect(metadata["date"] == .string(expected))
  }
}
