import CHDF5Bridge
import Imaging

/// Values of attributes and small datasets.
enum HDF5Value {
  /// The value of an attribute: a text, a number or a truth value, or a list of them; nil when it is none of these.
  static func ofAttribute(_ id: hid_t) -> MetadataValue? {
    if let texts = texts(id, isAttribute: true) {
      return texts.count == 1 ? .string(texts[0]) : .list(texts.map { .string($0) })
    }
    let type = H5Aget_type(id)
    let space = H5Aget_space(id)
    defer {
      H5Tclose(type)
      H5Sclose(space)
    }
    let count = space >= 0 ? Int(H5Sget_simple_extent_npoints(space)) : 0
    guard type >= 0, (1...Int(FRINGE_HDF5_ELEMENTS)).contains(count) else { return nil }
    let values: [MetadataValue]
    switch H5Tget_class(type) {
    case H5T_INTEGER, H5T_FLOAT:
      var numbers = [Double](repeating: 0, count: count)
      guard H5Aread(id, fringe_hdf5_float(8), &numbers) >= 0 else { return nil }
      values = numbers.map { .number($0) }
    case H5T_ENUM:
      guard let truths = truths(id, type: type, count: count) else { return nil }
      values = truths.map { .boolean($0) }
    default: return nil
    }
    return H5Sget_simple_extent_ndims(space) == 0 ? values[0] : .list(values)
  }

  /// h5py keeps a truth value as an enumeration of FALSE and TRUE, a byte each.
  private static func truths(_ id: hid_t, type: hid_t, count: Int) -> [Bool]? {
    guard H5Tget_size(type) == 1 else { return nil }
    let native = H5Tget_native_type(type, H5T_DIR_ASCEND)
    guard native >= 0 else { return nil }
    defer { H5Tclose(native) }
    var bytes = [UInt8](repeating: 0, count: count)
    guard H5Tget_size(native) == 1, H5Aread(id, native, &bytes) >= 0 else { return nil }
    return bytes.map { $0 != 0 }
  }

  /// The texts of an attribute or dataset, as UTF-8 or else as Latin-1; nil when it holds something else.
  static func texts(_ id: hid_t, isAttribute: Bool) -> [String]? {
    var count = 0
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    guard fringe_hdf5_read_texts(id, isAttribute ? 1 : 0, &list, &count) > 0, let texts = list else {
      return nil
    }
    defer { fringe_hdf5_free_texts(texts, count) }
    return (0..<count).map { index in
      guard let text = texts[index] else { return "" }
      if let valid = String(validatingCString: text) { return valid }
      let scalars = UnsafeBufferPointer(start: text, count: 1 << 20).prefix { $0 != 0 }
      return String(String.UnicodeScalarView(scalars.map { Unicode.Scalar(UInt8(bitPattern: $0)) }))
    }
  }
}
