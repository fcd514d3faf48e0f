import Imaging
import Lattice

/// Windows wholly inside an image at random places, by an engine and by the reference path: one Fourier transform and
/// one fit in double precision for each window.
struct Agreement {
  /// An image with its reflections, and the window that suits them.
  struct Subject {
    let name: String
    let image: Image
    let reflections: [Reflection]
    var window = 128
    var patch = 15
    /// Where the lattice is; nil for everywhere.
    var particle: Mask?
  }

  /// Fits whose answer is one: a window wholly in the particle, the patch's maximum 2.2 above its median, and a peak that
  /// is no spike between the bins.
  private(set) var wellPosed = 0
  /// The largest |Δq| of them, those that are better left out, FFT pixels; infinite where the engine has no value.
  private(set) var worst = 0.0
  /// Those beyond the 1e-4 of `../shared/design/method.md` that cost more than the reference's; and those that cost
  /// less: another minimum, and a better one.
  private(set) var (deviating, better) = (0, 0)
  /// For each reflection, the fits of all windows that `clean` keeps.
  private(set) var kept: [(engine: Int, reference: Int)]
  /// Fits that both keep, and those of them that cost the engine at most 1.001 times as much.
  private(set) var compared = 0
  private(set) var cheap = 0
  private(set) var windows = 0

  /// The largest difference of the rates kept, in points.
  var keptDifference: Double {
    kept.map { 100 * abs(Double($0.engine - $0.reference)) / Double(max(1, windows)) }.max() ?? 0
  }

  /// Percent.
  var cheapRate: Double { 100 * Double(cheap) / Double(max(1, compared)) }

  /// - Parameters:
  ///   - count: Windows, taken from `tiles` tiles of the engine.
  ///   - arithmetic: nil for the one that `image:roll` picks.
  init(_ subject: Subject, count: Int, tiles: Int, arithmetic: WindowArithmetic? = nil, seed: UInt64 = 1)
    throws
  {
    var random = SplitMix64(state: seed)
    var options = RollingWindow()
    (options.window, options.patch) = (subject.window, subject.patch)
    let plan = try RollingWindowPlan(
      image: subject.image, options: options, reflections: subject.reflections, arithmetic: arithmetic)
    kept = subject.reflections.map { _ in (0, 0) }
    let inside = InteriorWindows(plan, particle: subject.particle)
    let chosen = inside.tiles(atMost: tiles, using: &random)
    guard let map = plan.map(of: chosen) else { return }
    let clean = try map.clean()
    let reference = ReferenceFit(plan)
    for tile in chosen {
      for _ in 0..<(count + chosen.count - 1) / chosen.count {
        let place = inside.place(in: tile, using: &random)
        windows += 1
        let isInParticle = inside.isInParticle(row: place.row, column: place.column)
        reference.load(row: place.row, column: place.column)
        for index in subject.reflections.indices {
          add(reference.fit(index), map, clean, index, place, reference, isInParticle)
        }
      }
    }
  }

  private mutating func add(
    _ fit: ReferenceFit.Result, _ map: LatticeMap, _ clean: LatticeMap, _ index: Int,
    _ place: (row: Int, column: Int), _ reference: ReferenceFit, _ isInParticle: Bool
  ) {
    let radius = Double(map[index].radius[place.row, place.column])
    let angle = Double(map[index].angle[place.row, place.column])
    if isInParticle && fit.contrast >= 2.2 && fit.hasValue && !fit.isSpike {
      wellPosed += 1
      let difference = radius.isNaN ? .infinity : abs(radius - fit.radius)
      if difference > 1e-4 && reference.cost(index, radius: radius, angle: angle) < fit.cost {
        better += 1
      } else {
        worst = max(worst, difference)
        deviating += difference > 1e-4 ? 1 : 0
      }
    }
    let isKept = !clean[index].radius[place.row, place.column].isNaN
    kept[index].engine += isKept ? 1 : 0
    kept[index].reference += fit.isKept ? 1 : 0
    guard isKept && fit.isKept else { return }
    compared += 1
    cheap += reference.cost(index, radius: radius, angle: angle) <= 1.001 * fit.cost ? 1 : 0
  }
}

extension RollingWindowPlan {
  /// A map of which only some tiles are measured; the rest counts as missing.
  func map(of tiles: [MapTile]) -> LatticeMap? {
    map { planes in
      planes.begin(MapTile(rows: 0..<rows, columns: 0..<columns))
      let engine = engine.init(self)
      for tile in tiles { engine.evaluate(tile, into: planes) }
      return true
    }
  }
}
