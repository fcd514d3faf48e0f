/// The marks by which MATLAB's files are known.
enum MATHeader {
  /// Version 5: 128 bytes of header that end with the version, 1, and "MI" or "IM" in the file's byte order.
  static func isVersion5(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 128 else { return false }
    return Array(bytes[124..<128]) == [0, 1, 0x49, 0x4D] || Array(bytes[124..<128]) == [1, 0, 0x4D, 0x49]
  }

  /// Version 4 has no mark: five integers of 4 bytes that say what follows, and the name of the first matrix.
  ///
  /// Type (thousands: byte order; tens: of numbers; ones: full, text or sparse), rows, columns, whether complex, and the
  /// length of the name with its zero byte. What is no file of MATLAB's hardly fits.
  static func isVersion4(_ bytes: [UInt8], fileSize: Int) -> Bool {
    guard bytes.count >= 22 else { return false }
    func fits(isBigEndian: Bool) -> Bool {
      let fields = (0..<5).map { field -> Int in
        let four = bytes[field * 4..<field * 4 + 4]
        return (isBigEndian ? Array(four) : four.reversed()).reduce(0) { $0 << 8 | Int($1) }
      }
      let (type, rows, columns, imaginary, length) = (fields[0], fields[1], fields[2], fields[3], fields[4])
      let (order, precision, kind) = (type / 1000, type / 10 % 10, type % 10)
      guard order == (isBigEndian ? 1 : 0), type / 100 % 10 == 0, precision <= 5, kind <= 2,
        rows <= Int(Int32.max), columns <= Int(Int32.max), imaginary <= 1, (2...64).contains(length),
        bytes.count >= 20 + length, bytes[19 + length] == 0
      else { return false }
      let name = bytes[20..<19 + length]
      let isLetter: (UInt8) -> Bool = { (65...90).contains($0) || (97...122).contains($0) }
      return name.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 95 } && isLetter(name[20])
    }
    return fits(isBigEndian: false) || fits(isBigEndian: true)
  }
}
