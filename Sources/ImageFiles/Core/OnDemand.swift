import COnDemand

/// Libraries that are loaded when they are needed.
enum OnDemand {
  /// Loads a library, or says for which file it is missing. Comes before all other calls of it.
  static func check(_ library: FringeLibrary, for path: String) throws(ImageFileError) {
    guard let problem = fringe_library_problem(library) else { return }
    throw ImageFileError(path: path, problem: .unsupported(String(cString: problem)))
  }
}
