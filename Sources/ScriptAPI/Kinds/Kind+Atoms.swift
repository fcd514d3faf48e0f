import Crystallography
import Imaging
import Scripting
import Simulation

/// What a script gives as `atoms` to `fringe.simulate`.
struct AtomsArgument {
  var sample: AtomicSimulation.Sample
  var thickness, rotation: Double?
  var strain: LinearMap?
  var radius, vibration, film: Double?
  var microscope = Microscope()
  var model: AtomicSimulation.Model?

  /// - Parameter displacement: Of atoms, in place of `strain`.
  func simulation(displacement: LuaFunction?) throws(ScriptError) -> AtomicSimulation {
    var simulation = AtomicSimulation(sample)
    simulation.thickness = thickness ?? simulation.thickness
    simulation.rotation = rotation ?? simulation.rotation
    simulation.radius = radius
    simulation.vibration = vibration ?? simulation.vibration
    simulation.film = film ?? simulation.film
    simulation.microscope = microscope
    simulation.model = model ?? simulation.model
    if let strain { simulation.deformation = .uniform(strain) }
    if let displacement {
      guard strain == nil else { throw .failed("give atoms.strain or displacement, not both") }
      simulation.deformation = .field { x, y in
        try displacement.call([x, y], results: 2) { slots throws(Mismatch) in
          guard let u = slots[0].number, let v = slots[1].number, u.isFinite, v.isFinite else {
            throw Mismatch("displacement: expected two finite numbers from the function")
          }
          return SIMD2(u, v)
        }
      }
    }
    return simulation
  }
}

extension Kind where Value == AtomsArgument {
  static var atoms: Kind {
    Kind(
      expected: "a table of atoms, { crystal = , axis = , … }", luaType: "AtomicSample", sample: "nil"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      return try slot.readFields(of: ArgumentTypes.atomicSample, read)
    }
  }

  @Sendable private static func read(_ fields: FieldReader) throws(Mismatch) -> AtomsArgument {
    var argument = AtomsArgument(sample: try sample(fields))
    argument.thickness = try fields.optional("thickness", .positive)
    argument.rotation = try fields.optional("rotation", .number)
    argument.strain = try fields.optional("strain", .deformation)
    argument.radius = try fields.optional("radius", .positive)
    argument.vibration = try fields.optional("vibration", .nonNegative)
    argument.film = try fields.optional("film", .nonNegative)
    argument.model = try fields.optional("model", .choice(of: AtomicSimulation.Model.self))
    let standard = Microscope()
    argument.microscope.voltage = try fields.optional("voltage", .positive) ?? standard.voltage
    argument.microscope.sphericalAberration =
      try fields.optional("cs", .number) ?? standard.sphericalAberration
    argument.microscope.defocus = try fields.optional("defocus", .number)
    argument.microscope.focusSpread =
      try fields.optional("focus_spread", .nonNegative) ?? standard.focusSpread
    argument.microscope.convergence = try fields.optional("convergence", .nonNegative) ?? standard.convergence
    argument.microscope.aperture = try fields.optional("aperture", .positive)
    return argument
  }

  private static func sample(_ fields: FieldReader) throws(Mismatch) -> AtomicSimulation.Sample {
    let crystal = try fields.optional("crystal", .crystalOrDescription)
    let axis = try fields.optional("axis", .indices)
    let list = try fields.optional("list", .list(of: .placedAtom, count: 1...100_000))
    switch (crystal, axis, list) {
    case (let crystal?, let axis?, nil): return .crystal(crystal, axis: axis)
    case (nil, nil, let list?): return .atoms(list)
    default: throw Mismatch("expected crystal and axis, or a list of atoms")
    }
  }
}

extension Kind where Value == Crystal {
  /// A handle, or what `fringe.crystal` takes.
  fileprivate static var crystalOrDescription: Kind {
    Kind(
      expected: "a Crystal, a name or a cell", luaType: "Crystal|string|CrystalCell", sample: "\"Si\""
    ) { slot throws(Mismatch) in
      if let crystal = slot.object(Crystal.self) { return crystal }
      return try Kind<Crystal>.crystalDescription.read(slot)
    }
  }
}

extension Kind where Value == AtomicSimulation.Atom {
  fileprivate static var placedAtom: Kind {
    Kind(expected: "an atom { \"Au\", x, y }", luaType: "table", sample: "{ \"Au\", 0, 0 }") {
      slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 3 else { return nil }
      let symbol = try slot.element(1) { item throws(Mismatch) in try Kind<String>.string.value(of: item) }
      guard let element = Element(symbol: symbol) else { throw Mismatch("\(CrystalError.element(symbol))") }
      let x = try slot.element(2) { item throws(Mismatch) in try Kind<Double>.number.value(of: item) }
      let y = try slot.element(3) { item throws(Mismatch) in try Kind<Double>.number.value(of: item) }
      return .init(element, x: x, y: y)
    }
  }
}

extension Kind where Value == LinearMap {
  /// `{ exx = , eyy = , exy = , rotation = }`: R (1 + ε).
  fileprivate static var deformation: Kind {
    Kind(
      expected: "{ exx = , eyy = , exy = , rotation = }", luaType: "Deformation", sample: "{ exx = 0.01 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 0 else { return nil }
      return try slot.readFields(of: ArgumentTypes.deformation) { fields throws(Mismatch) in
        let range = Kind<Double>.number(-0.5...0.5)
        let exx = try fields.optional("exx", range) ?? 0
        let eyy = try fields.optional("eyy", range) ?? 0
        let exy = try fields.optional("exy", range) ?? 0
        let turn = try fields.optional("rotation", .number) ?? 0
        let map = LinearMap(stretchXX: 1 + exx, yy: 1 + eyy, xy: exy, rotation: turn)
        return map.determinant > 0 ? map : nil
      }
    }
  }
}
