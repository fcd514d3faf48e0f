import Numerics

/// The outline of the particle and of its turned grain. Lengths in nm from the centre of the frame, x right, y UP.
package struct ParticleShape: Sendable {
  /// Side of the frame, nm.
  let side: Double
  let pixelSize: Double
  /// Half width of the particle as a fraction of the frame's side; nil when it fills the frame.
  let fill: Double?

  package init(side: Double, pixelSize: Double, fill: Double?) {
    self.side = side
    self.pixelSize = pixelSize
    self.fill = fill
  }

  /// How much of a point is particle, from 0 to 1 over an edge of about three pixels: a rounded square with the
  /// exponent 3, turned by 15° and a tenth less high than wide.
  package func thickness(x: Double, y: Double) -> Double {
    guard let fill else { return 1 }
    let radius = fill * side
    let (cosine, sine) = (Self.turn.cosine, Self.turn.sine)
    let u = abs(x * cosine - y * sine) / radius
    let v = abs(x * sine + y * cosine) / (0.9 * radius)
    let rho = Double.root(u * u * u + v * v * v, 3)
    return 1 / (1 + Double.exp((rho - 1) * radius / (3 * pixelSize)))
  }

  /// Distance from the straight boundary of the turned grain, which lies at the lower right; positive inside.
  package func depthInGrain(x: Double, y: Double) -> Double {
    0.6 * x - 0.8 * y - 0.18 * side
  }

  /// How much of a point belongs to the turned grain, from 0 to 1 over about three pixels.
  package func grainWeight(x: Double, y: Double) -> Double {
    1 / (1 + Double.exp(-depthInGrain(x: x, y: y) / (1.5 * pixelSize)))
  }

  /// 15° clockwise.
  private static let turn = (cosine: Double.cos(.pi / 12), sine: Double.sin(.pi / 12))
}
