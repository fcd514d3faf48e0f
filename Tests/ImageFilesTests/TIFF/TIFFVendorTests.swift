import ImageFiles
import Imaging
import TestSupport
import Testing

/// Pixel sizes and metadata of microscopes' own tags, in files that are made here.
struct TIFFVendorTests {
  private func info(_ file: TIFFBytes) throws -> PageInfo {
    try TIFFReader(InputFile(path: "a.tif", bytes: file.bytes)).info(page: 0)
  }

  private func ascii(_ text: String) -> (type: Int, bytes: [UInt8]) { (2, Array(text.utf8) + [0]) }

  private func doubles(_ file: TIFFBytes, _ value: Double) -> (type: Int, bytes: [UInt8]) {
    (12, file.ordered([value.bitPattern]))
  }

  private func claim(_ info: PageInfo, _ size: Double, _ unit: Calibration.Unit, _ tag: String) -> Bool {
    abs(info.calibration.pixelSizeX / size - 1) < 1e-9 && info.calibration.unit == unit
      && info.calibration.source == .tag(tag)
  }

  @Test(arguments: [UInt16(34680), 34682], [false, true])
  func `FEI's scan gives the pixel, its data bar a note`(tag: UInt16, isBigEndian: Bool) throws {
    var file = TIFFBytes(rows: 4, columns: 2, isBigEndian: isBigEndian, data: [1, 2, 3, 4, 5, 6, 7, 8])
    file.fields[tag] = ascii(
      """
      [User]\r\nUserText=gold \r\n[Beam]\r\nHV=30000\r\nBeam=EBeam\r\nScan=EScan\r\n[Scan]\r\nPixelWidth=1.5e-009\r
      PixelHeight=3e-009\r\nDwelltime=1e-005\r\nFrameTime=2.5\r\n[Stage]\r\nStageT=0.5235987755982988\r
      [Detectors]\r\nName=TLD\r\n[PrivateFei]\r\nDatabarHeight=1\r\nTimeOfCreation=13.06.2016 17:06:40\r\n
      """)
    let info = try info(file)
    #expect(claim(info, 1.5, .nanometres, "FEI Scan.PixelWidth"))
    #expect(abs(info.calibration.pixelSizeY / 3 - 1) < 1e-12)
    #expect(info.notes.contains { $0.contains("below row 3") })
    let metadata = info.metadata
    #expect(metadata["voltage"] == .number(30) && metadata["detector"] == .string("TLD"))
    #expect(metadata["title"] == .string("gold") && metadata["date"] == .string("2016-06-13T17:06:40"))
    #expect(metadata["exposure"] == .number(2.5) && metadata["dwell_time"] == .number(1e-5))
    guard case .number(let tilt)? = metadata["tilt_alpha"] else { Issue.record("no tilt"); return }
    #expect(abs(tilt - 30) < 1e-9)
  }

  @Test func `Thermo's XML gives the pixel, in reciprocal units for diffraction`() throws {
    func document(_ unit: String, _ value: String) -> (type: Int, bytes: [UInt8]) {
      ascii(
        """
        <?xml version="1.0"?><Metadata xmlns="http://schemas.fei.com/Metadata/v1/2013/07"><Optics>
        <AccelerationVoltage>200000</AccelerationVoltage></Optics><BinaryResult><Detector>BM-Ceta</Detector><PixelSize>
        <X unit="\(unit)" unitPrefixPower="1">\(value)</X><Y unit="\(unit)" unitPrefixPower="1">\(value)</Y>
        </PixelSize></BinaryResult></Metadata>
        """)
    }
    var file = TIFFBytes(data: [1])
    file.fields[34683] = document("m", "1.25E-11")
    let image = try info(file)
    #expect(claim(image, 0.0125, .nanometres, "Thermo BinaryResult.PixelSize"))
    #expect(image.metadata["voltage"] == .number(200) && image.metadata["detector"] == .string("BM-Ceta"))
    file.fields[34683] = document("1/m", "4e7")
    #expect(claim(try info(file), 0.04, .perNanometre, "Thermo BinaryResult.PixelSize"))
    file.fields[34683] = ascii("<FeiImage><pixelWidth unit=\"nm\">14.5</pixelWidth></FeiImage>")
    #expect(claim(try info(file), 14.5, .nanometres, "Thermo pixelWidth"))
  }

  @Test func `Zeiss' exact pixel is scaled to the image, and dropped where the texts contradict it`() throws {
    var file = TIFFBytes(rows: 1, columns: 2, data: [1, 2])
    func tag(_ image: String) -> (type: Int, bytes: [UInt8]) {
      ascii(
        "0\r\n0\r\n0\r\n2.5e-009\r\n2\r\nAP_MAG\r\nMag =  50.00 K X\r\nAP_ACTUALKV\r\nEHT =  5.00 kV\r\n"
          + "AP_IMAGE_PIXEL_SIZE\r\nImage Pixel Size = \(image)\r\nAP_DATE\r\nDate :25 Sep 2018\r\n"
          + "AP_TIME\r\nTime :8:20:42\r\n")
    }
    // 2.5 nm in a picture of 1024 columns is 1280 nm in one of 2.
    file.fields[34118] = tag("1.281 µm")
    let info = try info(file)
    #expect(claim(info, 1280, .nanometres, "CZ_SEM"))
    #expect(info.metadata["magnification"] == .number(50_000) && info.metadata["voltage"] == .number(5))
    #expect(info.metadata["date"] == .string("2018-09-25T08:20:42"))
    file.fields[34118] = tag("17.0 nm")
    #expect(claim(try self.info(file), 17, .nanometres, "CZ_SEM"))
  }

  @Test func `DigitalMicrograph's exports have unit, step and interval; other units are named`() throws {
    func file(_ unit: String, _ other: String? = nil) -> TIFFBytes {
      var file = TIFFBytes(resolution: ((72, 1), (72, 1), 2), data: [1])
      file.fields = [
        65003: ascii(unit), 65004: ascii(other ?? unit), 65005: ascii("ms"), 65009: doubles(file, 0.25),
        65010: doubles(file, 0.5), 65011: doubles(file, 40),
      ]
      return file
    }
    #expect(claim(try info(file("µm")), 250, .nanometres, "DigitalMicrograph 65009"))
    #expect(claim(try info(file("1/nm")), 0.25, .perNanometre, "DigitalMicrograph 65009"))
    let energy = try info(file("nm", "eV"))
    #expect(energy.calibration == .none)
    #expect(energy.calibrationNote?.contains("nm and eV") == true)
    let stack = try TIFFReader(InputFile(path: "a.tif", bytes: TIFFBytes.chain([file("nm"), file("nm")])))
    #expect(stack.datasets[0].pageCount == 2 && stack.datasets[0].interval == 0.04)
  }

  @Test(arguments: [false, true])
  func `TVIPS' second version gives everything, the first leaves the pixel to the resolution`(
    isBigEndian: Bool
  ) throws {
    var header = [UInt8](repeating: 0, count: 6312)
    var file = TIFFBytes(isBigEndian: isBigEndian, resolution: ((50_000_000, 1), (50_000_000, 1), 3))
    func put(_ offset: Int, _ bytes: [UInt8]) {
      header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    put(0, file.ordered([Int32(2)]))
    put(2968, file.ordered([Float(0.2).bitPattern, Float(0.2).bitPattern]))
    put(3272, file.ordered([Float(200_000).bitPattern]))
    put(3768, file.ordered(Array("F416".utf16)))
    put(584, file.ordered([Int32(2017 << 16 | 4 << 8 | 12), 32_477]))
    put(6308, [0xAA, 0xAA, 0xAA, 0xAA])
    // The header lies among the data, behind the pixel and a byte of padding; data begin at byte 8.
    file.data = [1, 0] + header
    file.imageBytes = 1
    file.fields[37706] = (4, file.ordered([UInt32(10)]))
    let second = try info(file)
    #expect(abs(second.calibration.pixelSize / 0.2 - 1) < 1e-7)
    #expect(second.calibration.source == .tag("TVIPS PixelSizeX") && second.calibrationNote == nil)
    #expect(second.metadata["voltage"] == .number(200) && second.metadata["detector"] == .string("F416"))
    #expect(second.metadata["date"] == .string("2017-04-12T09:01:17"))

    put(0, file.ordered([Int32(1)]))
    file.data = [1, 0] + header
    let first = try info(file)
    #expect(claim(first, 0.2, .nanometres, "XResolution"))
    file.fields[37706] = (4, file.ordered([UInt32(4_000_000_000)]))
    #expect(claim(try info(file), 0.2, .nanometres, "XResolution"))
  }

  @Test func `a vendor's tag goes before the resolution, and a contradiction is told`() throws {
    var file = TIFFBytes(resolution: ((50_000_000, 1), (50_000_000, 1), 3), data: [1])
    file.fields[34682] = ascii("[Scan]\nPixelWidth=4e-10\n")
    let info = try info(file)
    #expect(claim(info, 0.4, .nanometres, "FEI Scan.PixelWidth"))
    #expect(info.calibrationNote?.contains("XResolution says 0.2 nm; the former is taken") == true)
  }

  @Test func `JEOL's magnification and camera length make the pixel`() throws {
    func document(_ mode: String, _ selector: String, eos: String = "eosTEM") -> String {
      """
      <?xml version="1.0"?><TemReporter><Instruments>JEM-ARM200F</Instruments>
      <DateTime>2021-05-18T14:10:44+09:00</DateTime><ElectronGun><AccelerationVoltage>200000</AccelerationVoltage>
      </ElectronGun><Eos><EosMode>\(eos)</EosMode></Eos><ImageFormingSystem><ModeString>\(mode)</ModeString>
      <SelectorValue>\(selector)</SelectorValue><SelectorUnitString>mm</SelectorUnitString></ImageFormingSystem>
      <Measurement><MeasurementFormat><DrawImageInformation><PixelsPerMeter><Horizontal>4000</Horizontal>
      <Vertical>4000</Vertical></PixelsPerMeter></DrawImageInformation></MeasurementFormat></Measurement></TemReporter>
      """
    }
    var file = TIFFBytes(description: document("MAG", "500000"), resolution: ((93, 1), (93, 1), 2), data: [1])
    let image = try info(file)
    #expect(claim(image, 0.5, .nanometres, "JEOL magnification"))
    #expect(
      image.metadata["instrument"] == .string("JEM-ARM200F") && image.metadata["voltage"] == .number(200))
    file.description = document("DIFF", "500")
    // The wavelength at 200 kV is 2.507934 pm: 1 / (4000 · 0.5 · 2.507934e-12) / m.
    let pattern = try info(file).calibration
    #expect(abs(pattern.pixelSize / (1e-9 / (4000 * 0.5 * 2.507934e-12)) - 1) < 1e-6)
    #expect(pattern.unit == .perNanometre)
    file.description = document("MAG", "500000", eos: "eosASID")
    let scanned = try info(file)
    #expect(scanned.calibration == .none && scanned.calibrationNote?.contains("scanned") == true)
  }

  @Test func `OME-XML gives pixel, unit and interval`() throws {
    func document(_ attributes: String) -> String {
      """
      <?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="gold">
      <AcquisitionDate>2020-01-02T03:04:05</AcquisitionDate><Pixels SizeX="1" SizeY="1" SizeZ="1" SizeC="1" SizeT="2"
      \(attributes)><TiffData/></Pixels></Image></OME>
      """
    }
    func reader(_ attributes: String) throws -> TIFFReader {
      let first = TIFFBytes(description: document(attributes), data: [1])
      return try TIFFReader(InputFile(path: "a.tif", bytes: TIFFBytes.chain([first, TIFFBytes(data: [2])])))
    }
    let micron = try reader(
      "PhysicalSizeX=\"0.5\" PhysicalSizeY=\"0.25\" TimeIncrement=\"100\" TimeIncrementUnit=\"ms\"")
    let second = try micron.info(page: 1)
    #expect(claim(second, 500, .nanometres, "OME PhysicalSizeX") && second.calibration.pixelSizeY == 250)
    #expect(micron.datasets.count == 1 && abs(micron.datasets[0].interval! - 0.1) < 1e-15)
    #expect(second.metadata["title"] == .string("gold"))
    #expect(second.metadata["date"] == .string("2020-01-02T03:04:05"))
    let mixed = try reader(
      "PhysicalSizeX=\"2\" PhysicalSizeXUnit=\"Å\" PhysicalSizeY=\"0.3\" PhysicalSizeYUnit=\"nm\"")
    let calibration = try mixed.info(page: 0).calibration
    #expect(abs(calibration.pixelSizeX - 0.2) < 1e-12 && abs(calibration.pixelSizeY - 0.3) < 1e-12)
    let unknown = try reader("PhysicalSizeX=\"2\" PhysicalSizeXUnit=\"reference frame\"").info(page: 0)
    #expect(unknown.calibration == .none && unknown.calibrationNote?.contains("reference frame") == true)
  }

  @Test(arguments: [
    ("finterval=0.25\n", 0.25), ("finterval=250\ntunit=ms\n", 0.25), ("fps=4\n", 0.25),
    ("frames=2\nfps=4\n", 0.25),
    ("finterval=0.25\nfps=50\n", 0.25), ("frames=1\nslices=2\nfps=4\n", nil), ("", nil),
    ("finterval=0\n", nil),
  ])
  func `ImageJ's stacks have their interval`(lines: String, interval: Double?) throws {
    var file = TIFFBytes(rows: 1, columns: 1, description: "ImageJ=1.53t\nimages=2\n" + lines, data: [1, 2])
    file.imageBytes = 1
    let dataset = try TIFFReader(InputFile(path: "a.tif", bytes: file.bytes)).datasets[0]
    #expect(dataset.pageCount == 2)
    #expect(dataset.interval == interval)
  }
}
