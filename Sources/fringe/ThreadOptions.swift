import ArgumentParser

/// How many threads compute.
struct ThreadOptions: ParsableArguments {
  @Option(
    name: .customLong("threads"),
    help: "Number of threads; all processors when left out. Results do not depend on it.")
  var count: Int?

  func validate() throws {
    if let count, !(1...1024).contains(count) {
      throw ValidationError("--threads must be from 1 to 1024")
    }
  }
}
