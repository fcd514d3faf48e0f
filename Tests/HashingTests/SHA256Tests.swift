import Hashing
import Testing

struct SHA256Tests {
  /// From FIPS 180-4's example values.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `digests are those of the standard`(text: String, expected: String) {
    var hash = SHA256()
    hash.update(text)
    #expect(hash.hexadecimalDigest() == expected)
  }

  @Test func `pieces give the digest of the whole`() {
    var (whole, pieces) = (SHA256(), SHA256())
    whole.update(String(repeating: "fringe", count: 1000))
    for _ in 0..<1000 { pieces.update("fringe") }
    #expect(whole.digest() == pieces.digest())
  }
}
