import Imaging
import Lattice
import Numerics
import Testing

struct KnownLatticeTests {
  static func pixels(_ spacing: Double, _ angle: Double) -> Reflection {
    Reflection(spacing: spacing, angle: angle, unit: .pixels)
  }

  @Test func `a known spacing sets the pixel size, with the errors of both`() throws {
    let wave = Self.pixels(9.37, 24)
    let image = Lattices.image(rows: 256, columns: 256, [(wave, 60)], noise: 40)
    let known = KnownSpacing(Self.pixels(9.3, 24.3), spacing: 0.2355, sigma: 0.0005)
    let calibrated = try image.calibrated(known)
    let size = calibrated.calibration
    #expect(size.unit == .nanometres && size.pixelSizeX == size.pixelSizeY)
    #expect(abs(size.pixelSize / (0.2355 / 9.37) - 1) < 3e-4)
    #expect(size.relativeSigma > 0.0005 / 0.2355 && size.relativeSigma < 0.0006 / 0.2355)
    // The measurement's own error, where nothing else is uncertain.
    let own = try image.calibrated(KnownSpacing(known.reflection, spacing: 0.2355)).calibration
    #expect(own.relativeSigma > 1e-6 && abs(own.pixelSize / (0.2355 / 9.37) - 1) < 4 * own.relativeSigma)
    // It survives what keeps the scale.
    #expect(try calibrated.binned(by: 2).calibration.relativeSigma == size.relativeSigma)
  }

  @Test(arguments: [0.0, 25])
  func `two known reflections undo a shear and a stretch`(turn: Double) throws {
    // Silicon {111} along [110], on pixels of 0.012 nm, scanned with a drift.
    let truth = [20.0 + turn, 90.5288 + turn].map {
      Reflection(spacing: 0.31356, angle: $0, unit: .nanometres)
    }
    let distortion = LinearMap(xx: 1.03, xy: 0.025, yx: 0, yy: 0.98)
    let inverse = distortion.inverse
    let seen = truth.map { g in
      Reflection(
        gx: (inverse.xx * g.gx + inverse.yx * g.gy) * 0.012,
        gy: (inverse.xy * g.gx + inverse.yy * g.gy) * 0.012,
        unit: .pixels)
    }
    let image = Lattices.image(rows: 384, columns: 384, seen.map { ($0, 50) }, noise: 10)
    let right = try image.calibrated(
      KnownSpacing(seen[0], spacing: 0.31356), KnownSpacing(seen[1], spacing: 0.31356), angle: 70.5288)
    #expect(abs(right.calibration.pixelSize / 0.012 / (1 / (1.03 * 0.98).squareRoot()) - 1) < 5e-4)
    let found = try right.cropped(row: 64, column: 64, rows: 256, columns: 256).findReflections(count: 2)
      .reflections
    try #require(found.count == 2)
    for reflection in found { #expect(abs(reflection.spacing / 0.31356 - 1) < 1e-3) }
    #expect(abs(abs(found[0].angle(to: found[1])) - 70.5288) < 0.06)
  }

  @Test func `what cannot be these planes is refused`() throws {
    let image = Lattices.image(
      rows: 200, columns: 200, [(Self.pixels(8, 10), 50), (Self.pixels(9, 100), 50)])
    let known = [
      KnownSpacing(Self.pixels(8, 10), spacing: 0.2), KnownSpacing(Self.pixels(9, 100), spacing: 0.2),
    ]
    #expect(throws: CalibrationError.self) { try image.calibrated(known[0], known[1], angle: 60) }
    #expect(throws: CalibrationError.angle(2)) { try image.calibrated(known[0], known[1], angle: 2) }
    #expect(throws: CalibrationError.spacing(-1, sigma: 0)) {
      try image.calibrated(KnownSpacing(Self.pixels(8, 10), spacing: -1))
    }
    #expect(throws: CalibrationError.self) {
      try image.calibrated(KnownSpacing(Self.pixels(5, 50), spacing: 0.2))
    }
  }

  @Test func `the error of the pixel size is in every spacing, and no mean makes it smaller`() throws {
    var image = Lattices.image(
      rows: 192, columns: 192,
      [
        (Reflection(spacing: 0.3, angle: 20, unit: .nanometres), 50),
        (Reflection(spacing: 0.25, angle: 100, unit: .nanometres), 40),
      ],
      noise: 100, calibration: Calibration(pixelSize: 0.03, unit: .nanometres, source: .script))
    let reflections = [
      Reflection(spacing: 0.3, angle: 20, unit: .nanometres),
      Reflection(spacing: 0.25, angle: 100, unit: .nanometres),
    ]
    var options = RollingWindow()
    (options.window, options.step, options.estimator, options.patch, options.edge) = (64, 8, .phase, 7, .skip)
    let without = try image.roll(options, reflections: reflections, threads: 2)
    image.calibration.relativeSigma = 0.01
    let with = try image.roll(options, reflections: reflections, threads: 2)
    let place = with.rows / 2 * with.columns + with.columns / 2
    let (random, total) = (
      Double(without[0].spacingSigma.pixels[place]), Double(with[0].spacingSigma.pixels[place])
    )
    let spacing = Double(with[0].spacing.pixels[place])
    #expect(abs(total * total - random * random - 1e-4 * spacing * spacing) < 1e-4 * 1e-4 * spacing * spacing)
    let (mean, bare) = (try with.mean(0), try without.mean(0))
    #expect(
      abs(mean.spacingSigma / (0.01 * mean.spacing) - 1) < 0.01 && bare.spacingSigma < 0.1 * mean.spacingSigma
    )
    #expect(mean.randomSpacingSigma == bare.spacingSigma && mean.independent == bare.independent)
    let line = try with.profile(
      0, from: Point(row: 40, column: 96), to: Point(row: 150, column: 96), width: 40)
    #expect(line.spacingSigma.filter(\.isFinite).allSatisfy { $0 >= 0.0099 * 0.3 })
    // Strain relative to a part of the image does not have it; relative to a known lattice it has, alike in all pixels.
    let inner = try with.strain(), same = try without.strain()
    #expect(inner.sigma(.exx).pixels[place] == same.sigma(.exx).pixels[place])
    let outer = try with.strain(reference: .reflections(reflections))
    #expect(abs(Double(outer.sigma(.exx).pixels[place]) - 0.01) < 0.002)
    #expect(abs(Double(outer.sigma(.dilatation).pixels[place]) - 0.02) < 0.003)
    #expect(Double(outer.sigma(.rotation).pixels[place]) < 0.2)
    #expect(try abs(outer.mean().sigmas[0] - 0.01) < 2e-4)
  }
}
