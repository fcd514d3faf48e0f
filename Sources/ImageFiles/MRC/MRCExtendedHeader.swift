import Imaging

/// What the extended header says of one section.
struct MRCRecord {
  var acquisition = Acquisition()
  /// Width and height of a pixel, m.
  var pixelSize: (x: Double, y: Double)?
  /// The fields as they are there.
  var raw: Metadata = [:]
}

/// The records between the header and the pixels, one a section, in the ways of several programs.
struct MRCExtendedHeader {
  enum Kind: Equatable {
    /// Thermo Fisher's (FEI's) EPU, Velox and others: types FEI1 and FEI2.
    case fei
    /// Of 32 floats, by Agard and Koster: type AGAR, and FEI's tomography.
    case agard
    /// SerialEM's: type SERI. What is there is told by flags, and takes a number of bytes.
    case serialEM(byteCount: Int, flags: Int16)
  }

  let kind: Kind
  private let file: InputFile
  private let byteCount: Int
  private let order: ByteOrder

  /// nil when there is none of a kind that is known.
  init?(_ header: MRCHeader, in file: InputFile) {
    guard header.extendedByteCount > 0, header.extendedByteCount <= file.size - MRCHeader.byteCount else {
      return nil
    }
    self.file = file
    byteCount = header.extendedByteCount
    order = header.order
    // In Agard's way: integers and floats in a record. In SerialEM's: bytes in one, and flags.
    let (first, second) = (header.fields.int16(128), header.fields.int16(130))
    switch header.extendedType {
    case "FEI1", "FEI2": kind = .fei
    case "AGAR": kind = .agard
    case "SERI": kind = .serialEM(byteCount: Int(first), flags: second)
    case "":
      if first > 0, second > 0, MRCSerialEM.byteCount(flags: second) == Int(first) {
        kind = .serialEM(byteCount: Int(first), flags: second)
      } else if first == 0, second == 32 || header.extendedByteCount == 1024 * 128 {
        kind = .agard
      } else {
        return nil
      }
    default: return nil
    }
    if case .serialEM(let size, let flags) = kind, size <= 0 || flags <= 0 { return nil }
  }

  /// What is said of a section; nil when there is no record of it.
  func record(section: Int) throws(ImageFileError) -> MRCRecord? {
    switch kind {
    case .fei:
      // The first field of each is its size; in case it is in the other order than the header, too.
      let size = try file.bytes(at: MRCHeader.byteCount, count: 4)
      let orders = [order, order == .littleEndian ? .bigEndian : .littleEndian]
      guard
        let found = orders.first(where: { MRCFEI.sizes.contains(MRCFields(bytes: size, order: $0).int32(0)) })
      else { return nil }
      let count = Int(MRCFields(bytes: size, order: found).int32(0))
      return try fields(section, count: count, order: found).map { MRCFEI.record($0) }
    case .agard: return try fields(section, count: 128, order: order).map { MRCAgard.record($0) }
    case .serialEM(let count, let flags):
      return try fields(section, count: count, order: order).map { MRCSerialEM.record($0, flags: flags) }
    }
  }

  private func fields(_ section: Int, count: Int, order: ByteOrder) throws(ImageFileError) -> MRCFields? {
    guard section < byteCount / count else { return nil }
    let bytes = try file.bytes(at: MRCHeader.byteCount + section * count, count: count)
    return bytes.count == count ? MRCFields(bytes: bytes, order: order) : nil
  }
}
