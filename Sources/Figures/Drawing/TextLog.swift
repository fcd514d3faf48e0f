/// What is written on a page and where, for those who compare figures.
package struct WrittenText: Hashable, Sendable {
  package let text: String
  /// The anchor on the baseline, in points.
  package let x: Double
  package let y: Double
}

/// Collects what a canvas writes.
final class TextLog {
  var texts: [WrittenText] = []
}
