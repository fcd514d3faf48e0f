import ImageFiles
import Imaging
import Testing

struct NPYWriterTests {
  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `numpy reads what is written`() throws {
    let scratch = try Scratch()
    try ImageFile.save(
      Image(rows: 2, columns: 2, pixels: [1, .nan, -0.1, 0x1p-149]), to: scratch.path("a.npy"))
    let printed = try Python.run(
      """
      import sys, numpy
      a = numpy.load(sys.argv[1], mmap_mode="r")
      print(a.dtype.str, a.shape, a.flags.c_contiguous, a.offset % 64, [float(v).hex() for v in a.ravel()])
      """, scratch.path("a.npy"))
    let hex = ["0x1.0000000000000p+0", "nan", "-0x1.99999a0000000p-4", "0x1.0000000000000p-149"]
    #expect(printed == "<f4 (2, 2) True 0 [\(hex.map { "'\($0)'" }.joined(separator: ", "))]\n")
  }

  @Test(.enabled(if: Python.path != nil, Python.skip), arguments: [SampleType.float32, .uint16, .uint8])
  func `numpy reads a stack in its type`(type: SampleType) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.npy")
    let writer = try ImageFile.create(path, as: type)
    for page in 0..<3 { try writer.add(Image(rows: 2, columns: 2, value: Float(page) + 100)) }
    try writer.finish()
    let printed = try Python.run(
      """
      import sys, numpy
      a = numpy.load(sys.argv[1], mmap_mode="r")
      print(a.dtype, a.shape, a.flags.c_contiguous, a.offset % 64, a[2].tolist())
      """, path)
    let value = type == .float32 ? "102.0" : "102"
    #expect(printed == "\(type.rawValue) (3, 2, 2) True 0 [[\(value), \(value)], [\(value), \(value)]]\n")
    #expect(try ImageFile.load(path: path, page: 2).image.pixels == [102, 102, 102, 102])
  }
}
