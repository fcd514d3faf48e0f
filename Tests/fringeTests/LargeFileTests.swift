import Foundation
import ImageFiles
import Imaging
import Testing

/// Files that are larger than the memory they may take.
struct LargeFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a stack of pages of 2048 × 2048 16-bit numbers, of which all but the last pixels are holes in the file.
  private func sparseStack(_ name: String, pages: Int) throws -> Int {
    let path = folder.path + "/" + name
    let file = try AtomicFile(path: path)
    let end = TIFFLayout.headByteCount + pages * 2048 * 2048 * 2
    #expect(ftruncate(file.descriptor, off_t(end)) == 0)
    #expect(pwrite(file.descriptor, [UInt8(0x39), 0x30], 2, off_t(end - 2)) == 2)
    #expect(lseek(file.descriptor, 0, SEEK_END) == off_t(end))
    try TIFFLayout(size: .init(rows: 2048, columns: 2048), type: .uint16, calibration: .none)
      .complete(file, pages: pages)
    try file.commit()
    return try InputFile(path: path).size
  }

  /// The same as ImageJ writes it: one directory, then all pixels.
  private func sparseImageJStack(_ name: String, pages: Int) throws -> Int {
    let path = folder.path + "/" + name
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
    let description = Array("ImageJ=1.53t\nimages=\(pages)\nslices=\(pages)\n".utf8) + [0]
    let (text, pixels) = (8 + 2 + 9 * 12 + 4, 4096)
    var head: [UInt8] = [0x49, 0x49, 42, 0] + little(8, 4) + little(9, 2)
    for (tag, type, count, value) in [
      (256, 4, 1, 2048), (257, 4, 1, 2048), (258, 3, 1, 16), (262, 3, 1, 1),
      (270, 2, description.count, text),
      (273, 4, 1, pixels), (277, 3, 1, 1), (278, 4, 1, 2048), (279, 4, 1, 2048 * 2048 * 2),
    ] { head += little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4) }
    head += little(0, 4) + description
    let file = try AtomicFile(path: path)
    let end = pixels + pages * 2048 * 2048 * 2
    try file.write(head)
    #expect(ftruncate(file.descriptor, off_t(end)) == 0)
    #expect(pwrite(file.descriptor, [UInt8(0x39), 0x30], 2, off_t(end - 2)) == 2)
    try file.commit()
    return end
  }

  /// 4 GiB are 512 such pages. The classic file is as large as one can be, the others twice that.
  @Test(arguments: [("classic.tif", 511), ("big.tif", 1024), ("imagej.tif", 1024)])
  func `the last page of a file beyond 4 GB is read in under 100 MB`(name: String, pages: Int) throws {
    let size =
      name == "imagej.tif" ? try sparseImageJStack(name, pages: pages) : try sparseStack(name, pages: pages)
    #expect(name == "classic.tif" ? size < 1 << 32 && size > (1 << 32) - (16 << 20) : size > 1 << 32)
    let outcome = try folder.run(
      "-e",
      """
      local image = require "fringe".load("\(name)", { page = \(pages) })
      print(image:max(), image:at(2048, 2048))
      for line in io.lines("/proc/self/status") do
        if line:match("VmHWM") then print(line:match("%d+")) end
      end
      """)
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.status == 0 && lines.count == 2, "\(outcome.errors)")
    #expect(lines.first == "12345.0\t12345.0")
    let peak = lines.last.flatMap { Int($0) } ?? .max
    #expect(peak < 100 << 10, "\(peak) kB")
  }
}
