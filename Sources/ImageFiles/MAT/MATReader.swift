import CMATIOBridge
import COnDemand
import Imaging

/// Reads MATLAB's files of version 4 and 5 through libmatio: every real matrix of numbers or truth values, by its name.
///
/// The first index is the row, the second the column, further ones count pages, as MATLAB shows them. The type is the
/// class of the variable: how MATLAB packs it in the file does not matter. Version 7.3 is HDF5 (``HDF5ImageReader``).
public final class MATReader: ImageReader {
  public static let format = "MATLAB"

  public static func recognises(_ head: FileHead) -> Bool {
    MATHeader.isVersion5(head.bytes) || MATHeader.isVersion4(head.bytes, fileSize: head.fileSize)
  }

  public let datasets: [any ImageDataset]

  /// What the trial of a file may use: processor time, and memory beyond that of this process.
  private static let trialSeconds: UInt32 = 2
  private static let trialBytes: UInt64 = 256 << 20

  public init(_ file: InputFile, limits: ReadLimits) throws(ImageFileError) {
    try OnDemand.check(FRINGE_MATIO, for: file.path)
    let source = try NamedFile(file)
    let list = VariableList()
    let outcome = MATLibrary.exclusively { () -> Int32 in
      let trial = fringe_mat_try(source.path, Self.trialSeconds, Self.trialBytes)
      guard trial == Int32(FRINGE_TRIAL_PASSED) else { return trial }
      let context = Unmanaged.passUnretained(list).toOpaque()
      let listed = fringe_mat_list(source.path, context) { context, variable in
        guard let context, let variable else { return }
        Unmanaged<VariableList>.fromOpaque(context).takeUnretainedValue().add(variable.pointee)
      }
      return listed
    }
    guard outcome == 0 else {
      let problem: ImageFileError.Problem =
        outcome == Int32(FRINGE_TRIAL_IMPOSSIBLE)
        ? .unsupported("this system allows no child process to try the file in")
        : .damaged("it is no whole MATLAB file")
      throw ImageFileError(path: file.path, problem: problem)
    }
    let images = list.variables.filter { $0.obstacle == nil }
    let refused = list.variables.compactMap { variable in
      variable.obstacle.map { "\(variable.name.oneLine(limit: 60)) (\($0))" }
    }
    let shown = refused.prefix(3).joined(separator: ", ")
    let rest = refused.count > 3 ? "\(shown) and \(refused.count - 3) more" : shown
    guard !images.isEmpty else {
      throw ImageFileError(
        path: file.path,
        problem: .unsupported("there is no matrix of numbers in it" + (rest.isEmpty ? "" : ": " + rest)))
    }
    datasets = images.map {
      MATDataset($0, source: source, limits: limits, note: rest.isEmpty ? nil : "not read: " + rest)
    }
  }
}

/// A file of variables open in the library, as it is listed.
private final class VariableList {
  var variables: [MATVariable] = []

  func add(_ variable: FringeMATVariable) {
    // Nameless ones are the workspaces of functions.
    guard let found = MATVariable(variable), !found.name.isEmpty else { return }
    if !variables.contains(where: { $0.name == found.name }) { variables.append(found) }
  }
}
