import Imaging
import Lattice
import Testing

struct RefinementTests {
  static let truth = [
    Reflection(spacing: 0.2355, angle: 20, unit: .nanometres, label: "111"),
    Reflection(spacing: 0.2039, angle: 145.3, unit: .nanometres, label: "200"),
  ]
  static let calibration = Calibration(pixelSize: 0.0333, unit: .nanometres, source: .script)

  static func crystal(side: Int = 512, noise: Double = 0) -> Image {
    Lattices.image(
      rows: side, columns: side, truth.map { ($0, 80) }, noise: noise, calibration: calibration)
  }

  /// Off by 2 % in length and 1° in direction.
  static let guesses = truth.map { reflection in
    Reflection(
      spacing: reflection.spacing * 1.02, angle: reflection.angle + 1, unit: .nanometres,
      label: reflection.label)
  }

  static func distance(_ a: Reflection, _ b: Reflection) -> Double {
    ((a.gx - b.gx) * (a.gx - b.gx) + (a.gy - b.gy) * (a.gy - b.gy)).squareRoot() * b.spacing
  }

  @Test(arguments: [200, 256, 300, 512])
  func `a noise-free lattice is recovered to a part in a hundred thousand`(side: Int) throws {
    let refined = try Self.crystal(side: side).refine(Self.guesses)
    for (found, truth) in zip(refined, Self.truth) { #expect(Self.distance(found, truth) < 1e-5) }
  }

  @Test func `a noisy lattice is recovered to a part in ten thousand`() throws {
    let refined = try Self.crystal(noise: 200).refine(Self.guesses)
    for (found, truth) in zip(refined, Self.truth) { #expect(Self.distance(found, truth) < 1e-4) }
  }

  @Test func `order, labels and sign are kept`() throws {
    let reversed = Self.guesses.reversed().map { guess in
      Reflection(gx: -guess.gx, gy: -guess.gy, unit: guess.unit, label: guess.label)
    }
    let refined = try Self.crystal().refine(reversed)
    #expect(refined.map(\.label) == ["200", "111"])
    for (found, truth) in zip(refined, Self.truth.reversed()) {
      let partner = Reflection(gx: -truth.gx, gy: -truth.gy, unit: truth.unit)
      #expect(Self.distance(found, partner) < 1e-5)
    }
  }

  @Test func `a coarse lattice gets a window large enough`() throws {
    let coarse = Reflection(spacing: 60, angle: 33, unit: .pixels)
    let image = Lattices.image(rows: 700, columns: 700, [(coarse, 80)])
    let refined = try image.refine([Reflection(spacing: 58, angle: 34, unit: .pixels)])
    #expect(Self.distance(refined[0], coarse) < 1e-3)
  }

  @Test func `a region is refined on its own lattice, with a window that fits`() throws {
    let left = Reflection(spacing: 7, angle: 10, unit: .pixels)
    let right = Reflection(spacing: 7.2, angle: 12, unit: .pixels)
    let a = Lattices.image(rows: 300, columns: 600, [(left, 50)])
    let b = Lattices.image(rows: 300, columns: 600, [(right, 50)])
    let image = Image(rows: 300, columns: 600) { row, column in column < 300 ? a[row, column] : b[row, column]
    }
    let mask = Mask(rows: 300, columns: 600, inside: (0..<300 * 600).map { $0 % 600 > 360 && $0 % 600 < 500 })
    let refined = try image.refine([left], region: mask)
    #expect(Self.distance(refined[0], right) < 1e-4)
  }

  @Test func `of two strong peaks within the tolerance the nearer is taken`() throws {
    let near = Reflection(spacing: 7, angle: 40, unit: .pixels)
    let far = Reflection(spacing: 7, angle: 45, unit: .pixels)
    let image = Lattices.image(rows: 512, columns: 512, [(near, 40), (far, 80)], noise: 20)
    let refined = try image.refine([Reflection(spacing: 7.05, angle: 40.5, unit: .pixels)])
    #expect(Self.distance(refined[0], near) < 1e-3)
  }

  @Test func `a lost reflection is named with the reason`() throws {
    let image = Self.crystal(noise: 100)
    let absent = Reflection(spacing: 0.3, angle: 80, unit: .nanometres, label: "x")
    let error = #expect(throws: RefinementError.self) { try image.refine(Self.guesses + [absent]) }
    guard case .notFound(2, absent, .noPeak) = error else {
      Issue.record("unexpected \(String(describing: error))")
      return
    }
    #expect(error?.description.hasPrefix("reflection 3 (x), of spacing 0.3 nm, is not found:") == true)
  }

  @Test func `a peak beyond the tolerance is refused, one within it is taken`() throws {
    let image = Self.crystal(noise: 20)
    let off = Reflection(spacing: Self.truth[0].spacing / 1.03, angle: 20, unit: .nanometres)
    #expect(throws: Never.self) { try image.refine([off], tolerance: 0.04) }
    let error = #expect(throws: RefinementError.self) { try image.refine([off], tolerance: 0.02) }
    guard case .notFound(0, _, .tooFar(let peak, let distance, 0.02)) = error else {
      Issue.record("unexpected \(String(describing: error))")
      return
    }
    #expect(abs(distance - 0.03 / 1.03) < 1e-3)
    #expect(abs(peak.spacing / 0.2355 - 1) < 1e-3)
  }

  @Test func `reflections that the spectrum cannot show are refused`() throws {
    let image = Self.crystal(side: 256)
    func reason(_ spacing: Double) -> RefinementError.Reason? {
      let given = Reflection(spacing: spacing, angle: 0, unit: .nanometres)
      let error = #expect(throws: RefinementError.self) { try image.refine([given]) }
      guard case .notFound(_, _, let reason) = error else { return nil }
      return reason
    }
    #expect(reason(0.06) == .beyondSpectrum)
    #expect(reason(5) == .nearZero(window: 256))
  }

  @Test func `another unit, an empty window and a tolerance of 0 are refused`() throws {
    var image = Self.crystal(side: 128)
    #expect(throws: RefinementError.self) {
      try image.refine([Reflection(spacing: 7, angle: 0, unit: .pixels)])
    }
    #expect(throws: RefinementError.self) { try image.refine(Self.guesses, tolerance: 0) }
    #expect(throws: RefinementError.self) { try image.refine(Self.guesses, window: 200) }
    image[64, 64] = .nan
    let error = #expect(throws: RefinementError.self) { try image.refine(Self.guesses) }
    #expect(error?.description.contains("fill them first") == true)
  }

  @Test func `no reflections give none`() throws {
    #expect(try Self.crystal(side: 64).refine([]).isEmpty)
  }
}
