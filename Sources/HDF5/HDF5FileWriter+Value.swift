import CHDF5Bridge

extension HDF5FileWriter.Value {
  /// Writes an attribute of an open object; false when that fails.
  func write(to object: hid_t, name: String) -> Bool {
    switch self {
    case .text(let text): Self.write([text], to: object, name: name, isList: false)
    case .texts(let texts): Self.write(texts, to: object, name: name, isList: true)
    case .integer(let integer):
      Self.create(object, name, fringe_hdf5_stored_integer(8, 1), count: nil) { id in
        var value = Int64(integer)
        return H5Awrite(id, fringe_hdf5_integer(8, 1), &value) >= 0
      }
    case .number(let number): Self.write([number], to: object, name: name, isList: false)
    case .numbers(let numbers): Self.write(numbers, to: object, name: name, isList: true)
    case .boolean(let truth): Self.write(truth, to: object, name: name)
    }
  }

  private static func write(_ numbers: [Double], to object: hid_t, name: String, isList: Bool) -> Bool {
    create(object, name, fringe_hdf5_stored_float(8), count: isList ? numbers.count : nil) { id in
      H5Awrite(id, fringe_hdf5_float(8), numbers) >= 0
    }
  }

  /// Texts of varying length, UTF-8, as h5py reads them without more ado.
  private static func write(_ texts: [String], to object: hid_t, name: String, isList: Bool) -> Bool {
    let type = H5Tcopy(fringe_hdf5_c_string())
    defer { H5Tclose(type) }
    guard H5Tset_size(type, fringe_hdf5_variable()) >= 0, H5Tset_cset(type, H5T_CSET_UTF8) >= 0 else {
      return false
    }
    // One block for all texts, each ended by a zero byte; a text ends at its first.
    var (bytes, starts): ([CChar], [Int]) = ([], [])
    for text in texts {
      starts.append(bytes.count)
      bytes += text.utf8.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    }
    return create(object, name, type, count: isList ? texts.count : nil) { id in
      bytes.withUnsafeBufferPointer { buffer in
        let pointers = starts.map { buffer.baseAddress?.advanced(by: $0) }
        return H5Awrite(id, type, pointers) >= 0
      }
    }
  }

  private static func write(_ truth: Bool, to object: hid_t, name: String) -> Bool {
    let type = H5Tenum_create(fringe_hdf5_stored_integer(1, 1))
    defer { H5Tclose(type) }
    for (name, value) in [("FALSE", Int8(0)), ("TRUE", Int8(1))] {
      var value = value
      guard H5Tenum_insert(type, name, &value) >= 0 else { return false }
    }
    return create(object, name, type, count: nil) { id in
      var value = Int8(truth ? 1 : 0)
      return H5Awrite(id, type, &value) >= 0
    }
  }

  /// Makes an attribute of one value, or of a list of `count`, and lets `write` fill it.
  private static func create(
    _ object: hid_t, _ name: String, _ type: hid_t, count: Int?, write: (hid_t) -> Bool
  ) -> Bool {
    let space =
      if let count { count > 0 ? H5Screate_simple(1, [hsize_t(count)], nil) : H5Screate(H5S_NULL) } else {
        H5Screate(H5S_SCALAR)
      }
    guard space >= 0 else { return false }
    defer { H5Sclose(space) }
    let id = H5Acreate2(object, name, type, space, fringe_hdf5_default(), fringe_hdf5_default())
    guard id >= 0 else { return false }
    defer { H5Aclose(id) }
    return count == 0 || write(id)
  }
}
