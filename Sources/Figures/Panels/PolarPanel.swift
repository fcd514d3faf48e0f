/// How much lies in which direction: a distribution of directions, or values over an angle.
///
/// 0° is to the right, angles count counter-clockwise. Values whose angles follow one another in equal steps are drawn
/// as wedges, others as points.
public struct PolarPanel: Sendable {
  /// How many degrees the angles go round before they repeat.
  public enum Period: Double, CaseIterable, Sendable {
    /// Directions without a sense, such as those of planes: a half circle is drawn.
    case half = 180
    case full = 360
  }

  /// Degrees; those outside 0 to the period are folded into it.
  public var angles: [Double]
  /// Distances from the centre, 0 or more, as many.
  public var values: [Double]
  public var period: Period
  /// What stands above; nil for nothing.
  public var title: String?
  /// What the distance from the centre is, with its unit.
  public var label: String

  public init(
    angles: [Double], values: [Double], period: Period = .full, title: String? = nil, label: String = ""
  ) {
    precondition(angles.count == values.count)
    self.angles = angles
    self.values = values
    self.period = period
    self.title = title
    self.label = label
  }

  /// How many of the angles lie in each of `bins` equal parts of the period, which begin at 0°.
  public init(
    counting angles: [Double], bins: Int, period: Period = .full, title: String? = nil,
    label: String = "count"
  ) {
    precondition(bins > 0)
    let width = period.rawValue / Double(bins)
    var counts = [Double](repeating: 0, count: bins)
    for angle in angles where angle.isFinite {
      counts[min(Int(Self.folded(angle, period) / width), bins - 1)] += 1
    }
    self.init(
      angles: (0..<bins).map { (Double($0) + 0.5) * width }, values: counts, period: period, title: title,
      label: label)
  }

  /// The angle between 0 and the period that is the same.
  static func folded(_ angle: Double, _ period: Period) -> Double {
    let rest = angle.truncatingRemainder(dividingBy: period.rawValue)
    return rest < 0 ? rest + period.rawValue : rest
  }

  /// Bytes that the values take in memory.
  public var byteCount: Int { 8 * (angles.count + values.count) }
}
