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
}
