import ResultCache
import Testing

struct CacheKeyTests {
  @Test func `every ingredient, its kind and its place count`() {
    let keys = [
      CacheKey("a") { _ in }, CacheKey("b") { _ in },
      CacheKey("a") { $0.add("") }, CacheKey("a") { $0.add("x") },
      CacheKey("a") { $0.add("xy") },
      CacheKey("a") {
        $0.add("x")
        $0.add("y")
      },
      CacheKey("a") {
        $0.add("y")
        $0.add("x")
      },
      CacheKey("a") { $0.add(1) }, CacheKey("a") { $0.add(1.0) },
      CacheKey("a") { $0.add(0.0) }, CacheKey("a") { $0.add(-0.0) },
      CacheKey("a") { $0.add(Double?.none) },
      CacheKey("a") { $0.add([Float(1), 2]) }, CacheKey("a") { $0.add([Float(2), 1]) },
      CacheKey("a") { $0.add([Float.nan, 2]) },
    ]
    #expect(Set(keys).count == keys.count)
    #expect(keys.allSatisfy { $0.text.count == 64 && $0.text.allSatisfy(\.isHexDigit) })
  }

  @Test func `the same ingredients are the same key`() {
    func key() -> CacheKey {
      CacheKey("image:roll") {
        $0.add("hann")
        $0.add([Float.nan, 1])
        $0.add(Double?.some(2.5))
      }
    }
    #expect(key() == key())
  }
}

struct ByteCountTests {
  @Test(arguments: [
    ("4G", 4_000_000_000), ("500M", 500_000_000), ("1.5k", 1500), ("2K", 2000), ("17", 17), ("0", 0),
    ("1t", 1_000_000_000_000),
  ])
  func `numbers of bytes are read`(text: String, bytes: Int) { #expect(ByteCount.parse(text) == bytes) }

  @Test(arguments: ["", "G", "-1", "4GB", "many", "nan", "inf", "1e30"])
  func `what is none is refused`(text: String) { #expect(ByteCount.parse(text) == nil) }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1_550_000, "1.6 MB"), (183_457_616, "183 MB"),
    (4_000_000_000, "4.0 GB"),
  ])
  func `numbers of bytes are shown`(bytes: Int, text: String) { #expect(ByteCount.text(bytes) == text) }
}
