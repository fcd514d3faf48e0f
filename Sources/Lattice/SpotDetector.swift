import Numerics

/// Finds compact peaks over their local background in a mean power spectrum.
///
/// Two backgrounds count, both in ln power. The *ring*: the median at distances of 4 to 8 pixels. The *streak*: along
/// the worst of twelve directions through the peak, the lower quartile at distances of 3 to 10 pixels on both sides.
/// A lattice spot stands high over both; a streak from scan lines or an edge is high over the ring, but not along
/// its own axis. Lattice spots reach 3.9 or more over the ring, the speckle of amorphous carbon 2.2 or less.
package struct SpotDetector: Sendable {
  /// A local maximum of the spectrum.
  package struct Spot: Hashable, Sendable {
    /// Columns to the right of zero frequency.
    package var dx: Int
    /// Rows below zero frequency.
    package var dy: Int
    /// ln power.
    package var level: Double
    /// ln power over the ring.
    package var contrast: Double
    /// ln power over the streak.
    package var compactness: Double
  }

  /// Radius around zero frequency in which nothing is sought and which is no background, pixels.
  package static let zeroLobe = 3

  /// The contrast and compactness that a spot must have.
  ///
  /// 3, between speckle and spots; more in a large spectrum, so that the noise of a single window (whose power is
  /// distributed exponentially) holds a spot in fewer than one search in a thousand.
  package let threshold: Double

  private let power: MeanPower
  private let ring: [(dy: Int, dx: Int)]
  private let directions: [[(dy: Int, dx: Int)]]

  package init(_ power: MeanPower) {
    self.power = power
    let bins = Double(power.side * power.side) / 2
    threshold = max(3, Double.log(Double.log2(bins * 1000)))
    ring = (-8...8).flatMap { dy in
      (-8...8).compactMap { dx in (16...64).contains(dy * dy + dx * dx) ? (dy, dx) : nil }
    }
    directions = (0..<12).map { step in
      let angle = Double(step) * .pi / 12
      return (3...10).flatMap { distance in
        let dy = Int((Double(distance) * Double.sin(angle)).rounded())
        let dx = Int((Double(distance) * Double.cos(angle)).rounded())
        return [(dy, dx), (-dy, -dx)]
      }
    }
  }

  /// All local maxima in one half plane, the highest contrast first.
  package func spots() -> [Spot] {
    let half = power.side / 2
    var found: [Spot] = []
    for dy in -half...0 {
      for dx in -half..<(power.side - half) where dy < 0 || dx > 0 {
        if isMaximum(dy: dy, dx: dx) { found.append(spot(dy: dy, dx: dx)) }
      }
    }
    return found.sorted { ($0.contrast, $0.dy, $0.dx) > ($1.contrast, $1.dy, $1.dx) }
  }

  /// The local maxima at most `radius` pixels from a position, the nearest first.
  package func spots(nearDx dx: Double, dy: Double, radius: Double) -> [Spot] {
    let reach = Int(radius) + 1
    var found: [(distance: Double, spot: Spot)] = []
    for row in (Int(dy.rounded()) - reach)...(Int(dy.rounded()) + reach) {
      for column in (Int(dx.rounded()) - reach)...(Int(dx.rounded()) + reach) {
        let (a, b) = (Double(row) - dy, Double(column) - dx)
        let distance = a * a + b * b
        if distance <= radius * radius, isMaximum(dy: row, dx: column) {
          found.append((distance, spot(dy: row, dx: column)))
        }
      }
    }
    return found.sorted { $0.distance < $1.distance }.map(\.spot)
  }

  /// The position of a spot between pixels: the vertex of a parabola through ln power, along each axis.
  package func vertex(of spot: Spot) -> (dx: Double, dy: Double) {
    func offset(_ low: Double, _ middle: Double, _ high: Double) -> Double {
      let curvature = low - 2 * middle + high
      return curvature < 0 ? 0.5 * (low - high) / curvature : 0
    }
    let (dx, dy) = (spot.dx, spot.dy)
    return (
      Double(dx) + offset(power[dy, dx - 1], power[dy, dx], power[dy, dx + 1]),
      Double(dy) + offset(power[dy - 1, dx], power[dy, dx], power[dy + 1, dx])
    )
  }

  /// Whether no neighbour is higher; of equal ones the first counts.
  private func isMaximum(dy: Int, dx: Int) -> Bool {
    guard !inZeroLobe(dy: dy, dx: dx) else { return false }
    let value = power[dy, dx]
    for v in -1...1 {
      for u in -1...1 where (v, u) != (0, 0) {
        let neighbour = power[dy + v, dx + u]
        if neighbour > value || (neighbour == value && (v, u) < (0, 0)) { return false }
      }
    }
    return true
  }

  private func spot(dy: Int, dx: Int) -> Spot {
    let value = power[dy, dx]
    func sorted(_ offsets: [(dy: Int, dx: Int)]) -> [Double] {
      offsets.compactMap { offset in
        inZeroLobe(dy: dy + offset.dy, dx: dx + offset.dx) ? nil : power[dy + offset.dy, dx + offset.dx]
      }.sorted()
    }
    let around = sorted(ring)
    let background = around[around.count / 2]
    var streak = background
    // Most maxima are noise: only those over the ring are worth the walk along twelve directions.
    if value - background > 1 {
      for direction in directions {
        let along = sorted(direction)
        if along.count >= 8 { streak = max(streak, along[along.count / 4]) }
      }
    }
    return Spot(
      dx: dx, dy: dy, level: value, contrast: value - background, compactness: value - streak)
  }

  private func inZeroLobe(dy: Int, dx: Int) -> Bool {
    dy * dy + dx * dx <= Self.zeroLobe * Self.zeroLobe
  }
}
