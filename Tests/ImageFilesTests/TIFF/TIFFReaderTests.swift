import ImageFiles
import Imaging
import Testing

struct TIFFReaderTests {
  private func page(_ file: TIFFBytes, _ page: Int = 0) throws -> Page {
    try TIFFReader(InputFile(path: "a.tif", bytes: file.bytes)).read(page: page)
  }

  @Test(arguments: [false, true])
  func `64-bit integers keep all digits in both byte orders`(isBigEndian: Bool) throws {
    var file = TIFFBytes(columns: 3, bitsPerSample: 64, sampleFormat: 2, isBigEndian: isBigEndian)
    file.data = file.ordered([Int64.min, -1, .max])
    let raster = try page(file).raster
    guard case .int64(let values) = raster.samples else {
      Issue.record("type \(raster.samples.type)"); return
    }
    #expect(values == [.min, -1, .max])

    file.sampleFormat = 1
    guard case .uint64(let unsigned) = try page(file).raster.samples else {
      Issue.record("no uint64"); return
    }
    #expect(unsigned == [1 << 63, .max, .max >> 1])
  }

  @Test(arguments: [false, true])
  func `half, single and double floats are read as stored`(isBigEndian: Bool) throws {
    var file = TIFFBytes(columns: 2, bitsPerSample: 16, sampleFormat: 3, isBigEndian: isBigEndian)
    file.data = file.ordered([Float16(0.1).bitPattern, Float16.infinity.bitPattern])
    guard case .float16(let half) = try page(file).raster.samples else { Issue.record("no float16"); return }
    #expect(half == [0.1, .infinity])

    file.bitsPerSample = 64
    file.data = file.ordered([(0.1).bitPattern, (-1e300).bitPattern])
    guard case .float64(let double) = try page(file).raster.samples else {
      Issue.record("no float64"); return
    }
    #expect(double == [0.1, -1e300])
  }

  @Test(arguments: [false, true])
  func `24-bit floats have 7 bits of exponent and 16 of fraction`(isBigEndian: Bool) throws {
    // 1 = 0x3F0000, -1.5 = 0xBF8000, infinity = 0x7F0000, the smallest denormal = 1
    let words = [0x3F0000, 0xBF8000, 0x7F0000, 1]
    var file = TIFFBytes(columns: 4, bitsPerSample: 24, sampleFormat: 3, isBigEndian: isBigEndian)
    file.data = words.flatMap { word in
      let little = (0..<3).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      return isBigEndian ? little.reversed() : little
    }
    guard case .float32(let values) = try page(file).raster.samples else {
      Issue.record("no float32"); return
    }
    #expect(values == [1, -1.5, .infinity, Float(sign: .plus, exponent: -78, significand: 1)])
  }

  @Test func `rows of odd bit depths begin at a byte, signs are kept`() throws {
    // Two rows of three 5-bit samples: 1, 2, 31 and 16, 0, 17; one bit of each second byte is unused.
    var file = TIFFBytes(rows: 2, columns: 3, bitsPerSample: 5)
    file.data = [0b00001_000, 0b10_11111_0, 0b10000_000, 0b00_10001_0]
    guard case .uint8(let values) = try page(file).raster.samples else { Issue.record("no uint8"); return }
    #expect(values == [1, 2, 31, 16, 0, 17])
    file.sampleFormat = 2
    guard case .int8(let signed) = try page(file).raster.samples else { Issue.record("no int8"); return }
    #expect(signed == [1, 2, -1, -16, 0, -15])
  }

  @Test func `colours stay interleaved, further samples of a grey image are left out with a note`() throws {
    var file = TIFFBytes(columns: 2, samplesPerPixel: 3, data: [1, 2, 3, 4, 5, 6])
    let colour = try page(file)
    #expect(colour.raster.samplesPerPixel == 3 && colour.info.type == .uint8)
    #expect(Image(raster: colour.raster).pixels == [2, 5])

    file.tags[262] = 1
    let grey = try page(file)
    #expect(Image(raster: grey.raster).pixels == [1, 4])
    #expect(grey.info.notes.contains { $0.contains("3 samples per pixel") })
  }

  @Test func `stored numbers are neither inverted nor turned, and a note says so`() throws {
    let file = TIFFBytes(rows: 2, columns: 2, tags: [262: 0, 274: 3], data: [1, 2, 3, 4])
    let page = try page(file)
    #expect(Image(raster: page.raster).pixels == [1, 2, 3, 4])
    #expect(page.info.notes.contains { $0.contains("Orientation") })
    #expect(page.info.notes.contains { $0.contains("not inverted") })
  }

  @Test(arguments: [false, true])
  func `an ImageJ stack of one directory has all its pages`(isBigEndian: Bool) throws {
    var file = TIFFBytes(rows: 2, columns: 2, bitsPerSample: 16, isBigEndian: isBigEndian)
    file.description = "ImageJ=1.53t\nimages=3\nslices=3\nunit=nm\n"
    file.resolution = ((4, 1), (2, 1), 1)
    file.data = file.ordered((1...12).map { UInt16($0 * 100) })
    file.imageBytes = 8
    let reader = try TIFFReader(InputFile(path: "a.tif", bytes: file.bytes))
    #expect(reader.pageCount == 3)
    for index in [2, 0, 1] {
      let page = try reader.read(page: index)
      #expect(Image(raster: page.raster).pixels == (1...4).map { Float(($0 + 4 * index) * 100) })
      #expect(page.info.calibration.pixelSizeX == 0.25 && page.info.calibration.pixelSizeY == 0.5)
    }
    #expect(throws: ImageFileError(path: "a.tif", problem: .noSuchPage(3, pages: 3))) {
      try reader.read(page: 3)
    }
  }

  @Test func `an ImageJ stack that the file does not hold is one page`() throws {
    var file = TIFFBytes(rows: 2, columns: 2, data: [1, 2, 3, 4])
    file.description = "ImageJ=1.53t\nimages=1000000\n"
    #expect(try TIFFReader(InputFile(path: "a.tif", bytes: file.bytes)).pageCount == 1)
  }

  @Test func `complex samples, absurd sizes and missing data are refused with the reason`() throws {
    func problem(_ file: TIFFBytes) -> ImageFileError.Problem? {
      do { _ = try page(file) } catch { return (error as? ImageFileError)?.problem }
      return nil
    }
    let complex = TIFFBytes(bitsPerSample: 64, sampleFormat: 6, data: [0, 0, 0, 0, 0, 0, 0, 0])
    guard case .unsupported? = problem(complex) else { Issue.record("complex samples were read"); return }
    let short = TIFFBytes(rows: 1000, columns: 1000, rowsPerStrip: 1000, data: [1, 2, 3, 4])
    guard case .damaged? = problem(short) else { Issue.record("4 bytes were read as a megapixel"); return }
    // Compressed, so that the file's size says nothing.
    let huge = TIFFBytes(
      rows: 1 << 24, columns: 1 << 24, rowsPerStrip: 1 << 24, tags: [259: 34925], data: [1])
    guard case .tooLarge? = problem(huge) else {
      Issue.record("281 terapixels: \(problem(huge) as Any)"); return
    }
  }
}
