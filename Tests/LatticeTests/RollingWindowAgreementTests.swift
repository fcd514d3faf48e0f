import Foundation
import ImageFiles
import Imaging
import Lattice
import TestSupport
import Testing

/// The rolling window against the reference pipeline, and against the truth of simulated particles.
struct RollingWindowAgreementTests {
  private static let folder = "data/synthetic/"

  /// The reference pipeline's results on a 16-pixel grid; 0 where a fit has no value.
  private struct Reference: Decodable {
    let peaks: [[Double]]
    let q: [[[Double]]]
    let polar: [[[Double]]]
    let pos: [[[[Double]]]]
  }

  @Test(.enabled(if: SharedData.exists(folder + "particle256_u16.tif"), SharedData.skip))
  func `a simulated particle agrees with the reference pipeline`() throws {
    let image = try Self.image("particle256_u16.tif")
    let path = SharedData.path(Self.folder + "particle256_reference_step16.json")
    let reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let reflections = reference.peaks.map {
      Reflection(dx: $0[1] - 64, dy: $0[0] - 64, window: 128, calibration: image.calibration)
    }
    var options = RollingWindow()
    options.step = 16
    let map = try image.roll(options, reflections: reflections)
    let clean = try map.clean()
    #expect(map.rows == 16 && map.columns == 16 && map.warnings.isEmpty)
    let isWellPosed = try Self.wellPosed(image, map, particle: Self.image("particle256_truth_particle.npy"))
    var wellPosed = 0
    for index in 0..<3 {
      var (ours, theirs) = (0, 0)
      for row in 0..<16 {
        for column in 0..<16 {
          let q = reference.q[index][row][column]
          if isWellPosed(index, row, column) {
            wellPosed += 1
            #expect(abs(Double(map[index].radius[row, column]) - q) <= 1e-4, "\(index): \(row), \(column)")
          }
          ours += clean[index].radius[row, column].isNaN ? 0 : 1
          let polar = reference.polar[index][row][column]
          theirs += Self.isKept(q: q, polar: polar, reflections[index], image.calibration) ? 1 : 0
        }
      }
      #expect(theirs > 100)
      #expect(abs(ours - theirs) <= 256 / 20, "reflection \(index): \(ours) kept, \(theirs) by the reference")
    }
    #expect(wellPosed >= 20)
  }

  @Test(
    .enabled(if: SharedData.exists(folder + "particle256_u16.tif"), SharedData.skip),
    arguments: InstructionSet.available)
  func `a dense map agrees with one transform and one fit per window`(set: InstructionSet) throws {
    let image = try Self.image("particle256_u16.tif")
    let reflections = [(57.801, 81.03), (45.877, 63.832), (52.072, 46.799)].map {
      Reflection(dx: $0.1 - 64, dy: $0.0 - 64, window: 128, calibration: image.calibration)
    }
    var options = RollingWindow()
    options.step = 8
    func roll(_ arithmetic: WindowArithmetic) throws -> LatticeMap {
      try RollingWindowPlan(
        image: image, options: options, reflections: reflections, arithmetic: arithmetic
      ).run()
    }
    let map = try roll(.kernel(set, doublePrecision: false))
    let reference = try roll(.reference)
    let (clean, expected) = try (map.clean(), reference.clean())
    let isWellPosed = try Self.wellPosed(image, map, particle: Self.image("particle256_truth_particle.npy"))
    var wellPosed = 0
    for index in 0..<3 {
      for row in 0..<map.rows {
        for column in 0..<map.columns where isWellPosed(index, row, column) {
          wellPosed += 1
          let difference = map[index].radius[row, column] - reference[index].radius[row, column]
          #expect(abs(difference) <= 1e-4, "\(index): \(row), \(column)")
          let ratio = map[index].amplitude[row, column] / reference[index].amplitude[row, column]
          #expect(abs(ratio - 1) <= 1e-2, "\(index): \(row), \(column)")
        }
      }
      let kept = clean[index].radius.pixels.count { !$0.isNaN }
      let keptByReference = expected[index].radius.pixels.count { !$0.isNaN }
      #expect(abs(kept - keptByReference) <= map.rows * map.columns / 50, "\(kept), not \(keptByReference)")
    }
    #expect(wellPosed >= 70)
  }

  @Test(.enabled(if: SharedData.exists(folder + "particle512_u16.tif"), SharedData.skip))
  func `inside a simulated particle the spacing is right to two parts in a thousand`() throws {
    let image = try Self.image("particle512_u16.tif")
    let particle = try Self.image("particle512_truth_particle.npy")
    let reflections = zip([0.2355, 0.2355, 0.2039], [20.0, 90.53, 145.26]).map {
      Reflection(spacing: $0, angle: $1, unit: .nanometres)
    }
    var options = RollingWindow()
    options.step = 8
    let map = try image.roll(options, reflections: reflections).clean().where(Mask(particle))
    for index in 0..<3 {
      let truth = try Self.image("particle512_truth_spacing_nm.npy", page: index)
      let spacing = map[index].spacing
      var errors = [Float]()
      for row in 0..<map.rows {
        for column in 0..<map.columns where !spacing[row, column].isNaN {
          let expected = truth[8 * row, 8 * column]
          errors.append(abs(spacing[row, column] - expected) / expected)
        }
      }
      errors.sort()
      #expect(errors.count > 1500)
      #expect(errors[errors.count / 2] < 0.002, "reflection \(index)")
    }
  }

  private static func image(_ name: String, page: Int = 0) throws -> Image {
    let page = try ImageFile.open(path: SharedData.path(folder + name)).datasets[0].read(page: page)
    return Image(raster: page.raster, calibration: page.info.calibration)
  }

  /// Whether a fit has one answer: the window wholly inside image and particle, and the patch's maximum at least 2.2
  /// above its median.
  private static func wellPosed(
    _ image: Image, _ map: LatticeMap, particle: Image
  ) -> (_ index: Int, _ row: Int, _ column: Int) -> Bool {
    let patches = map.reflections.map { reflection in
      let (dx, dy) = reflection.offset(window: 128, calibration: image.calibration)
      return SpectrumPatch(row: dy, column: dx, side: 15, window: 128)
    }
    let spectrum = LocalSpectrum(window: 128, taper: .hann, patches: patches)
    return { index, row, column in
      let (top, left) = (row * map.step - 64, column * map.step - 64)
      guard top >= 0, left >= 0, top + 128 <= image.rows, left + 128 <= image.columns else { return false }
      for r in top..<top + 128 {
        for c in left..<left + 128 where particle[r, c] == 0 { return false }
      }
      guard spectrum.load(image, row: row * map.step, column: column * map.step) else { return false }
      let sorted = spectrum.withPatch(index) { $0.sorted() }
      return sorted[224] - sorted[112] >= 2.2
    }
  }

  private static func isKept(
    q: Double, polar: Double, _ reflection: Reflection, _ calibration: Calibration
  ) -> Bool {
    let (dx, dy) = reflection.offset(window: 128, calibration: calibration)
    let expected = (dx * dx + dy * dy).squareRoot()
    let difference = abs(polar - reflection.angle)
    return q >= 0.75 * expected && q <= 1.25 * expected && min(difference, 180 - difference) <= 2.5
  }
}
