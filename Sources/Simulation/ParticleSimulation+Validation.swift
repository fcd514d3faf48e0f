/// An option of a simulation is out of its range.
public struct SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The option's name as scripts write it, such as `grain_rotation`.
  public var option: String
  /// What is allowed.
  public var expected: String
  /// What was given.
  public var found: String

  public var description: String { "\(option) must be \(expected), but is \(found)" }
}

extension ParticleSimulation {
  /// Checks every option; ``run()`` does it, too.
  public func validate() throws(SimulationError) {
    try require((16...16384).contains(size), "size", "16…16384 pixels", size)
    try require(pixelSize > 0 && pixelSize.isFinite, "pixel_size", "more than 0 nm", pixelSize)
    try require((1...16).contains(reflections.count), "reflections", "a list of 1…16", reflections.count)
    for (index, wave) in reflections.enumerated() {
      let name = "reflections[\(index + 1)]"
      try require(
        wave.spacing > 2 * pixelSize && wave.spacing.isFinite, "\(name).spacing",
        "more than 2 pixels, which are \(2 * pixelSize) nm", wave.spacing)
      try require(wave.angle.isFinite, "\(name).angle", "a number of degrees", wave.angle)
      try require((0...1).contains(wave.amplitude), "\(name).amplitude", "0…1", wave.amplitude)
    }
    try require((-0.5...0.5).contains(strain), "strain", "-0.5…0.5", strain)
    if let displacement {
      try require(
        displacement.size == size, "displacement", "given at every pixel of the image", displacement.size)
      try require(displacement.isFinite, "displacement", "finite everywhere", "not")
    }
    try require((-90...90).contains(grainRotation), "grain_rotation", "-90…90 degrees", grainRotation)
    try require((0...1).contains(absorption), "absorption", "0…1", absorption)
    if let amorphous { try require((0...1).contains(amorphous), "amorphous", "0…1", amorphous) }
    try require(
      dose > 0 && (dose <= 1e9 || dose == .infinity), "dose", "more than 0 and at most 1e9, or infinite", dose
    )
    try require(gain > 0 && gain.isFinite, "gain", "more than 0", gain)
    try require(fill > 0 && fill <= 1, "fill", "more than 0 and at most 1", fill)
  }

  private func require(
    _ condition: Bool, _ option: String, _ expected: String, _ found: some CustomStringConvertible
  ) throws(SimulationError) {
    guard condition else {
      throw SimulationError(option: option, expected: expected, found: found.description)
    }
  }
}
