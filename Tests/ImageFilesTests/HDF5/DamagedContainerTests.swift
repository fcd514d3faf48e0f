import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// Damaged files of the formats that are read through libraries which trust them: errors or images, never a crash.
struct DamagedContainerTests {
  static let limits = ReadLimits(maximumByteCount: 16 << 20)

  /// Small good files, by name.
  static let seeds: [(name: String, bytes: [UInt8])] = {
    var seeds: [(String, [UInt8])] = []
    func add(_ path: String, as name: String) {
      if let data = try? Data(contentsOf: URL(fileURLWithPath: path)) { seeds.append((name, Array(data))) }
    }
    if let scratch = try? Scratch() {
      for name in ["written.hspy", "written.npz"] {
        try? ImageFile.save(HSPYWriterTests.image, to: scratch.path(name))
        add(scratch.path(name), as: name)
        guard let stack = try? ImageFile.create(scratch.path("stack-" + name)) else { continue }
        for _ in 0..<2 { try? stack.add(HSPYWriterTests.image) }
        try? stack.finish()
        add(scratch.path("stack-" + name), as: "stack-" + name)
      }
    }
    let matrix = MATReaderTests.matrix(
      "a", kind: 6, shape: [2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    seeds.append(("made.mat", MATReaderTests.file([matrix])))
    for name in [
      "emd/rosettasciio/example_image.emd", "emd/rosettasciio/py4DSTEM_size2x3x4x5.h5",
      "mat-npy/scipy/test3dmatrix_7.1_GLNX86.mat", "mat-npy/scipy/testmulti_4.2c_SOL2.mat",
      "mat-npy/scipy/nasty_duplicate_fieldnames.mat", "mat-npy/scipy/testhdf5_7.4_GLNX86.mat",
    ] { add(SharedData.path("data/corpora/" + name), as: name) }
    return seeds
  }()

  /// Reads all that can be read; returns whether there was anything.
  private func survive(_ bytes: [UInt8], _ name: String) -> Bool {
    do throws(ImageFileError) {
      let reader = try ImageFile.open(InputFile(path: name, bytes: bytes), limits: Self.limits)
      for dataset in reader.datasets.prefix(4) {
        for index in 0..<min(dataset.pageCount, 3) {
          let page = try dataset.read(page: index)
          #expect(page.raster.samples.count * page.info.type.byteCount <= Self.limits.maximumByteCount)
        }
      }
      return true
    } catch {
      #expect(error.path == name && !error.description.contains("\n"), "\(error)")
      return false
    }
  }

  @Test func `a file cut off anywhere is an error or an image`() {
    for (name, bytes) in Self.seeds {
      #expect(survive(bytes, name), "\(name)")
      for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 20)) {
        _ = survive(Array(bytes[..<length]), name)
      }
    }
  }

  @Test func `a file with changed bytes is an error or an image`() {
    var random = SplitMix(seed: 4)
    var refused = 0
    for (name, bytes) in Self.seeds {
      for _ in 0..<40 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          // Half of the changes hit the beginning, where headers are.
          let range = Bool.random(using: &random) ? 0..<min(bytes.count, 600) : 0..<bytes.count
          changed[Int.random(in: range, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        refused += survive(changed, name) ? 0 : 1
      }
    }
    #expect(refused > Self.seeds.count * 4)
  }
}
