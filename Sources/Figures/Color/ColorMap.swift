/// How values become colours.
///
/// A map is a short list of anchor colours, joined in CIELAB by curves that do not overshoot. Sequential maps rise in lightness all
/// the way; both arms of a diverging map have the same lightness at the same distance from the middle, so that +2 %
/// and -2 % catch the eye alike; a cyclic map ends where it began.
public struct ColorMap: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case sequential, diverging, cyclic
    /// A few flat colours without an order.
    case classes
  }

  /// The name by which matplotlib's users know it.
  public let name: String
  public let kind: Kind
  /// The flat colour of missing pixels, which the map does not hold.
  public let missing: RGB
  /// Colours for 0...1 in equal steps; the middle one is exactly 1/2.
  package let table: [RGB]

  /// Number of steps from 0 to 1: so many that neighbours differ by no more than a level or two.
  package static let steps = 1024

  /// A map through `anchors`, equally spaced from 0 to 1; two or more.
  init(name: String, kind: Kind, missing: RGB = ColorMap.grey, anchors hex: [UInt32]) {
    var anchors = hex.map { Lab(RGB($0)) }
    if kind == .diverging {
      let lightness = zip(anchors, anchors.reversed()).map { ($0.lightness + $1.lightness) / 2 }
      for index in anchors.indices { anchors[index].lightness = lightness[index] }
    }
    let lightness = MonotoneCurve(anchors.map(\.lightness))
    let a = MonotoneCurve(anchors.map(\.a))
    let b = MonotoneCurve(anchors.map(\.b))
    let table = (0...Self.steps).map { step in
      let position = Double(step * (anchors.count - 1)) / Double(Self.steps)
      return Lab(
        lightness: lightness.value(at: position), a: a.value(at: position), b: b.value(at: position)
      ).rgb
    }
    self.init(name: name, kind: kind, missing: missing, table: table)
  }

  /// A map of one's own through colours, equally spaced from 0 to 1; one that ends with its first colour is cyclic.
  ///
  /// - Precondition: There are two or more.
  public init(through colors: [RGB]) {
    precondition(colors.count >= 2)
    let isCyclic = colors.count > 2 && colors.first == colors.last
    self.init(name: "of one's own", kind: isCyclic ? .cyclic : .sequential, anchors: colors.map(\.hex))
  }

  /// A map of flat colours: number i of n at i / (n - 1); one or more.
  init(steps colors: [RGB]) {
    let table = (0...Self.steps).map { step in
      colors[Int((Double(step * (colors.count - 1)) / Double(Self.steps)).rounded())]
    }
    self.init(name: "of \(colors.count) classes", kind: .classes, missing: Self.grey, table: table)
  }

  private init(name: String, kind: Kind, missing: RGB, table: [RGB]) {
    self.name = name
    self.kind = kind
    self.missing = missing
    self.table = table
  }

  /// The colour of a place 0...1 on the map; places outside take the colour of the nearer end.
  public func color(at position: Double) -> RGB {
    guard !position.isNaN else { return missing }
    return table[Int((min(max(position, 0), 1) * Double(Self.steps)).rounded())]
  }

  /// Whether the mean of two of its values says nothing: of angles, and of classes.
  var hasNoMeans: Bool { kind == .cyclic || kind == .classes }

  /// The map from its other end, named with `_r` appended or taken away.
  public var reversed: ColorMap {
    ColorMap(
      name: name.hasSuffix("_r") ? String(name.dropLast(2)) : name + "_r", kind: kind, missing: missing,
      table: table.reversed())
  }
}

extension ColorMap: CustomStringConvertible {
  public var description: String { name }
}
