import Imaging
import Inspection
import Lattice
import Simulation
import Testing

/// What a page is told of a map's pixel, against the map.
struct MapInspectorTests {
  static let particle: (image: Image, map: LatticeMap) = {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.seed) = (256, 1)
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (64, 8, .phase)
    do {
      let particle = try simulation.run()
      let rolled = try particle.image.roll(options, reflections: particle.truth.reflections)
      return (particle.image, try rolled.clean(radius: 0.1, angle: 2).where(particle.truth.particle))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  private var map: LatticeMap { Self.particle.map }

  @Test func `the cursor reads what the map keeps`() throws {
    let inspector = try MapInspector(map)
    for (row, column) in [(16, 16), (20, 9), (0, 0), (31, 31)] {
      let reading = inspector.reading(row: row, column: column)
      #expect(reading.sourceRow == 8 * row && reading.sourceColumn == 8 * column)
      #expect(Float(reading.intensity) == map.source[8 * row, 8 * column])
      for (group, planes) in zip(reading.groups, map.reflectionMaps) {
        let known: [(String, Image, Image?)] = [
          ("spacing", planes.spacing, planes.spacingSigma), ("angle", planes.angle, planes.angleSigma),
          ("radius", planes.radius, planes.radiusSigma), ("amplitude", planes.amplitude, nil),
          ("snr", planes.snr, nil),
        ]
        for (name, plane, sigma) in known {
          let value = try #require(group.values.first { $0.name == name })
          #expect(Self.same(value.value, plane[row, column]), "\(name)")
          if let sigma { #expect(Self.same(value.sigma, sigma[row, column]), "\(name)") }
        }
        let status = planes.statuses[row * map.columns + column]
        #expect(group.status == status.name)
        #expect(status == .ok || group.reason != nil)
      }
    }
    let title = try #require(inspector.groups.first)
    #expect(title.hasPrefix("reflection 1 · 0.2") && title.hasSuffix(" nm"))
  }

  private static func same(_ value: Double, _ stored: Float) -> Bool {
    value.isNaN && stored.isNaN || Float(value) == stored
  }

  @Test func `a position belongs to the nearest map pixel, and outside to none`() throws {
    let inspector = try MapInspector(map)
    let near = try #require(inspector.pixel(at: Point(row: 11.9, column: 100.2)))
    #expect(near == (1, 13))
    let last = try #require(inspector.pixel(at: Point(row: 255.4, column: 255)))
    #expect(last == (31, 31))
    #expect(inspector.pixel(at: Point(row: -0.6, column: 3)) == nil)
    #expect(inspector.pixel(at: Point(row: 3, column: 255.5)) == nil)
  }

  @Test func `planes are the map's`() throws {
    let inspector = try MapInspector(map)
    #expect(inspector.planes.count == 9 * map.count && inspector.size == map.size)
    let spacing = try #require(inspector.plane("spacing", group: 1))
    #expect(spacing.image().pixels.map(\.bitPattern) == map[1].spacing.pixels.map(\.bitPattern))
    #expect(inspector.plane("spacing", group: 7) == nil)
    #expect(inspector.plane("status", group: 0)?.kind == .status)
  }

  @Test func `profiles are those of the map`() throws {
    let inspector = try MapInspector(map)
    let (start, end) = (Point(row: 100, column: 60), Point(row: 150, column: 190))
    let known = try map.profile(1, from: start, to: end, width: 24)
    let plane = try #require(inspector.plane("spacing", group: 1))
    let profile = try inspector.profile(of: plane, from: start, to: end, width: 24)
    #expect(profile.distance == known.distance && profile.count == known.count)
    #expect(profile.value.map(\.bitPattern) == known.spacing.map(\.bitPattern))
    #expect(profile.sigma?.map(\.bitPattern) == known.spacingSigma.map(\.bitPattern))
    #expect(
      profile.table.columns.map(\.heading) == [
        "distance (nm)", "spacing (nm)", "spacing_sigma (nm)", "count",
      ])
    let snr = try #require(inspector.plane("snr", group: 0))
    let plain = try inspector.profile(of: snr, from: start, to: end, width: 1)
    #expect(plain.sigma == nil && plain.distance == known.distance)
    #expect(throws: ImageError.self) {
      try inspector.profile(of: snr, from: start, to: Point(row: 400, column: 0), width: 1)
    }
  }

  @Test func `the spectrum is that of the window, with the reflections in it`() throws {
    let inspector = try MapInspector(map)
    let spectrum = try #require(inspector.spectrum(row: 16, column: 16))
    let cut = try Self.particle.image.cropped(row: 128 - 32, column: 128 - 32, rows: 64, columns: 64)
    // The phase estimator takes the tapered mean away.
    let weights = Taper.hann.weights(64)
    var sum = 0.0
    for index in cut.pixels.indices {
      sum += Double(cut.pixels[index]) * weights[index / 64] * weights[index % 64]
    }
    let mean = sum / (weights.reduce(0, +) * weights.reduce(0, +))
    let whole = try cut.with(pixels: cut.pixels.map { $0 - Float(mean) }).apodized(.hann).spectrum()
      .logAmplitude()
    for spot in spectrum.spots {
      let (row, column) = (Int(32 + spot.selected.row.rounded()), Int(32 + spot.selected.column.rounded()))
      let expected = Double(whole[row, column])
      #expect(abs(spectrum.logAmplitudes[row * 64 + column] - expected) < 1e-3)
      let found = try #require(spot.found)
      #expect(abs(found.row - spot.selected.row) < 1 && abs(found.column - spot.selected.column) < 1)
      let q = (found.row * found.row + found.column * found.column).squareRoot()
      #expect(map.reflectionMaps.contains { abs(Double($0.radius[16, 16]) - q) < 1e-3 })
    }
    #expect(spectrum.spots.count == map.count && spectrum.window == 64)
    let patch = try #require(inspector.patch(row: 16, column: 16, group: 0))
    #expect(patch.review.side == 15 && patch.review.residual != nil && patch.method.contains("phase"))
  }
}
