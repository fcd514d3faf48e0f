import Imaging

extension Mask {
  /// A mask drawn with `#` for inside and any other character for outside, a string a row.
  init(_ picture: String...) {
    self.init(
      rows: picture.count, columns: picture[0].count, inside: picture.flatMap { $0.map { $0 == "#" } })
  }

  /// The mask as it is drawn: `#` and `.`, a string a row.
  var picture: [String] {
    (0..<rows).map { row in (0..<columns).map { self[row, $0] ? "#" : "." }.joined() }
  }
}
