import Foundation
import ImageFiles
import Imaging
import Testing

/// Layouts that no file at hand has, written by h5py.
@Suite(.enabled(if: Python.hasH5py, "no Python with h5py"))
struct HDF5ImageReaderTests {
  /// Runs lines of Python that fill the file `f`, and opens it.
  private func reader(_ scratch: borrowing Scratch, _ lines: String) throws -> any ImageReader {
    let path = scratch.path("a.h5")
    let script = "import sys, h5py, numpy as np\nwith h5py.File(sys.argv[1], 'w') as f:\n"
    let body = lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    _ = try Python.run(script + body + "\n", path)
    return try ImageFile.open(path: path)
  }

  @Test(arguments: [
    ("<u1", "uint8"), (">u2", "uint16"), ("<u4", "uint32"), (">u8", "uint64"), ("<i1", "int8"),
    (">i2", "int16"),
    ("<i4", "int32"), (">i8", "int64"), ("<f2", "float16"), (">f4", "float32"), ("<f8", "float64"),
    ("?", "uint8"),
  ])
  func `every type and byte order of a plain dataset is read, with and without filters`(
    code: String, type: String
  ) throws {
    let scratch = try Scratch()
    let reader = try reader(
      scratch,
      """
      a = (np.arange(24).reshape(2, 3, 4) % 2 * 100).astype('\(code)')
      f.create_dataset('g/plain', data=a)
      f.create_dataset('g/packed', data=a, chunks=(1, 2, 3), compression='gzip', shuffle=True, fletcher32=True)
      f.create_dataset('g/lzf', data=a, chunks=(2, 2, 4), compression='lzf')
      f['one'] = np.arange(5.0)
      f['text'] = 'words'
      """)
    #expect(reader.format == "HDF5" && reader.datasets.map(\.name) == ["g/lzf", "g/packed", "g/plain"])
    for dataset in reader.datasets {
      let page = try dataset.read(page: 1)
      #expect(dataset.pageCount == 2 && page.info.type.rawValue == type)
      let high: Float = code == "?" ? 1 : 100
      #expect(Image(raster: page.raster).pixels == (12..<24).map { $0 % 2 == 0 ? 0 : high })
      #expect(page.info.calibration == .none && page.info.calibrationNote?.contains("pixel size") == true)
      #expect(page.info.notes.contains { $0.contains("one (a single axis), text (text)") })
    }
  }

  @Test(arguments: [
    ("f.create_dataset('a', data=np.zeros((9, 9), dtype='i4'), scaleoffset=4)", "scaleoffset"),
    ("f.create_dataset('a', data=np.zeros((9, 9), dtype='c8'))", "complex"),
    ("f.create_dataset('a', (9, 9), dtype='f4', external=[('/etc/passwd', 0, 324)])", "another file"),
    ("f['a'] = h5py.ExternalLink('other.h5', '/a')", "no image"),
    ("f['b'] = np.zeros(3); f['a'] = h5py.SoftLink('/a')", "a single axis"),
    ("f.create_dataset('a', (0, 9), dtype='f4')", "empty"),
    ("f.create_dataset('a', (1 << 40, 1 << 40), dtype='u1', chunks=(64, 64))", "more than"),
    ("f.create_dataset('a', (30000, 30000), dtype='u1', chunks=(64, 64))", "truncated"),
    (
      "v = h5py.VirtualLayout((9, 9), 'f4'); v[:] = h5py.VirtualSource('x.h5', 'a', (9, 9)); f.create_virtual_dataset('a', v)",
      "virtual"
    ),
    ("f.create_dataset('a', (2, 2), dtype=h5py.vlen_dtype('i4'))", "varying length"),
    ("f.create_dataset('a', (2, 2), dtype=[('x', 'i4'), ('y', 'i4'), ('z', 'f4')])", "records"),
  ])
  func `what is not read is refused with the reason`(line: String, reason: String) throws {
    let scratch = try Scratch()
    let error = #expect(throws: ImageFileError.self) {
      _ = try reader(scratch, line).datasets[0].read(page: 0)
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `rows and columns of Berkeley's arrays follow the names of their axes`() throws {
    let scratch = try Scratch()
    let reader = try reader(
      scratch,
      """
      def group(name, a, dims):
          g = f.create_group('data/' + name)
          g.attrs['emd_group_type'] = 1
          g['data'] = a
          for i, (n, u, step) in enumerate(dims):
              d = g.create_dataset('dim%d' % (i + 1), data=np.arange(a.shape[i]) * step)
              d.attrs['name'], d.attrs['units'] = n, u
      a = np.arange(24, dtype='f4').reshape(2, 3, 4)
      group('a named', a, [('time', 's', 0.5), ('y', '[n_m]', 0.2), ('x', '[n_m]', 0.1)])
      group('b reversed', a, [('x', 'A', 1), ('y', 'A', 2), ('z', 'A', 3)])
      group('c ncempy', a[0], [('dim1', 'um', 0.001), ('dim2', 'um', 0.001)])
      group('d unknown', a[0], [('', 'mrad', 1), ('', 'mrad', 1)])
      """)
    #expect(reader.format == "EMD" && reader.datasets.count == 4)
    let sets = reader.datasets
    func image(_ index: Int, _ page: Int = 0) throws -> Image {
      let page = try sets[index].read(page: page)
      return Image(raster: page.raster, calibration: page.info.calibration)
    }
    #expect(sets[0].pageCount == 2 && sets[0].interval == 0.5)
    let named = try image(0, 1)
    #expect(named.size == .init(rows: 3, columns: 4) && named.pixels == (12..<24).map { Float($0) })
    #expect(
      abs(named.calibration.pixelSizeX - 0.1) < 1e-12 && abs(named.calibration.pixelSizeY - 0.2) < 1e-12)
    let reversed = try image(1, 3)
    #expect(sets[1].pageCount == 4 && reversed.size == .init(rows: 3, columns: 2))
    #expect(reversed.pixels == [3, 15, 7, 19, 11, 23])
    #expect(
      abs(reversed.calibration.pixelSizeX - 0.1) < 1e-12 && abs(reversed.calibration.pixelSizeY - 0.2) < 1e-12
    )
    #expect(
      try image(2).size == .init(rows: 3, columns: 4) && abs(image(2).calibration.pixelSize - 1) < 1e-12)
    #expect(try image(3).size == .init(rows: 4, columns: 3))
    #expect(try sets[3].info(page: 0).calibrationNote?.contains("mrad") == true)
  }

  @Test func `HyperSpy's signals are images, maps or refused as spectra`() throws {
    let scratch = try Scratch()
    let reader = try reader(
      scratch,
      """
      f.attrs['file_format'], f.attrs['file_format_version'] = 'HyperSpy', '3.1'
      def signal(name, shape, navigate, units, scale, old=False):
          g = f.create_group('Experiments/' + name)
          g['data'] = np.arange(np.prod(shape), dtype='u2').reshape(shape)
          for i, (n, u, s) in enumerate(zip(navigate, units, scale)):
              a = g.create_group('_list_%d_axes/_%d' % (len(shape), i) if old else 'axis-%d' % i)
              a.attrs['navigate'], a.attrs['units'], a.attrs['scale'] = n, u, s
          g.create_group('mapped_parameters' if old else 'metadata').create_group('General').attrs['title'] = name
          g.create_group('original_parameters' if old else 'original_metadata')
      signal('a images', (2, 3, 4), (True, False, False), ('ms', 'nm', 'nm'), (20, 0.5, 0.25))
      signal('b spectra', (2, 3, 4), (True, True, False), ('nm', 'nm', 'eV'), (1, 1, 1))
      signal('c map', (2, 3), (True, True), ('um', 'nm'), (1, 500))
      signal('d old', (2, 3), (False, False), ('1/nm', '1/nm'), (0.5, 0.5), True)
      """)
    #expect(reader.format == "HyperSpy" && reader.datasets.map(\.name) == ["a images", "c map", "d old"])
    let sets = reader.datasets
    let page = try sets[0].read(page: 1)
    #expect(sets[0].pageCount == 2 && abs((sets[0].interval ?? 0) - 0.02) < 1e-15)
    #expect(Image(raster: page.raster).pixels == (12..<24).map { Float($0) })
    #expect(page.info.calibration.pixelSizeX == 0.25 && page.info.calibration.pixelSizeY == 0.5)
    #expect(page.info.notes == ["not read: b spectra (spectra)"])
    let map = try sets[1].info(page: 0)
    #expect(map.calibration.pixelSizeX == 500 && abs(map.calibration.pixelSizeY - 1000) < 1e-9)
    let old = try sets[2].info(page: 0)
    #expect(old.calibration.unit == .perNanometre && old.metadata["title"] == .string("d old"))
  }

  @Test func `MATLAB's matrices of version 7_3 are as MATLAB shows them`() throws {
    let scratch = try Scratch()
    let reader = try reader(
      scratch,
      """
      def variable(name, a, kind='double', **more):
          d = f.create_dataset(name, data=np.ascontiguousarray(a.T))
          d.attrs['MATLAB_class'] = np.bytes_(kind)
          for k, v in more.items(): d.attrs[k] = v
      variable('matrix', np.arange(6.0).reshape(2, 3))
      variable('stack', np.arange(24, dtype='i2').reshape(2, 3, 4), 'int16')
      variable('flag', np.ones((2, 2), dtype='u1'), 'logical', MATLAB_int_decode=np.int32(1))
      variable('word', np.array([[72, 105]], dtype='u2'), 'char', MATLAB_int_decode=np.int32(2))
      variable('none', np.zeros((2, 1), dtype='u8'), 'double', MATLAB_empty=np.uint8(1))
      f.create_group('s').attrs['MATLAB_class'] = np.bytes_('struct')
      variable('s/field', np.arange(4.0).reshape(2, 2))
      """)
    #expect(reader.format == "MATLAB 7.3")
    #expect(reader.datasets.map(\.name) == ["flag", "matrix", "s.field", "stack"])
    let matrix = try reader.datasets[1].read(page: 0)
    #expect(Image(raster: matrix.raster).pixels == [0, 1, 2, 3, 4, 5] && matrix.raster.rows == 2)
    #expect(matrix.info.notes == ["not read: none (empty), word (char)"])
    let stack = reader.datasets[3]
    #expect(stack.pageCount == 4)
    #expect(Image(raster: try stack.read(page: 2).raster).pixels == [2, 6, 10, 14, 18, 22])
  }

  @Test func `the signature is found behind a block of the user's own`() throws {
    let scratch = try Scratch()
    _ = try reader(scratch, "f['a'] = np.arange(6.0).reshape(2, 3)")
    let script = """
      import sys, h5py, numpy as np
      with h5py.File(sys.argv[1], 'w', userblock_size=1024) as f: f['a'] = np.arange(6.0).reshape(2, 3)
      """
    _ = try Python.run(script, scratch.path("b.h5"))
    #expect(try ImageFile.load(path: scratch.path("b.h5")).image.pixels == [0, 1, 2, 3, 4, 5])
  }

  @Test func `two threads may read at once`() async throws {
    let scratch = try Scratch()
    _ = try reader(scratch, "f['a'] = np.arange(10000.0).reshape(100, 100)")
    let path = scratch.path("a.h5")
    try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<8 {
        group.addTask { try ImageFile.load(path: path).image.pixels.reduce(0) { $0 + Double($1) } }
      }
      for try await sum in group { #expect(sum == 49_995_000) }
    }
  }

  @Test func `a file that makes the library crash is an error, and the next one is read`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.h5")
    // A text is kept as a reference: 4 bytes of length, 8 of the address of a heap, 4 that number the object there.
    // libhdf5 1.10 follows a number beyond the end of the heap's table.
    let script = """
      import sys, h5py, struct
      with h5py.File(sys.argv[1], 'w', libver='earliest') as f:
          f['a'] = [[1.0, 2.0]]
          f['a'].attrs['text'] = 'victim'
      data = open(sys.argv[1], 'rb').read()
      heap = struct.pack('<IQ', 6, data.index(b'GCOL'))
      assert data.count(heap + struct.pack('<I', 1)) == 1
      if sys.argv[2] == 'yes':
          data = data.replace(heap + struct.pack('<I', 1), heap + struct.pack('<I', 0xFFFFFF))
      open(sys.argv[1], 'wb').write(data)
      """
    _ = try Python.run(script, path, "yes")
    do throws(ImageFileError) {
      #expect(try ImageFile.open(path: path).datasets.count == 1)
    } catch { #expect(error.description.contains("would make the HDF5 library fail"), "\(error)") }
    _ = try Python.run(script, path, "no")
    #expect(try ImageFile.load(path: path).image.pixels == [1, 2])
  }

  @Test func `packed chunks of a large image are read whole and in parts, unwritten ones filled in`() throws {
    let scratch = try Scratch()
    let reader = try reader(
      scratch,
      """
      a = (np.arange(300 * 411) % 251).astype('>u2').reshape(300, 411)
      f.create_dataset('a', data=a, chunks=(64, 100), compression='lzf', shuffle=True)
      f.create_dataset('b', data=a, chunks=(7, 411), compression='gzip', fletcher32=True)
      c = f.create_dataset('c', (300, 411), dtype='f4', chunks=(100, 100), compression='gzip', fillvalue=7)
      c[150:160, 250:260] = 1
      """)
    let expected = (0..<300 * 411).map { Float($0 % 251) }
    for dataset in reader.datasets.prefix(2) {
      #expect(Image(raster: try dataset.read(page: 0).raster).pixels == expected)
    }
    let filled = Image(raster: try reader.datasets[2].read(page: 0).raster)
    #expect(filled[155, 255] == 1 && filled[150, 249] == 7 && filled[0, 0] == 7 && filled[299, 410] == 7)
  }

  @Test func `a checksum that is a multiple of 65535 is understood`() throws {
    let scratch = try Scratch()
    let reader = try reader(
      scratch,
      """
      a = np.zeros((4, 4), dtype='u1')
      for name, values in [('a', [255, 255]), ('b', [128, 0, 127, 255]), ('c', [255] * 16), ('d', [])]:
          a.flat[:len(values)] = values
          f.create_dataset(name, data=a, chunks=(4, 4), fletcher32=True)
          a[:] = 0
      f.create_dataset('e', data=np.full((3, 3), 255, dtype='u1'), chunks=(3, 3), fletcher32=True)
      """)
    for dataset in reader.datasets { #expect(throws: Never.self) { try dataset.read(page: 0) } }
    let second = Image(raster: try reader.datasets[1].read(page: 0).raster)
    #expect(second.pixels.prefix(4) == [128, 0, 127, 255])
  }

  @Test func `a chunk that unpacks to less than its size is an error`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.h5")
    let script = """
      import sys, zlib, h5py, numpy as np
      with h5py.File(sys.argv[1], 'w') as f:
          a = f.create_dataset('a', (64, 64), dtype='f8', chunks=(64, 64), compression='gzip')
          a.id.write_direct_chunk((0, 0), zlib.compress(bytes(100)))
          b = f.create_dataset('b', (64, 64), dtype='f8', chunks=(64, 64), compression='gzip', fletcher32=True)
          b.id.write_direct_chunk((0, 0), zlib.compress(bytes(64 * 64 * 8)) + b'sum?')
      """
    _ = try Python.run(script, path)
    let reader = try ImageFile.open(path: path)
    for dataset in reader.datasets {
      let error = #expect(throws: ImageFileError.self) { try dataset.read(page: 0) }
      #expect(error?.description.contains("cannot be read") == true)
    }
  }
}
