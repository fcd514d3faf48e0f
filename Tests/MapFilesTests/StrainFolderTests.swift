import Foundation
import ImageFiles
import Imaging
import Lattice
import MapFiles
import Testing

struct StrainFolderTests {
  private static let calibration = Calibration(
    pixelSizeX: 0.03, pixelSizeY: 0.031, unit: .nanometres, source: .tag("X: Resolution"), relativeSigma: 0.01
  )

  private static let image: Image = {
    var image = Image(rows: 120, columns: 131, calibration: calibration) { row, column in
      let (r, c) = (Float(row), Float(column) * (1 + Float(column) * 1e-4))
      return 1000 + 300 * cos(1.1 * c + 0.4 * r) + 300 * cos(-0.5 * c + 1.2 * r)
        + Float((row * 37 + column * 61) % 97)
    }
    image.name = "Au:\n3 nm"
    return image
  }()

  private static let reflections: [Reflection] = {
    let scale = 32 / Double.pi
    var first = Reflection(dx: 1.1 * scale, dy: 0.4 * scale, window: 64, calibration: calibration)
    first.label = "1 -1 label 1"
    return [first, Reflection(dx: -0.5 * scale, dy: 1.2 * scale, window: 64, calibration: calibration)]
  }()

  private static func rolled() throws -> LatticeMap {
    var options = RollingWindow()
    (options.window, options.step, options.estimator, options.edge) = (64, 8, .phase, .skip)
    return try image.roll(options, reflections: reflections)
  }

  private func check(_ strain: StrainMap) throws {
    let folder = NSTemporaryDirectory() + "fringe-strain-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try StrainFolder.save(strain, to: folder)
    let back = try StrainFolder.load(folder)
    #expect(back.method == strain.method && back.definition == strain.definition && back.axis == strain.axis)
    #expect(back.referenceKind == strain.referenceKind && back.condition == strain.condition)
    #expect(back.resolution == strain.resolution && back.step == strain.step)
    #expect(back.reference.map(\.label) == strain.reference.map(\.label))
    for (own, other) in zip(back.reference, strain.reference) {
      #expect(abs(own.spacing / other.spacing - 1) < 1e-14 && abs(own.angle(to: other)) < 1e-12)
    }
    #expect(
      back.source.calibration == strain.source.calibration && back.source.pixels == strain.source.pixels)
    for component in StrainComponent.allCases {
      for (own, other) in [
        (back[component], strain[component]), (back.sigma(component), strain.sigma(component)),
      ] {
        #expect(own.pixels.map(\.bitPattern) == other.pixels.map(\.bitPattern))
        #expect(own.label == other.label && own.calibration == other.calibration)
      }
    }
    #expect(back.residual.pixels.map(\.bitPattern) == strain.residual.pixels.map(\.bitPattern))
    // What is not kept as planes: how errors go together.
    let (mean, known) = (try back.mean(), try strain.mean())
    #expect(known.count > 0 && mean.values == known.values && mean.count == known.count)
    #expect(mean.sigmas.map(\.bitPattern) == known.sigmas.map(\.bitPattern) && !known.sigmas[0].isNaN)
    let (start, end) = (Point(row: 40, column: 40), Point(row: 70, column: 90))
    let (profile, expected) = (
      try back.profile(from: start, to: end, width: 24), try strain.profile(from: start, to: end, width: 24)
    )
    #expect(profile.sigmas[0].map(\.bitPattern) == expected.sigmas[0].map(\.bitPattern))
  }

  @Test func `strain of a lattice map comes back exactly`() throws {
    try check(Self.rolled().strain(reference: .reflections(Self.reflections), definition: .green, axis: 15))
    try check(Self.rolled().blockMean(2).strain())
  }

  @Test func `strain by geometric phase comes back exactly`() throws {
    var options = GeometricPhase()
    (options.resolution, options.margin, options.step) = (0.8, 0.5, 3)
    try check(Self.image.geometricPhaseStrain(options, reflections: Self.reflections))
  }

  @Test(arguments: [
    ("error: ", "fault: ", "an earlier version"), ("step: 8", "step: 7", "do not fit"),
    ("block: 1", "block: 1000000", "do not fit"),
    ("condition: ", "condition: x", "condition is missing or wrong"),
    ("definition: spacing", "definition: large", "definition is missing or wrong"),
    ("reference: spacing", "reference: spacing spacing", "is no reflection"),
    ("window: 64", "window: 4", "the window must be"),
    ("Fringe strain map: 1", "Fringe strain map: 9", "no strain map that this version reads"),
  ])
  func `a damaged description is an error that names the file and the fault`(
    original: String, damaged: String, fault: String
  ) throws {
    let folder = NSTemporaryDirectory() + "fringe-strain-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try StrainFolder.save(Self.rolled().strain(), to: folder)
    let path = folder + "/strain.txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(original))
    try text.replacingOccurrences(of: original, with: damaged).write(
      toFile: path, atomically: false, encoding: .utf8)
    let error = #expect(throws: ImageFileError.self) { try StrainFolder.load(folder) }
    #expect(error?.description.contains(fault) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix(path) == true)
  }
}
