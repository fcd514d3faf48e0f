/// The bytes of an MRC file.
struct MRCBytes {
  var columns: Int32 = 3
  var rows: Int32 = 2
  var sections: Int32 = 1
  var mode: Int32 = 2
  var isLittleEndian = true
  /// Å along x, y and z.
  var cell: [Float] = [0, 0, 0]
  var axes: [Int32] = [1, 2, 3]
  var hasSignature = true
  var spaceGroup: Int32 = 0
  var extendedType = ""
  var extended: [UInt8] = []
  /// 16-bit numbers at bytes 128 and 130.
  var counts: (Int16, Int16) = (0, 0)
  /// Least and greatest value.
  var range: (Float, Float) = (0, 0)
  /// IMOD's flags; nil for a file of another program.
  var flags: Int32?
  var data: [UInt8] = []

  var bytes: [UInt8] {
    var header = [UInt8](repeating: 0, count: 1024)
    func put(_ bytes: [UInt8], at offset: Int) {
      header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    put(([columns, rows, sections, mode]).flatMap { ordered($0) }, at: 0)
    put(([columns, rows, sections]).flatMap { ordered($0) }, at: 28)
    put(cell.flatMap { ordered($0.bitPattern) }, at: 40)
    put(axes.flatMap { ordered($0) }, at: 64)
    put(ordered(range.0.bitPattern) + ordered(range.1.bitPattern), at: 76)
    put(ordered(spaceGroup) + ordered(Int32(extended.count)), at: 88)
    put(Array(extendedType.utf8), at: 104)
    put(ordered(counts.0) + ordered(counts.1), at: 128)
    if let flags { put(ordered(1_146_047_817 as Int32) + ordered(flags), at: 152) }
    if hasSignature {
      put(Array("MAP ".utf8) + (isLittleEndian ? [0x44, 0x44, 0, 0] : [0x11, 0x11, 0, 0]), at: 208)
    }
    put(ordered(1 as Int32) + Array("a label   ".utf8), at: 220)
    return header + extended + data
  }

  /// The bytes of a number in the file's order.
  func ordered<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    isLittleEndian ? little(value) : little(value).reversed()
  }
}
