import Foundation
import ImageFiles
import Imaging
import Testing

@Suite(.enabled(if: Python.path != nil, Python.skip))
struct NPZReaderTests {
  private func archive(_ scratch: borrowing Scratch, _ lines: String) throws -> String {
    let path = scratch.path("a.npz")
    _ = try Python.run("import sys, zipfile, io, numpy as np\npath = sys.argv[1]\n" + lines + "\n", path)
    return path
  }

  @Test(arguments: ["savez", "savez_compressed"])
  func `arrays are datasets by name, pages are unpacked one by one`(function: String) throws {
    let scratch = try Scratch()
    let path = try archive(
      scratch,
      """
      a = np.arange(24, dtype='>u2').reshape(2, 3, 4)
      np.\(function)(path, stack=a, fortran=np.asfortranarray(a), row=np.arange(3.0), words=np.array(['x']),
          complex=np.zeros((2, 2), dtype='c8'), deep=np.zeros((1, 1, 1, 1)))
      """)
    let reader = try ImageFile.open(path: path)
    #expect(reader.format == "NPZ" && reader.datasets.map(\.name) == ["stack", "fortran", "row"])
    for dataset in reader.datasets.prefix(2) {
      for page in [1, 0, 1] {
        let read = try dataset.read(page: page)
        let first = Float(12 * page)
        #expect(read.info.type == .uint16)
        #expect(Image(raster: read.raster).pixels == (0..<12).map { first + Float($0) })
      }
      let info = try dataset.info(page: 0)
      #expect(info.calibration == .none && info.calibrationNote?.contains("pixel_size_nm") == true)
      #expect(info.notes.contains { $0.hasPrefix("not read: words") && $0.contains("complex") })
    }
  }

  @Test func `a bomb and a member that is cut off are errors`() throws {
    let scratch = try Scratch()
    let bomb = try archive(
      scratch,
      """
      head = io.BytesIO()
      np.lib.format.write_array_header_1_0(head, dict(descr='|u1', fortran_order=False, shape=(60000, 60000)))
      with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
          z.writestr('a.npy', head.getvalue() + bytes(1 << 20))
      """)
    let error = #expect(throws: ImageFileError.self) { try ImageFile.load(path: bomb) }
    #expect(error?.description.contains("does not fit") == true)
    let limits = ReadLimits(maximumByteCount: 1 << 16)
    let large = try archive(scratch, "np.savez_compressed(path, a=np.zeros((1000, 1000)))")
    let tooLarge = #expect(throws: ImageFileError.self) { try ImageFile.load(path: large, limits: limits) }
    #expect(tooLarge?.description.contains("more than") == true)
    let lie = try archive(
      scratch,
      """
      np.savez_compressed(path, a=np.zeros((1000, 1000)))
      data = bytearray(open(path, 'rb').read())
      entry = data.index(b'PK\\x01\\x02')
      data[entry + 24:entry + 28] = (0x7FFFFFF0).to_bytes(4, 'little')
      open(path, 'wb').write(data)
      """)
    #expect(throws: ImageFileError.self) { try ImageFile.load(path: lie) }
  }

  @Test func `a ZIP file of something else is not taken for one`() throws {
    let scratch = try Scratch()
    let path = try archive(
      scratch, "with zipfile.ZipFile(path, 'w') as z: z.writestr('a.txt', 'words')")
    let error = #expect(throws: ImageFileError.self) { try ImageFile.open(path: path) }
    #expect(error?.description.contains("ZIP") == true)
  }
}
