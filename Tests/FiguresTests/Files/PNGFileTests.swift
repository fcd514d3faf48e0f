import Figures
import Testing

struct PNGFileTests {
  @Test func `the resolution stands before the pixels, with a right check sum`() throws {
    let file = try FigureTests.figure.render(.png())
    // 300 to the inch are 11811 to the metre; the check sum is zlib's crc32 of these 13 bytes.
    let chunk: [UInt8] = [
      0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1, 0x78, 0xA5, 0x3F, 0x76,
    ]
    #expect(Array(file[33..<54]) == chunk)
  }

  @Test func `no chunk holds a time`() throws {
    let file = try FigureTests.figure.render(.png())
    var names: [String] = []
    var index = 8
    while index + 8 <= file.count {
      names.append(String(decoding: file[index + 4..<index + 8], as: UTF8.self))
      index += 12 + file[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    #expect(names.first == "IHDR" && names.last == "IEND" && names.contains("IDAT"))
    #expect(Set(names).isSubset(of: ["IHDR", "pHYs", "bKGD", "IDAT", "IEND"]))
  }
}
