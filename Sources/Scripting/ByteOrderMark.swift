extension [UInt8] {
  /// A text without the byte order mark that some editors write at its beginning.
  public var withoutByteOrderMark: [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return starts(with: mark) ? Array(dropFirst(mark.count)) : self
  }
}
