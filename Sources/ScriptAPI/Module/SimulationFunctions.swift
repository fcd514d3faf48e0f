import Imaging
import Lattice
import Scripting
import Simulation

/// `fringe.simulate`: images of which the truth is known.
enum SimulationFunctions {
  private static let standard = ParticleSimulation()

  static let functions: [Function] = [
    Function(
      "simulate",
      "A crystalline particle with a strain gradient and a turned grain on an amorphous support, and its truth; or atoms, "
        + "through a microscope.",
      option(
        "size", .integer(16...16384).sample("64"), default: standard.size,
        "rows and columns, px; at most 2048 with atoms"),
      option("pixel_size", .pixelSize, default: standard.pixelSize, "nm"),
      option(
        "reflections", .waves, default: standard.reflections, shown: "gold along [110]",
        "the lattice: { { spacing (nm), angle (degrees), amplitude (0..1) }, … }"),
      option(
        "strain", .number(-0.5...0.5),
        "\(standard.strain) when left out: change of expansion across the frame, a fraction"),
      option(
        "grain_rotation", .number(-90...90), default: standard.grainRotation,
        "of the second grain, degrees; 0: none"),
      option(
        "displacement", .displacement,
        "function(x, y) of places in nm from the centre, y up: how far the lattice there is displaced, two numbers, nm; "
          + "added to strain, which then is 0 unless given"),
      option("absorption", .number(0...1), default: standard.absorption, "darkness of the particle"),
      option(
        "amorphous", .number(0...1), "standard deviation of the support's speckle; 0.04, or 0 without noise"),
      option("dose", .dose, default: standard.dose, "electrons per pixel; math.huge: no noise"),
      option("gain", .positive, default: standard.gain, "grey levels per electron"),
      option(
        "fill", .number(0.01...1), default: standard.fill,
        "half width of the particle as a fraction of the frame"),
      option("full", .boolean, default: standard.isFullFrame, "whether the crystal fills the frame"),
      option("seed", .integer(0...), default: 1, "equal seeds give equal images"),
      option(
        "atoms", .atoms,
        "atoms instead of the particle: { crystal = \"Au\", axis = \"110\", … }; of the other options only size, pixel_size, "
          + "displacement, dose, gain and seed count"),
      returns: "Image image, Truth truth"
    ) {
      call, size, pixelSize, reflections, strain, rotation, displacement, absorption, amorphous, dose, gain,
      fill, full,
      seed, atoms in
      if let atoms {
        var simulation = try atoms.simulation(displacement: displacement)
        (simulation.size, simulation.pixelSize, simulation.seed) = (size, pixelSize, UInt64(seed))
        (simulation.dose, simulation.gain) = (dose, gain)
        return try run(simulation, call)
      }
      var simulation = ParticleSimulation()
      (simulation.size, simulation.pixelSize, simulation.reflections) = (size, pixelSize, reflections)
      simulation.strain = strain ?? (displacement == nil ? standard.strain : 0)
      simulation.grainRotation = rotation
      if let displacement {
        simulation.displacement = try DisplacementField(size: size, pixelSize: pixelSize) { x, y in
          try displacement.call([x, y], results: 2) { results throws(Mismatch) in
            guard let along = results[0].number, let up = results[1].number else {
              throw Mismatch(
                "displacement: expected two numbers, got \(results[0].summary) and \(results[1].summary)")
            }
            return (along, up)
          }
        }
      }
      (simulation.absorption, simulation.amorphous) = (absorption, amorphous)
      (simulation.dose, simulation.gain) = (dose, gain)
      (simulation.fill, simulation.isFullFrame, simulation.seed) = (fill, full, UInt64(seed))
      let result = try simulation.run(isCancelled: call.state.interruption)
      let truth = result.truth
      warn(of: truth.tooFine, call)
      return Several(
        result.image,
        Record([
          ("spacing", truth.spacing), ("angle", truth.angle), ("particle", truth.particle),
          ("grain", truth.grain),
          ("exx", truth.strain.exx), ("eyy", truth.strain.eyy), ("exy", truth.strain.exy),
          ("rotation", truth.strain.rotation), ("reflections", truth.reflections), ("phase", Double.nan),
        ]))
    }
  ]

  private static func warn(of planes: TooFinePlanes?, _ call: CallFrame) {
    guard let planes else { return }
    let (share, spacing) = (100 * planes.share, planes.spacing)
    call.session.warn(
      "fringe.simulate: in \(NumberFormat.significant(share, digits: 3)) % of the crystal planes are two pixels apart or less, those "
        + "of reflection \(planes.reflection + 1) down to \(NumberFormat.significant(spacing, digits: 3)) nm: no image can show "
        + "them; take less strain or displacement, or a smaller pixel_size")
  }

  private static func run(_ simulation: AtomicSimulation, _ call: CallFrame) throws -> Several {
    let (image, truth) = try simulation.run(isCancelled: call.state.interruption)
    if simulation.model == .weakPhase, truth.largestPhase > 0.5 {
      call.session.warn(
        "fringe.simulate: the phase reaches \(NumberFormat.significant(truth.largestPhase, digits: 2)) rad, which is not "
          + "weak; use model = \"phase_object\" or a thinner sample")
    }
    // A cut through the displacement, as behind a dislocation, is no strain.
    if let tooFine = truth.tooFine, tooFine.share > 0.01 { warn(of: tooFine, call) }
    if case .crystal(let crystal, let axis) = simulation.sample, truth.reflections.isEmpty {
      call.session.warn(
        "fringe.simulate: no planes of \(crystal.displayName) along [\(axis)] are more than two pixels apart and pass the "
          + "microscope: the image shows no lattice; take an axis of smaller indices, or a smaller pixel_size"
      )
    }
    let grain = try truth.particle & ~truth.particle
    return Several(
      image,
      Record([
        ("spacing", truth.spacing), ("angle", truth.angle), ("particle", truth.particle), ("grain", grain),
        ("exx", truth.exx), ("eyy", truth.eyy), ("exy", truth.exy), ("rotation", truth.rotation),
        ("reflections", truth.reflections), ("phase", truth.largestPhase),
      ]))
  }
}

extension Kind where Value == Double {
  /// A positive number, also infinite.
  fileprivate static var dose: Kind {
    anyNumber.map(expected: "a number above 0, at most 1e9, or math.huge") {
      $0 > 0 && ($0 <= 1e9 || $0 == .infinity) ? $0 : nil
    }
  }
}

extension Kind where Value == LuaFunction {
  fileprivate static var displacement: Kind {
    Kind<LuaFunction>.function("x, y").sample("function(x, y) return 0.01 * x, 0 end")
  }
}

extension Kind where Value == [ParticleSimulation.Wave] {
  /// A list of `{ spacing, angle, amplitude }`, by place or by name.
  fileprivate static var waves: Kind { .list(of: .wave, count: 1...16) }
}

extension Kind where Value == ParticleSimulation.Wave {
  fileprivate static var wave: Kind {
    Kind(
      expected: "{ spacing, angle, amplitude }", luaType: "number[]|Wave", sample: "{ 0.25, 20, 0.1 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      if slot.listCount > 0 {
        let numbers = try Kind<[Double]>.list(of: .number, count: 3...3).value(of: slot)
        return .init(spacing: numbers[0], angle: numbers[1], amplitude: numbers[2])
      }
      return try slot.readFields(of: ArgumentTypes.wave) { fields throws(Mismatch) in
        .init(
          spacing: try fields.required("spacing", .number), angle: try fields.required("angle", .number),
          amplitude: try fields.required("amplitude", .number))
      }
    }
  }
}
