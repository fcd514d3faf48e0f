import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The folder of shared test material beside the checkout (`../shared`, or `$FRINGE_SHARED`). Tests that need it are
/// enabled with `.enabled(if: SharedData.exists("data/images/si110.tif"), SharedData.skip)`.
public enum SharedData {
  /// Why a test that needs the folder did not run.
  public static let skip: Comment = "the shared test data is not beside this checkout"

  public static let root: String = {
    if let given = getenv("FRINGE_SHARED") { return String(cString: given) }
    // …/Tests/TestSupport/SharedData.swift -> the checkout's parent folder
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/") + "/shared"
  }()

  public static func path(_ relative: String) -> String { root + "/" + relative }

  public static func exists(_ relative: String) -> Bool { access(path(relative), R_OK) == 0 }
}
