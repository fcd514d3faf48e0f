import ScriptAPI

extension Rerun {
  /// What a repeated run has in common with the first one, told as it is found.
  struct Comparison {
    private(set) var differs = false
    /// Modules that were not there before the run.
    private var absentModules: [RunRecord.File] = []

    /// What is the same, or cannot be compared.
    func tell(_ name: String, _ state: String) { print("  \(state)  \(name)") }

    private mutating func complain(_ name: String, _ state: String) {
      differs = true
      print("! \(state)  \(name)")
    }

    /// The script, modules and inputs as they are now with what they were.
    mutating func compareSources(_ known: RunRecord.Repeatable, script: [UInt8]) {
      if RunRecord.digest(of: script) != known.scriptHash {
        complain(known.script, "script has changed since")
      }
      if known.version != fringeVersion {
        print("  made by Fringe \(known.version), repeated by \(fringeVersion)")
      }
      for (kind, files) in [("module", known.modules ?? []), ("input", known.inputs)] {
        // A folder has no digest, nor has a file in the record of a run that was interrupted.
        for file in files {
          guard let hash = file.hash else { continue }
          let path = file.path
          let current = RunRecord.currentHash(of: path)
          // The script may make a module itself.
          if current == nil, kind == "module" {
            absentModules.append(file)
          } else if current == nil {
            complain(path, "\(kind) is missing")
          }
          if let current, current != hash { complain(path, "\(kind) has changed since") }
        }
      }
    }

    /// - Parameters:
    ///   - loaded: What the script has loaded now.
    ///   - place: Where the first run would have had the file of a path.
    mutating func compareModules(
      _ known: RunRecord.Repeatable, _ loaded: [RunRecord.File], place: (String) -> String
    ) {
      guard let modules = known.modules else { return }
      let places = Set(modules.map { place($0.path) })
      var new = loaded.filter { !places.contains(place($0.path)) }
      for module in modules {
        let now = loaded.filter { place($0.path) == place(module.path) }
        let isAbsent = absentModules.contains(module)
        if let first = now.first {
          let isSame = now.contains { $0.hash == module.hash }
          if isAbsent, !isSame { complain(first.path, "module has changed since") }
        } else if let same = new.firstIndex(where: { $0.hash == module.hash }) {
          // As a script has it that writes code to the path of os.tmpname and loads it.
          tell(new.remove(at: same).path, "module is the same by another path")
        } else if isAbsent {
          complain(module.path, "module is missing")
        }
      }
      for file in new { complain(file.path, "module is new") }
    }

    /// - Parameter made: The files that were saved now, by where the first run would have saved them.
    mutating func compareOutputs(
      _ known: RunRecord.Repeatable, _ redirection: Redirection, made: [String: String]
    ) {
      var made = made
      var seen: Set<String> = []
      for file in known.outputs {
        let place = redirection.place(of: file.path)
        // An older record may have a file twice, once by its folder.
        guard seen.insert(place).inserted else { continue }
        guard let path = made.removeValue(forKey: place) else {
          complain(file.path, "missing")
          continue
        }
        guard let hash = file.hash else {
          complain(file.path, "without a digest in the record, not compared")
          continue
        }
        if RunRecord.currentHash(of: path) == hash {
          tell(file.path, "identical")
        } else {
          complain(file.path, "differs")
        }
      }
      for place in made.keys.sorted() { complain(redirection.name(of: place), "new") }
    }

    /// - Parameter failure: Why the script has ended now; nil: it has ended well.
    mutating func compareEndings(
      _ known: RunRecord.Repeatable, _ redirection: Redirection, _ failure: String?, in folder: String
    ) {
      guard let failure else {
        // What a signal or a limit has ended may end well another time.
        if known.failure != nil, !known.wasCutShort { complain("without an error", "ended otherwise") }
        return
      }
      let line = String(failure.prefix { $0 != "\n" })
      if let first = known.failure, redirection.isSame(failure, as: first, in: folder) {
        tell(line, "ended as the first run")
      } else {
        complain(line, "ended otherwise")
        RunExecution.report("fringe: \(failure)")
      }
    }
  }
}
