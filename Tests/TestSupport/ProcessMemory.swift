#if canImport(Glibc)
  import Glibc
#endif

/// Memory of this process.
public enum ProcessMemory {
  /// The most that was resident so far, bytes.
  public static var peak: Int {
    var usage = rusage()
    getrusage(Int32(bitPattern: UInt32(RUSAGE_SELF.rawValue)), &usage)
    return Int(usage.ru_maxrss) << 10
  }
}
