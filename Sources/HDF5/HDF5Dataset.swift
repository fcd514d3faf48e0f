import CHDF5Bridge
import Imaging

/// What a dataset is, before any of its data are read.
public struct HDF5Dataset: Hashable, Sendable {
  /// What its elements are.
  public enum Element: Hashable, Sendable {
    /// Numbers as `Samples` holds them, by the names of NumPy: `"uint8"`, `"float32"`.
    case number(String)
    case text
    /// Pairs of a real and an imaginary part.
    case complex
    /// Something else, in words.
    case other(String)
  }

  public let path: String
  /// Elements along each axis, the last one running fastest; empty for a single value.
  public let shape: [Int]
  public let element: Element
  /// Bytes of one element in the file.
  public let elementByteCount: Int
  /// Bytes that its data take in the file.
  public let storageByteCount: Int
  /// Bytes of a chunk once it is unpacked; 0 when the data lie in one piece.
  public let chunkByteCount: Double
  /// Whether filters pack its data.
  public let isPacked: Bool
  /// Why the data cannot be read, whatever their type; nil when they can.
  public let obstacle: String?
}

extension HDF5File {
  /// The dataset at a path; nil when there is none.
  public func dataset(at path: String) -> HDF5Dataset? {
    HDF5Library.exclusively {
      guard let object = try? self.object(path), H5Iget_type(object.id) == H5I_DATASET else { return nil }
      let (type, space) = (H5Dget_type(object.id), H5Dget_space(object.id))
      let creation = H5Dget_create_plist(object.id)
      defer {
        H5Tclose(type)
        H5Sclose(space)
        H5Pclose(creation)
      }
      guard type >= 0, space >= 0, creation >= 0, let shape = Self.shape(of: space) else { return nil }
      let byteCount = Int(H5Tget_size(type))
      let storage = Int(clamping: H5Dget_storage_size(object.id))
      let layout = H5Pget_layout(creation)
      var chunk: Double = 0
      if layout == H5D_CHUNKED {
        let extents = Self.chunk(creation)
        guard extents.count == shape.count, extents.allSatisfy({ $0 > 0 }) else { return nil }
        chunk = extents.reduce(Double(byteCount)) { $0 * Double($1) }
      }
      // In one piece: all of it, or nothing yet.
      let isShort =
        layout != H5D_CHUNKED && storage > 0
        && shape.reduce(Double(byteCount)) { $0 * Double($1) } > Double(storage)
      return HDF5Dataset(
        path: path, shape: shape, element: Self.element(type), elementByteCount: byteCount,
        storageByteCount: storage, chunkByteCount: chunk,
        isPacked: layout == H5D_CHUNKED && H5Pget_nfilters(creation) > 0,
        obstacle: Self.obstacle(creation, layout) ?? (isShort ? "its data are cut off" : nil))
    }
  }

  private static func shape(of space: hid_t) -> [Int]? {
    let rank = Int(H5Sget_simple_extent_ndims(space))
    guard rank >= 0, H5Sget_simple_extent_type(space) != H5S_NULL else { return nil }
    var extents = [hsize_t](repeating: 0, count: rank)
    guard rank == 0 || H5Sget_simple_extent_dims(space, &extents, nil) >= 0 else { return nil }
    let shape = extents.compactMap { Int(exactly: $0) }
    return shape.count == rank ? shape : nil
  }

  private static func element(_ type: hid_t) -> HDF5Dataset.Element {
    let size = Int(H5Tget_size(type))
    switch H5Tget_class(type) {
    case H5T_INTEGER:
      guard [1, 2, 4, 8].contains(size) else { return .other("integers of \(size) bytes") }
      return .number((H5Tget_sign(type) == H5T_SGN_2 ? "int" : "uint") + "\(size * 8)")
    case H5T_FLOAT:
      if size == 2 { return halfFloat(type) }
      return size == 4 || size == 8 ? .number("float\(size * 8)") : .other("floats of \(size) bytes")
    case H5T_ENUM: return size == 1 ? .number("uint8") : .other("an enumeration")
    case H5T_BITFIELD: return size == 1 ? .number("uint8") : .other("bit fields")
    case H5T_STRING: return .text
    case H5T_COMPOUND:
      return H5Tget_nmembers(type) == 2 && (0..<2).allSatisfy { H5Tget_member_class(type, $0) == H5T_FLOAT }
        ? .complex : .other("records")
    case H5T_REFERENCE: return .other("references")
    case H5T_ARRAY: return .other("arrays")
    case H5T_VLEN: return .other("lists of varying length")
    default: return .other("values of an unknown type")
    }
  }

  /// IEEE's half precision: 5 bits of exponent, 10 of mantissa. Others of that size exist.
  private static func halfFloat(_ type: hid_t) -> HDF5Dataset.Element {
    var (sign, exponent, exponentSize, mantissa, mantissaSize) = (0, 0, 0, 0, 0)
    guard H5Tget_fields(type, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize) >= 0,
      exponentSize == 5, mantissaSize == 10
    else { return .other("floats of 2 bytes that are not IEEE's") }
    return .number("float16")
  }

  private static func obstacle(_ creation: hid_t, _ layout: H5D_layout_t) -> String? {
    guard layout == H5D_CONTIGUOUS || layout == H5D_CHUNKED || layout == H5D_COMPACT else {
      return "its data are in other files (a virtual dataset); save it as one file"
    }
    guard H5Pget_external_count(creation) == 0 else {
      return "its data are in another file; save it as one file"
    }
    for index in 0..<max(0, H5Pget_nfilters(creation)) {
      var (flags, count) = (UInt32(0), 0)
      var name = [CChar](repeating: 0, count: 64)
      let filter = H5Pget_filter2(creation, UInt32(index), &flags, &count, nil, name.count, &name, nil)
      guard HDF5Filters.isKnown(filter) else {
        let called = name.text.isEmpty ? "filter \(filter)" : name.text
        return
          "it is packed with \(called), which is not unpacked here; save it with gzip or without compression"
      }
    }
    return nil
  }
}

extension [CChar] {
  /// The text up to the first zero byte, what is no UTF-8 repaired.
  var text: String { String(decoding: prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
}
