import ImageFiles
import Scripting

/// `fringe.params`, and what it gives.
enum ParametersClass {
  static let functions: [Function] = [
    Function(
      "params",
      "Declares a script's parameters; --params FILE.lua and --set NAME=VALUE change them on the command line.",
      argument(
        "parameters", .parameterSchema,
        "name = default; or { default, min = , max = , choices = , unit = , help = }, or { type = \"number\" } without a "
          + "default (also \"integer\", \"string\", \"boolean\", \"list\", and \"path\": relative to the file that sets it); or a "
          + "group of such"),
      returns: "Parameters"
    ) { call, schema in
      let overrides = call.session.parameters
      if let order = overrides.listingOrder {
        call.session.parameters.listing = schema.listing(order: order)
        // Not one line more of the script.
        call.state.interrupt()
        throw ScriptError.interrupted
      }
      var parameters = try ParameterSet(schema, folder: call.callingFile.map(FilePath.folder) ?? "")
      try parameters.apply(overrides, isStrict: !overrides.areDeclared, call)
      return handle(parameters, call)
    }
  ]

  fileprivate static let sample = "fringe.params { window = 128, mask = { open = 15 } }"

  static let declaration = ClassDeclaration(
    ParameterSet.self, "The parameters of a script: p.window, p.mask.threshold.",
    sample: sample, ownField: "parameter",
    operators: [
      Operator("__pairs") { call in
        _ = try Kind<ParameterSet>.parameters.value(of: call.argument(1))
        guard let table = call.argument(1).ownFields else { return Several.nothing }
        return Several(try SortedPairs(table), table)
      }
    ],
    methods: [
      method(
        "with", of: .parameters, "The same parameters with others on top; --set still comes first.",
        argument("changes", .parameterChanges, "a table of parameters, or a file that returns one"),
        returns: "Parameters"
      ) { call, parameters, changes in
        var changed = parameters
        // A script may have changed the tables of groups and lists.
        if let table = call.argument(1).ownFields { try changed.apply(ParameterTable(table), folder: "") }
        switch changes {
        case .table(let table):
          try changed.apply(table, folder: call.callingFile.map(FilePath.folder) ?? "")
        case .file(let path):
          try changed.apply(call.parameterFile(path), folder: FilePath.folder(path))
        }
        return handle(changed, call)
      }
    ])

  private static func handle(_ parameters: ParameterSet, _ call: CallFrame) -> WithOwnFields<ParameterSet> {
    call.session.parameters.areDeclared = true
    call.session.parameters.used = parameters
    return WithOwnFields(parameters, values: parameters.record)
  }
}

/// What a script puts on top of its parameters.
enum ParameterChanges {
  case table(ParameterTable)
  case file(String)
}

extension Kind where Value == ParameterSet {
  static var parameters: Kind { .object(sample: ParametersClass.sample) }
}

extension Kind where Value == ParameterChanges {
  static var parameterChanges: Kind {
    Kind(
      expected: "a table of parameters { name = value, … } or the path of a file that returns one",
      luaType: "table|string", sample: "{ window = 64 }"
    ) { slot throws(Mismatch) in
      if slot.isTable { return .table(try ParameterTable(slot)) }
      return try Kind<String>.path.read(slot).map(ParameterChanges.file)
    }
  }
}
