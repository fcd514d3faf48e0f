import Crystallography
import Imaging
import Lattice
import Numerics

extension AtomicSimulation {
  /// A wider frame is computed than is shown, so that what transfer spreads over a border comes from beyond it, nm.
  private var margin: Int { min(256, Int((2.5 / pixelSize).rounded(.up))) }
  private var frame: Int { size + 2 * margin }
  private var calibration: Calibration {
    Calibration(pixelSize: pixelSize, unit: .nanometres, source: .computed)
  }

  private enum Stream {
    static let film: UInt64 = 11
    static let electrons: UInt64 = 12
  }

  /// Makes the image and its truth.
  ///
  /// - Parameter isCancelled: Is asked every thousand atoms, at every row, and between transforms.
  /// - Throws: ``SimulationError`` for an option out of its range, ``CrystalError``, what the displacement throws, or
  ///   `CancellationError`.
  public func run(isCancelled: () -> Bool = { false }) throws -> (image: Image, truth: AtomicTruth) {
    try validate()
    func goOn() throws { if isCancelled() { throw CancellationError() } }
    let strength = microscope.massRatio * microscope.wavelength
    var phase = ProjectedPhase(side: frame, pixelSize: pixelSize)
    try phase.add(columns(goOn), vibration: vibration, strength: strength, goOn: goOn)
    if film > 0 { try phase.add(filmAtoms(), vibration: vibration, strength: strength, goOn: goOn) }
    let exposure = ImagingByPhase(phase: phase, microscope: microscope)
    let (intensity, largest) = try model == .weakPhase ? exposure.weakPhase(goOn) : exposure.phaseObject(goOn)
    var image = Image(
      rows: size, columns: size, pixels: try counts(of: intensity, goOn), calibration: calibration,
      name: "simulation")
    image.label = "intensity"
    return (image, try truth(largestPhase: largest, goOn))
  }

  /// The atoms where they end up.
  private func columns(_ goOn: () throws -> Void) throws -> [AtomColumn] {
    let half = Double(frame) / 2 * pixelSize
    // Far atoms would wrap around.
    return try placedColumns(half: half, goOn).filter { abs($0.x) < half && abs($0.y) < half }
  }

  private func placedColumns(half: Double, _ goOn: () throws -> Void) throws -> [AtomColumn] {
    switch sample {
    case .atoms(let atoms): return atoms.map { AtomColumn(element: $0.element, x: $0.x, y: $0.y, count: 1) }
    case .crystal(let crystal, let axis):
      // Displaced atoms come in from further out.
      let reach = min(radius ?? .infinity, 1.1 * half * 2.0.squareRoot() + 1)
      var columns = try crystal.columns(
        along: axis, rotation: rotation, thickness: thickness, within: reach)
      for index in columns.indices {
        if index % 1000 == 0 { try goOn() }
        let place = try displaced(columns[index].x, columns[index].y)
        (columns[index].x, columns[index].y) = (place.x, place.y)
      }
      return columns
    }
  }

  func displaced(_ x: Double, _ y: Double) throws -> SIMD2<Double> {
    switch deformation {
    case .uniform(let map):
      let place = map(x: x, y: y)
      return SIMD2(place.x, place.y)
    case .field(let u):
      // Where it is shown: r = origin + u(r).
      var place = SIMD2(x, y)
      for _ in 0..<8 {
        let next = try SIMD2(x, y) + u(place.x, place.y)
        let step = next - place
        place = next
        if (step * step).sum() < 1e-20 { break }
      }
      return place
    }
  }

  /// Of carbon of 1.8 g/cm³, 1/nm³.
  private static let filmAtomDensity = 90.0
  /// More would take minutes and gigabytes.
  private static let mostFilmAtoms = 2e7

  /// Carbon at random places.
  private func filmAtoms() -> [AtomColumn] {
    guard let carbon = Element(symbol: "C") else { return [] }
    var random = Xoshiro256(seed: seed, stream: Stream.film)
    let side = Double(frame) * pixelSize
    let count = random.poisson(mean: Self.filmAtomDensity * side * side * film)
    return (0..<Int(count)).map { _ in
      AtomColumn(
        element: carbon, x: (random.uniform() - 0.5) * side, y: (random.uniform() - 0.5) * side, count: 1)
    }
  }

  /// Grey levels of the shown part of the frame.
  private func counts(of intensity: [Double], _ goOn: () throws -> Void) rethrows -> [Float] {
    var random = Xoshiro256(seed: seed, stream: Stream.electrons)
    var result: [Float] = []
    result.reserveCapacity(size * size)
    for row in 0..<size {
      try goOn()
      let start = (row + margin) * frame + margin
      for value in intensity[start..<start + size] {
        // A weak phase that is not weak can be less than nothing.
        let expected = max(0, value)
        let electrons = dose.isFinite ? random.poisson(mean: dose * expected) : 400 * expected
        result.append(Float(electrons * gain))
      }
    }
    return result
  }

  private func validate() throws(SimulationError) {
    func require(_ holds: Bool, _ option: String, _ expected: String, _ found: Double) throws(SimulationError)
    {
      guard holds else { throw SimulationError(option: option, expected: expected, found: "\(found)") }
    }
    try require((16...2048).contains(size), "size", "16…2048 pixels with atoms", Double(size))
    try require((0.001...1).contains(pixelSize), "pixel_size", "0.001…1 nm", pixelSize)
    try require(
      Double(frame) * pixelSize <= 300, "size", "so that the frame is at most 300 nm wide", Double(size))
    try require(thickness > 0 && thickness <= 100, "thickness", "more than 0 and at most 100 nm", thickness)
    try require((0...0.1).contains(vibration), "vibration", "0…0.1 nm", vibration)
    try require((0...50).contains(film), "film", "0…50 nm", film)
    let side = Double(frame) * pixelSize
    let thickest = Self.mostFilmAtoms / (Self.filmAtomDensity * side * side)
    try require(film <= thickest, "film", "at most \(thickest) nm in a frame \(side) nm wide", film)
    try require((10...3000).contains(microscope.voltage), "voltage", "10…3000 kV", microscope.voltage)
    try require(
      abs(microscope.sphericalAberration) <= 100, "cs", "-100…100 mm", microscope.sphericalAberration)
    try require(abs(microscope.appliedDefocus) <= 1e5, "defocus", "-1e5…1e5 nm", microscope.appliedDefocus)
    try require(
      (0...1000).contains(microscope.focusSpread), "focus_spread", "0…1000 nm", microscope.focusSpread)
    try require((0...50).contains(microscope.convergence), "convergence", "0…50 mrad", microscope.convergence)
    try require(
      dose > 0 && (dose <= 1e9 || dose == .infinity), "dose", "more than 0 and at most 1e9, or infinite", dose
    )
    try require(gain > 0 && gain.isFinite, "gain", "more than 0", gain)
    if case .crystal(let crystal, _) = sample {
      try require(!crystal.atoms.isEmpty, "crystal", "one with atoms", 0)
    }
  }
}
