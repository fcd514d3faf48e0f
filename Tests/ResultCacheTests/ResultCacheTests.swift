import Foundation
import ResultCache
import Testing

struct ResultCacheTests {
  private let key = CacheKey(named: "one")
  private let numbers: [Float] = [1.5, -0, .infinity, 4]

  @Test func `what is stored is found, and nothing under another key`() throws {
    let folder = CacheFolder()
    #expect(folder.numbers(key) == nil)
    try folder.store(key, numbers)
    #expect(folder.numbers(key) == numbers)
    #expect(folder.numbers(CacheKey(named: "two")) == nil)
    try folder.store(key, [7])
    #expect(folder.numbers(key) == [7] && folder.files.count == 1)
  }

  @Test func `an empty part, and all bits of a NaN, come back`() throws {
    let folder = CacheFolder()
    let strange = [Float(bitPattern: 0x7FC0_1234), Float(bitPattern: 0xFFA0_0001)]
    try folder.store(key, strange)
    #expect(folder.numbers(key)?.map(\.bitPattern) == strange.map(\.bitPattern))
    try folder.cache.store(key) { writer throws(CacheError) in
      try writer.add([Double]())
      try writer.add([UInt8]([1, 2, 3]))
    }
    #expect(folder.numbers(key)?.isEmpty == true)
  }

  @Test func `a change of any byte is found out, and the entry is gone`() throws {
    let folder = CacheFolder()
    try folder.store(key, numbers)
    let file = URL(filePath: folder.path(of: key))
    let whole = try Data(contentsOf: file)
    for place in whole.indices {
      var other = whole
      other[place] ^= UInt8(1 << (place % 8))
      try other.write(to: file)
      #expect(folder.numbers(key) == [], "byte \(place)")
      #expect(folder.files.isEmpty)
    }
  }

  @Test func `a file cut short or with more in it is found out`() throws {
    let folder = CacheFolder()
    try folder.store(key, numbers)
    let file = URL(filePath: folder.path(of: key))
    let whole = try Data(contentsOf: file)
    for length in whole.indices {
      try whole.prefix(length).write(to: file)
      #expect(folder.numbers(key) == [], "\(length) bytes")
    }
    for more in [whole + [0], whole + whole] {
      try more.write(to: file)
      #expect(folder.numbers(key) == [])
    }
    try whole.write(to: file)
    #expect(folder.numbers(key) == numbers)
  }

  @Test func `the entry of another key is none under this one`() throws {
    let folder = CacheFolder()
    let other = CacheKey(named: "two")
    try folder.store(other, numbers)
    try FileManager.default.moveItem(atPath: folder.path(of: other), toPath: folder.path(of: key))
    #expect(folder.numbers(key) == [])
  }

  @Test func `a reader that expects something else takes it for damaged`() throws {
    let folder = CacheFolder()
    try folder.store(key, numbers)
    let lookup = folder.cache.load(key) { reader throws(CacheReader.Damage) in
      try reader.next(Float.self, count: 5)
    }
    guard case .damaged = lookup else { return #expect(Bool(false)) }
    try folder.store(key, numbers)
    // Parts that nobody has read are a sign that the entry is not what it is taken for.
    let part = folder.cache.load(key) { reader throws(CacheReader.Damage) in try reader.next(Float.self) }
    guard case .damaged = part else { return #expect(Bool(false)) }
  }

  @Test func `what was not used for longest is dropped first`() throws {
    let folder = CacheFolder(limit: 4000)
    let keys = (1...5).map { CacheKey(named: "\($0)") }
    for (index, key) in keys[..<3].enumerated() {
      try folder.store(key, [Float](repeating: 1, count: 250))
      try folder.age(key, by: Double(100 - index))
    }
    #expect(folder.numbers(keys[0])?.count == 250, "used now: it is the youngest")
    try folder.store(keys[3], [Float](repeating: 1, count: 250))
    #expect(folder.numbers(keys[1]) == nil && folder.numbers(keys[0]) != nil)
    #expect(folder.cache.contents.entries == 3 && folder.cache.contents.bytes <= 4000)
    try folder.store(keys[4], [Float](repeating: 1, count: 900))
    #expect(folder.cache.contents.entries == 1 && folder.numbers(keys[4])?.count == 900)
  }

  @Test func `what is larger than all is not kept, and drops nothing`() throws {
    let folder = CacheFolder(limit: 2000)
    try folder.store(key, numbers)
    #expect(throws: CacheError.self) {
      try folder.store(CacheKey(named: "large"), [Float](repeating: 1, count: 1000))
    }
    #expect(folder.numbers(key) == numbers && folder.files.count == 1)
  }

  @Test func `what is cancelled leaves nothing`() throws {
    let folder = CacheFolder()
    #expect(throws: CacheError.cancelled) {
      try folder.cache.store(key, isCancelled: { true }) { writer throws(CacheError) in try writer.add([1]) }
    }
    #expect(folder.files.isEmpty)
    try folder.store(key, numbers)
    let lookup = folder.cache.load(key, isCancelled: { true }) { reader throws(CacheReader.Damage) in
      try reader.next(Float.self)
    }
    guard case .missing = lookup else { return #expect(Bool(false)) }
    #expect(folder.numbers(key) == numbers, "it is still there")
  }

  @Test func `what a killed run has left is removed, what another writes is not`() throws {
    let folder = CacheFolder()
    try folder.store(key, numbers)
    let (dead, alive) = (folder.path + "/abcdef.tmp", folder.path + "/ghijkl.tmp")
    for path in [dead, alive] { #expect(FileManager.default.createFile(atPath: path, contents: Data([1]))) }
    let descriptor = open(alive, O_RDONLY)
    #expect(flock(descriptor, LOCK_EX) == 0)
    try folder.store(CacheKey(named: "two"), numbers)
    #expect(!folder.files.contains("abcdef.tmp") && folder.files.contains("ghijkl.tmp"))
    close(descriptor)
  }

  @Test func `clearing leaves what is not ours`() throws {
    let folder = CacheFolder()
    try folder.store(key, numbers)
    try folder.store(CacheKey(named: "two"), numbers)
    for name in ["notes.txt", "short.result", "my thesis.tmp"] {
      #expect(FileManager.default.createFile(atPath: folder.path + "/" + name, contents: nil))
    }
    let before = folder.cache.contents
    #expect(before.entries == 2 && folder.cache.clear() == before)
    #expect(folder.files == ["my thesis.tmp", "notes.txt", "short.result"])
    #expect(folder.cache.contents.entries == 0)
  }

  @Test func `a folder that cannot be made is an error that names it`() throws {
    let cache = ResultCache(folder: "/dev/null/cache", limit: 1000)
    #expect(cache.contents.entries == 0 && cache.clear().entries == 0)
    let error = #expect(throws: CacheError.self) {
      try cache.store(key) { writer throws(CacheError) in try writer.add([1]) }
    }
    #expect("\(try #require(error))".hasPrefix("/dev/null/cache: cannot make this folder: "))
    guard case .missing = cache.load(key, { _ throws(CacheReader.Damage) in }) else {
      return #expect(Bool(false))
    }
  }

  @Test func `many writers and readers of few keys always find a whole entry`() async throws {
    let folder = CacheFolder(limit: 40_000)
    let keys = (0..<4).map { CacheKey(named: "\($0)") }
    let (found, torn) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for writer in 0..<4 {
        group.addTask {
          var (found, torn) = (0, 0)
          for turn in 0..<100 {
            let index = (writer + turn) % keys.count
            try folder.store(keys[index], [Float](repeating: Float(index), count: 3000))
            let next = (index + 1) % keys.count
            guard let numbers = folder.numbers(keys[next]) else { continue }
            found += 1
            if numbers != [Float](repeating: Float(next), count: 3000) { torn += 1 }
          }
          return (found, torn)
        }
      }
      return try await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    }
    #expect(found > 0 && torn == 0)
    #expect(folder.cache.contents.bytes <= 40_000)
    #expect(folder.files.allSatisfy { $0.hasSuffix(".result") })
  }
}

extension CacheFolder: @unchecked Sendable {}
