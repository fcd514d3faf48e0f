/// The folder of this checkout.
public enum Checkout {
  public static let root: String = {
    // …/Tests/TestSupport/Checkout.swift
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  public static func path(_ relative: String) -> String { root + "/" + relative }
}
