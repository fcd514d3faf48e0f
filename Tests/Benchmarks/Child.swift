@preconcurrency import Glibc

/// Seconds on the wall, and of processor time in this process.
struct Clock {
  let wall, processor: Double

  static var now: Clock {
    func seconds(_ clock: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    return Clock(wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID))
  }
}

/// A program that is run, and watched.
enum Child {
  struct Outcome {
    /// As a shell gives it: 128 + the signal for one that a signal has ended.
    let status: Int32
    let output: String
    /// Seconds from its start to its end, and of processor time.
    let wall, processor: Double
    /// The most memory that it had, bytes.
    let peak: Int
    /// Seconds from the interruption to the end; nil without one.
    let afterInterruption: Double?
  }

  /// This program, and the one that is built beside it.
  static let own: String = {
    guard let path = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
    defer { free(path) }
    return String(cString: path)
  }()
  static let fringe = String(own[...(own.lastIndex(of: "/") ?? own.startIndex)]) + "fringe"

  /// Runs a program to its end; nil when it cannot be started.
  ///
  /// - Parameters:
  ///   - settings: Variables of the environment that are different from ours.
  ///   - interruptedAfter: Seconds after its first output at which it gets a SIGINT.
  ///   - isSilent: Whether its messages are left out.
  static func run(
    _ program: String, _ arguments: [String], settings: [String] = [], interruptedAfter: Double? = nil,
    isSilent: Bool = false
  ) -> Outcome? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    if isSilent || interruptedAfter != nil {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] =
      (["env"] + settings + [program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let start = Clock.now.wall
    var process = pid_t()
    let started = posix_spawn(&process, "/usr/bin/env", &actions, nil, &words, environ) == 0
    close(ends[1])
    defer { close(ends[0]) }
    guard started else { return nil }
    var interruption: Double?
    var first = [UInt8](repeating: 0, count: 1)
    if let interruptedAfter, read(ends[0], &first, 1) == 1 {
      usleep(UInt32(interruptedAfter * 1e6))
      interruption = Clock.now.wall
      kill(process, SIGINT)
    }
    let output = text(from: ends[0])
    var (status, usage) = (Int32(), rusage())
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let end = Clock.now.wall
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return Outcome(
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F, output: output,
      wall: end - start, processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peak: usage.ru_maxrss * 1024, afterInterruption: interruption.map { end - $0 })
  }

  /// All that comes out of a pipe.
  private static func text(from descriptor: Int32) -> String {
    var bytes = [UInt8]()
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }
}
