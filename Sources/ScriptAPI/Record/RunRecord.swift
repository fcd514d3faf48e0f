import Hashing
import ImageFiles
import Imaging
import Markup
import Scripting

#if canImport(Glibc)
  import Glibc
#endif

/// What a run was made of and what it made: `run.json`, from which `fringe rerun` repeats it.
public struct RunRecord {
  /// What of a run is written down.
  public enum Detail: String, CaseIterable, Sendable {
    /// Everything.
    case full
    /// All but the date, the times and the machine: the same run gives the same bytes.
    case stable
    /// Nothing: there is no `run.json`.
    case none
  }

  /// How the program was called.
  public struct Command: Sendable {
    /// The script; nil for code on the command line, and `-` for standard input.
    public var script: String?
    /// The script's bytes.
    public var text: [UInt8]
    /// What of them Lua is given.
    public var chunk: [UInt8] { LuaState.chunk(of: text) }
    /// What the script got as `arg`.
    public var arguments: [String]
    /// `--set NAME=VALUE`, and `--params FILE`.
    public var assignments: [String]
    public var parameterFiles: [String]
    public var safeguards: Safeguards

    public init(
      script: String?, text: [UInt8], arguments: [String] = [], assignments: [String] = [],
      parameterFiles: [String] = [], safeguards: Safeguards = Safeguards()
    ) {
      (self.script, self.text, self.arguments) = (script, text, arguments)
      (self.assignments, self.parameterFiles) = (assignments, parameterFiles)
      self.safeguards = safeguards
    }
  }

  public static let fileName = "run.json"

  let json: MetadataValue

  /// What became of a run that did not end well.
  public struct Failure {
    public let text: String
    /// Whether the record is wanted at once: it then tells of files without reading them.
    public let isUrgent: Bool

    public init(text: String, isUrgent: Bool) { (self.text, self.isUrgent) = (text, isUrgent) }
  }

  /// - Parameter failure: Why the script ended, when it did not end well.
  init(_ session: Session, _ command: Command, detail: Detail, failure: Failure?) {
    var isUrgent: Bool { failure?.isUrgent == true || AtomicFile.isInterrupted }
    let log = session.log
    var script: Metadata = ["sha256": .string(Self.hash(command.text))]
    script["path"] = command.script.map { .string($0) }
    var fields: Metadata = [
      "fringe": .string(fringeVersion), "script": .group(script),
      "arguments": .list(command.arguments.map { .string($0) }),
      "set": .list(command.assignments.map { .string($0) }),
      "params": .list(command.parameterFiles.map { .string($0) }),
      "modules": .list(log.modules.map(Self.module)),
      "inputs": .list(log.inputs.map { isUrgent ? Self.name($0) : Self.input($0) }),
      "outputs": .list(
        session.savedFiles.map { isUrgent ? Self.name($0.name) : Self.output($0.path, shownAs: $0.name) }),
      "warnings": .list(log.warnings.map { .string($0) }),
    ]
    if let parameters = session.parameters.used {
      fields["parameters"] = .group(parameters.values.mapValues(\.metadata))
    }
    fields.merge(command.safeguards.metadata) { $1 }
    if let failure {
      fields["failure"] = .string(failure.text)
    } else if isUrgent {
      fields["failure"] = .string("interrupted when the script had ended: not every digest is here")
    }
    if detail == .full {
      fields["folder"] = .string(FilePath.currentFolder)
      fields["date"] = .string(Self.date(log.date))
      fields["seconds"] = .number(Self.milliseconds(RunLog.now() - log.start))
      fields["steps"] = .list(
        log.steps.filter { $0.seconds >= 0.001 || $0.cached > 0 }.map { step in
          .group([
            "name": .string(step.name), "calls": .number(Double(step.calls)),
            "cached": .number(Double(step.cached)),
            "seconds": .number(Self.milliseconds(step.seconds)),
          ])
        })
      fields["machine"] = .group(Self.machine(threads: session.threads))
    }
    json = .group(fields)
  }

  // MARK: - Files

  private static func name(_ path: String) -> MetadataValue { .group(["path": .string(path)]) }

  private static func module(_ file: File) -> MetadataValue {
    var fields: Metadata = ["path": .string(file.path)]
    fields["sha256"] = file.hash.map { .string($0) }
    return .group(fields)
  }

  private static func input(_ path: String) -> MetadataValue {
    var fields: Metadata = ["path": .string(path)]
    if let file = try? InputFile(path: path), let hash = try? file.sha256() {
      fields["sha256"] = .string(hash)
      fields["bytes"] = .number(Double(file.size))
      if let reader = try? ImageFile.open(file), let info = try? reader.datasets[0].info(page: 0) {
        fields["image"] = .group([
          "format": .string(reader.format), "rows": .number(Double(info.rows)),
          "columns": .number(Double(info.columns)), "type": .string(info.type.rawValue),
          "pixel_size_x": .number(info.calibration.pixelSizeX),
          "pixel_size_y": .number(info.calibration.pixelSizeY),
          "unit": .string(info.calibration.unit.rawValue),
          "calibration": .string(info.calibration.source.name ?? "none"),
        ])
      }
    }
    return .group(fields)
  }

  private static func output(_ path: String, shownAs name: String) -> MetadataValue {
    var fields: Metadata = ["path": .string(name)]
    if let file = try? InputFile(path: path), let hash = try? file.sha256() {
      fields["sha256"] = .string(hash)
      fields["bytes"] = .number(Double(file.size))
    }
    return .group(fields)
  }

  static func hash(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimalDigest()
  }

  // MARK: - Time and place

  private static func milliseconds(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }

  /// Local time with its zone, as ISO 8601.
  private static func date(_ seconds: time_t) -> String {
    var (seconds, local) = (seconds, tm())
    localtime_r(&seconds, &local)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress, 64, "%Y-%m-%dT%H:%M:%S%z", &local) }
    }
  }

  private static func machine(threads: Int) -> Metadata {
    var names = utsname()
    uname(&names)
    func text<T>(_ field: T) -> MetadataValue {
      withUnsafeBytes(of: field) { .string(String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)) }
    }
    return [
      "name": text(names.nodename), "system": text(names.sysname), "release": text(names.release),
      "architecture": text(names.machine), "threads": .number(Double(threads)),
    ]
  }
}

extension InputFile {
  /// The SHA-256 of the file's bytes, as hexadecimal digits.
  func sha256() throws(ImageFileError) -> String {
    var hash = SHA256()
    var offset = 0
    while offset < size {
      if AtomicFile.isInterrupted {
        throw ImageFileError(path: path, problem: .system(operation: "read", code: EINTR))
      }
      let bytes = try bytes(at: offset, count: 1 << 20)
      guard !bytes.isEmpty else { break }
      bytes.withUnsafeBytes { hash.update($0) }
      offset += bytes.count
    }
    return hash.hexadecimalDigest()
  }
}

extension ParameterValue {
  /// The value as one of a record; an empty table is a list.
  fileprivate var metadata: MetadataValue {
    switch self {
    case .boolean(let value): .boolean(value)
    case .integer(let value): .number(Double(value))
    case .number(let value): .number(value)
    case .text(let text): .string(text)
    case .table(let table):
      table.named.isEmpty
        ? .list(table.list.map(\.metadata)) : .group(table.named.mapValues(\.metadata))
    }
  }
}
