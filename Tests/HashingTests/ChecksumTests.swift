import Hashing
import Testing

struct ChecksumTests {
  private func sum(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { Checksum.of($0, seed: seed) }
  }

  @Test(arguments: [0, 1, 63, 64, 65, 200])
  func `every bit counts`(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let whole = sum(bytes)
    for place in 0..<length {
      for bit in 0..<8 {
        var other = bytes
        other[place] ^= 1 << bit
        #expect(sum(other) != whole)
      }
    }
  }

  @Test func `length, order and seed count`() {
    let bytes = (0..<150).map { UInt8($0) }
    #expect(sum(bytes + [0]) != sum(bytes))
    #expect(sum([]) != sum([0]) && sum([0]) != sum([0, 0]))
    #expect(sum(Array(bytes[64...] + bytes[..<64])) != sum(bytes))
    #expect(sum(bytes, seed: 1) != sum(bytes))
    #expect(sum(bytes) == sum(bytes))
  }

  /// Multiplication alone never carries a highest bit on: two of them in a lane would cancel.
  @Test func `two highest bits of a lane do not cancel`() {
    var bytes = [UInt8](repeating: 7, count: 256)
    let whole = sum(bytes)
    bytes[7] ^= 0x80
    bytes[71] ^= 0x80
    #expect(sum(bytes) != whole)
  }
}
