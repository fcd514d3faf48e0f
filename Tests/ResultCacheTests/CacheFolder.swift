import Foundation
import ResultCache

/// A cache in a folder that goes away with this object.
final class CacheFolder {
  let path = NSTemporaryDirectory() + "fringe-test-cache-" + UUID().uuidString
  let cache: ResultCache

  init(limit: Int = 1_000_000) { cache = ResultCache(folder: path, limit: limit) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

  func path(of key: CacheKey) -> String { path + "/" + key.text + ".result" }

  func store(_ key: CacheKey, _ numbers: [Float], _ bytes: [UInt8] = [1, 2, 3]) throws {
    try cache.store(key) { writer throws(CacheError) in
      try writer.add(numbers)
      try writer.add(bytes)
    }
  }

  /// The numbers of an entry; nil: there is none; empty: it was damaged.
  func numbers(_ key: CacheKey) -> [Float]? {
    let lookup = cache.load(key) { reader throws(CacheReader.Damage) in
      let numbers = try reader.next(Float.self)
      _ = try reader.next(UInt8.self, count: 3)
      return numbers
    }
    return switch lookup {
    case .found(let numbers): numbers
    case .missing: nil
    case .damaged: []
    }
  }

  /// Makes it look as if an entry was last used so many seconds ago.
  func age(_ key: CacheKey, by seconds: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: path(of: key))
  }
}

extension CacheKey {
  /// A key of a text.
  init(named text: String) { self.init("test") { $0.add(text) } }
}
