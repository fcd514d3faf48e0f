extension Python {
  /// Whether the interpreter has a package beyond the usual ones.
  static func has(_ module: String) -> Bool { path != nil && (try? run("import \(module)")) != nil }

  static let hasH5py = has("h5py")
  static let hasRosettaSciIO = hasH5py && has("rsciio.hspy")
}
