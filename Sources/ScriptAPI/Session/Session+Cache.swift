import Lattice
import ResultCache

#if canImport(Glibc)
  import Glibc
#endif

/// How the result of a slow step is named, written and read again.
struct CachedStep<Result> {
  /// As scripts call it: `image:roll`.
  var name: String
  /// Adds what the result depends on, beside the program and the machine.
  var identify: (inout CacheKey.Ingredients) -> Void
  var load: (inout CacheReader) throws(CacheReader.Damage) -> Result
  var store: (Result, inout CacheWriter) throws(CacheError) -> Void
}

extension Session {
  /// The result of a step: from the cache when it is there, else computed and kept. A cache that fails is no error.
  ///
  /// - Parameters:
  ///   - step: nil: it is not worth it.
  ///   - isCancelled: Ends the reading of an entry, and the writing of what was computed.
  func cached<Result>(
    _ step: CachedStep<Result>?, isCancelled: @escaping () -> Bool, compute: () throws -> Result
  ) throws -> Result {
    guard let cache, let step, let engine = EngineIdentity.text else { return try compute() }
    let key = CacheKey(step.name) {
      $0.add(fringeVersion)
      $0.add(Self.program)
      $0.add(engine)
      step.identify(&$0)
    }
    switch cache.load(key, isCancelled: isCancelled, step.load) {
    case .found(let result):
      log.didReuse(step.name)
      return result
    case .damaged: note("\(step.name): what the cache held was damaged; it is computed anew")
    case .missing: break
    }
    let result = try compute()
    do throws(CacheError) {
      try cache.store(key, isCancelled: isCancelled) { writer throws(CacheError) in
        try step.store(result, &writer)
      }
    } catch .cancelled {
      // The interruption itself ends the script.
    } catch {
      note(
        "\(step.name): the result is not kept for the next run: \(error); --no-cache leaves the cache alone")
    }
    return result
  }

  /// The program as it is on the disk: another build may round otherwise.
  private static let program: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
  }()
}
