import ArgumentParser
import ResultCache

#if canImport(Glibc)
  import Glibc
#endif

/// `fringe cache`: what is kept of slow steps, and how to be rid of it.
struct Cache: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Show or clear what is kept of slow steps: fringe cache --info, --clear.",
    discussion: """
      Runs keep the results of image:roll and image:find_reflections, and take them from there when pixels, \
      calibration, options, reflections, the program and the processor's instructions are the same: the result is the \
      same to the last bit. Entries that are damaged are found out and computed anew; those not used for longest are \
      dropped when there are too many. run.json counts the calls that were "cached".
      """)

  @OptionGroup var options: CacheOptions

  @Flag(help: "Show the folder, the number of results and what they take (also without an option).")
  var info = false

  @Flag(help: "Remove all results.")
  var clear = false

  func run() throws {
    guard let cache = options.resultCache else {
      RunExecution.report("fringe: cache: neither XDG_CACHE_HOME nor HOME is set; give --cache FOLDER")
      throw ExitCode(1)
    }
    if clear {
      let removed = cache.clear()
      print("removed \(Self.text(removed)) from \(cache.folder)")
    }
    guard info || !clear else { return }
    print("\(cache.folder): \(Self.text(cache.contents)) of \(ByteCount.text(cache.limit))")
  }

  private static func text(_ contents: ResultCache.Contents) -> String {
    "\(contents.entries) \(contents.entries == 1 ? "result" : "results"), \(ByteCount.text(contents.bytes))"
  }
}

/// Where results are kept, and how many.
struct CacheOptions: ParsableArguments {
  @Option(
    name: .customLong("cache"),
    help: ArgumentHelp(
      "The folder in which results of slow steps are kept; $XDG_CACHE_HOME/fringe or ~/.cache/fringe when left out.",
      valueName: "folder"))
  var folder: String?

  @Option(
    name: .customLong("cache-size"),
    help: ArgumentHelp(
      "What they may take together: 500M, 20G; 0 keeps none. When left out $FRINGE_CACHE_SIZE, or 4G.",
      valueName: "bytes"))
  var size: CacheSize?

  /// What the environment says, unless it is empty.
  private var variable: String? {
    getenv("FRINGE_CACHE_SIZE").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  func validate() throws {
    guard size == nil, let variable, ByteCount.parse(variable) == nil else { return }
    throw ValidationError(
      "FRINGE_CACHE_SIZE is \"\(variable)\", which is no number of bytes; give 500M, 20G, or 0 to keep nothing"
    )
  }

  /// 0: nothing is kept.
  var limit: Int { size?.bytes ?? variable.flatMap(ByteCount.parse) ?? ResultCache.defaultLimit }

  /// nil: there is no place for it.
  var resultCache: ResultCache? {
    (folder ?? ResultCache.defaultFolder).map { ResultCache(folder: $0, limit: limit) }
  }
}

/// A number of bytes as written on the command line.
struct CacheSize: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    guard let bytes = ByteCount.parse(argument) else { return nil }
    self.bytes = bytes
  }
}
