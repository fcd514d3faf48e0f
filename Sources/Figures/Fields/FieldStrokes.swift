import Imaging
import Numerics

/// A field as strokes on the page, and the scale that they share.
struct FieldStrokes {
  struct Stroke {
    /// The middle of the block.
    let x: Double
    let y: Double
    /// Half of the stroke, from its middle to its head, in units of the field; y upwards.
    let right: Double
    let up: Double
    /// Whether it is an extension (or an arrow) rather than a compression.
    let isPositive: Bool

    /// The stroke, no longer than that.
    func cut(to length: Double) -> Stroke {
      let own = 2 * Double.hypot(right, up)
      guard own > length else { return self }
      return Stroke(
        x: x, y: y, right: right * length / own, up: up * length / own, isPositive: isPositive)
    }
  }

  let strokes: [Stroke]
  /// Points on the page per unit of the field.
  let scale: Double
  /// The value that the key shows; nil when there is nothing to show.
  let key: Double?
  /// Longer strokes are cut to this length; nil: none is so long.
  let cut: Double?

  init(_ field: VectorField, grid: PixelGrid) {
    var strokes: [Stroke] = []
    let nodes: FieldNodes
    let step = Double(max(field.step, 1))
    func add(_ node: FieldNodes.Node, length: Double, angle: Double) {
      let place = grid.place(row: node.row * step, column: node.column * step)
      let half = abs(length) / 2
      strokes.append(
        Stroke(
          x: place.x, y: place.y, right: half * Double.cos(angle), up: half * Double.sin(angle),
          isPositive: length >= 0))
    }
    switch field.quantity {
    case .vectors(let right, let up):
      nodes = FieldNodes(of: [right, up], across: field.across)
      for node in nodes.nodes {
        let (x, y) = (node.means[0], node.means[1])
        add(node, length: Double.hypot(x, y), angle: Double.atan2(y: y, x: x))
      }
    case .principal(let xx, let yy, let xy, let axis):
      nodes = FieldNodes(of: [xx, yy, xy], across: field.across)
      for node in nodes.nodes {
        let values = VectorField.principal(
          xx: node.means[0], yy: node.means[1], xy: node.means[2], axis: axis)
        let angle = values.angle * .pi / 180
        add(node, length: values.first, angle: angle)
        add(node, length: values.second, angle: angle + .pi / 2)
      }
    }
    let lengths = strokes.map { 2 * Double.hypot($0.right, $0.up) }.filter(\.isFinite).sorted()
    // A few that are far longer than all others do not make these vanish.
    let bulk = lengths.isEmpty ? 0 : lengths[Int(Double(lengths.count - 1) * 0.8)]
    let longest = min(lengths.last ?? 0, bulk > 0 ? 2 * bulk : .infinity)
    guard longest > 1e-30, longest < 1e30 else {
      (self.strokes, scale, key, cut) = ([], 0, nil, nil)
      return
    }
    let limit = 1.5 * longest
    cut = lengths.last.map { $0 > limit } == true ? limit : nil
    self.strokes = strokes.map { $0.cut(to: limit) }
    let pitch = Double(nodes.side) * step * min(grid.pitchX, grid.pitchY)
    scale = 0.92 * min(max(pitch, 4), 40) / longest
    key = field.key ?? Self.round(longest)
  }

  /// The largest of 1, 2 or 5 × 10^n that is not above a length.
  private static func round(_ length: Double) -> Double {
    let decade = Int(Double.log10(length).rounded(.down))
    let unit = Double.pow(10, Double(abs(decade)))
    let candidates = [1.0, 2, 5, 10].map { decade < 0 ? $0 / unit : $0 * unit }
    return candidates.last { $0 <= length * 1.0000001 } ?? candidates[0]
  }
}
