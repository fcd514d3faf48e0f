import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// Damaged files give errors or images, never a crash, and never more memory than allowed.
struct MalformedFileTests {
  static let limits = ReadLimits(maximumByteCount: 64 << 20)

  /// Small good files: name and bytes.
  static let seeds: [(name: String, bytes: [UInt8])] = {
    var seeds: [(String, [UInt8])] = []
    if let scratch = try? Scratch() {
      var image = Image(rows: 9, columns: 7) { row, column in Float(row * column) }
      image.calibration = Calibration(pixelSize: 0.03, unit: .nanometres, source: .script)
      for name in ["written.tif", "written.npy", "written.mrc"] {
        try? ImageFile.save(image, to: scratch.path(name))
        if let data = try? Data(contentsOf: URL(fileURLWithPath: scratch.path(name))) {
          seeds.append((name, Array(data)))
        }
      }
    }
    var packed = TIFFBytes(rows: 6, columns: 5, bitsPerSample: 12, isBigEndian: true, rowsPerStrip: 2)
    packed.data = [UInt8](repeating: 0x5A, count: 48)
    seeds.append(("packed.tif", packed.bytes))
    var stack = TIFFBytes(rows: 4, columns: 4, description: "ImageJ=1.53t\nimages=3\nunit=\\u00B5m\n")
    stack.resolution = ((5000, 1), (5000, 1), 1)
    stack.data = [UInt8](repeating: 7, count: 48)
    stack.imageBytes = 16
    seeds.append(("stack.tif", stack.bytes))
    seeds += [
      ("grey.jpg", JPEGBytes.grey), ("colour.jpg", JPEGBytes.colour),
      ("progressive.jpg", JPEGBytes.progressive),
    ]
    var png = PNGBytes(rows: 9, columns: 7, bits: 4, colourType: 3, isInterlaced: true)
    png.samples = (0..<63).map { $0 % 3 }
    png.chunks = [
      ("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("tRNS", [0]),
      ("pHYs", PNGBytes.big(2000) + PNGBytes.big(3) + [1]),
      ("zTXt", Array("Comment".utf8) + [0, 0] + PNGBytes.stored(Array("gold".utf8))),
    ]
    seeds.append(("palette.png", png.bytes))
    png = PNGBytes(rows: 5, columns: 7, bits: 16, samples: (0..<35).map { $0 * 1000 })
    seeds.append(("grey.png", png.bytes))
    seeds += SmallFiles.all
    // A file of each codec, from the corpus when it is there.
    for name in [
      "libtiff/test/images/test_float64_predictor2_be_lzw.tif",
      "libtiff/test/images/test_ifd_loop_subifd.tif",
      "libtiff/test/images/webp_lossless_rgba_alpha_fully_opaque.tif",
      "libtiff/test/images/ojpeg_single_strip_no_rowsperstrip.tiff",
      "pillow/Tests/images/child_ifd.tiff", "pillow/Tests/images/g4_orientation_2.tif",
      "pillow/Tests/images/16bit.MM.deflate.tif",
      "pillow/Tests/images/hopper_webp.tif", "pillow/Tests/images/multipage.tiff",
      "pillow/Tests/images/16_bit_noise.tif",
      "rosettasciio/olympus_SIS.tif", "rosettasciio/test_loading_image_saved_with_DM_stack.tif",
      "rosettasciio/tiff_Zeiss_SEM.d/test_tiff_Zeiss_SEM_512pix.tif",
      "rosettasciio/tiff_FEI_Helios.d/FEI-Helios-Ebeam-8bits.tif",
      "pillow/Tests/images/separate_planar_extra_samples.tiff", "pillow/Tests/images/compression.tif",
    ] {
      let path = SharedData.path("data/corpora/tiff/" + name)
      if let data = try? Data(contentsOf: URL(fileURLWithPath: path)) { seeds.append((name, Array(data))) }
    }
    return seeds
  }()

  /// Reads all that can be read; returns whether there was anything.
  private func survive(_ bytes: [UInt8], _ name: String) -> Bool {
    do throws(ImageFileError) {
      let reader = try ImageFile.open(InputFile(path: name, bytes: bytes), limits: Self.limits).datasets[0]
      for index in 0..<min(reader.pageCount, 4) {
        let page = try reader.read(page: index)
        #expect(page.raster.samples.count * page.info.type.byteCount <= Self.limits.maximumByteCount)
      }
      return true
    } catch {
      #expect(error.path == name && !error.description.contains("\n"), "\(error)")
      return false
    }
  }

  /// Bytes of memory in use.
  private var residentBytes: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }

  @Test func `a file cut off anywhere is an error or an image`() {
    let before = residentBytes
    var refused = 0
    for (name, bytes) in Self.seeds {
      #expect(survive(bytes, name), "\(name)")
      for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
        refused += survive(Array(bytes[..<length]), name) ? 0 : 1
      }
    }
    #expect(refused > Self.seeds.count * 50)
    #expect(residentBytes - before < 1 << 30)
  }

  @Test func `a file with changed bytes is an error or an image`() {
    let before = residentBytes
    var random = SplitMix(seed: 20)
    var refused = 0
    for (name, bytes) in Self.seeds {
      for _ in 0..<400 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          // Half of the changes hit the beginning, where headers are.
          let range = Bool.random(using: &random) ? 0..<min(bytes.count, 300) : 0..<bytes.count
          changed[Int.random(in: range, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        refused += survive(changed, name) ? 0 : 1
      }
    }
    #expect(refused > Self.seeds.count * 20)
    #expect(residentBytes - before < 1 << 30)
  }
}
