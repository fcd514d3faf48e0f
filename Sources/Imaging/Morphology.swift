/// Morphology with squares of `n` pixels a side, at a cost that does not depend on `n`.
///
/// Pixels outside the mask are ignored: they neither erode it nor grow into it. An odd square is centred on its pixel;
/// an even one reaches one pixel further up and left, from `-n/2` to `n/2 - 1`.
extension Mask {
  /// The pixels whose whole square is inside.
  public func eroded(_ n: Int) throws(ImageError) -> Mask { erosion(try .square(n)) }

  /// The pixels whose square holds a pixel inside.
  public func dilated(_ n: Int) throws(ImageError) -> Mask { dilation(try .square(n)) }

  /// Removes what a square does not fit into: erosion, then dilation by the reflected square, so that an even square
  /// leaves shapes in their place.
  public func opened(_ n: Int) throws(ImageError) -> Mask {
    let square = try Offsets.square(n)
    return erosion(square).dilation(square.reflected)
  }

  /// Closes gaps that a square does not fit into: dilation, then erosion by the reflected square, so that an even
  /// square leaves shapes in their place.
  public func closed(_ n: Int) throws(ImageError) -> Mask {
    let square = try Offsets.square(n)
    return dilation(square).erosion(square.reflected)
  }

  /// From where to where a square reaches from its pixel, along rows and columns alike.
  struct Offsets {
    let first: Int
    let last: Int

    /// A square of `n` pixels a side.
    static func square(_ n: Int) throws(ImageError) -> Offsets {
      guard n > 0 else { throw .invalid("the side of a square must be 1 pixel or more, not \(n)") }
      return Offsets(first: -(n / 2), last: n - 1 - n / 2)
    }

    var reflected: Offsets { Offsets(first: -last, last: -first) }
  }

  func erosion(_ offsets: Offsets) -> Mask { swept(offsets, for: false) }

  func dilation(_ offsets: Offsets) -> Mask { swept(offsets, for: true) }

  /// Spreads the pixels of one kind over their squares, along rows and then along columns.
  ///
  /// A pixel is reached when the last pixel of the kind at or before the end of its stretch is not before its start.
  private func swept(_ offsets: Offsets, for kind: Bool) -> Mask {
    let never = -1
    let ahead = min(offsets.last, max(rows, columns))
    let back = max(offsets.first, -max(rows, columns))
    let alongRows = inside.withUnsafeBufferPointer { source in
      [Bool](unsafeUninitializedCapacity: source.count) { target, initialized in
        for row in 0..<rows {
          let first = row * columns
          var last = never
          for column in 0..<min(ahead, columns) where source[first + column] == kind { last = column }
          for column in 0..<columns {
            let end = column + ahead
            if end < columns && source[first + end] == kind { last = end }
            target[first + column] = (last >= max(column + back, 0)) == kind
          }
        }
        initialized = source.count
      }
    }
    let swept = alongRows.withUnsafeBufferPointer { source in
      [Bool](unsafeUninitializedCapacity: source.count) { target, initialized in
        var last = [Int32](repeating: Int32(never), count: columns)
        last.withUnsafeMutableBufferPointer { last in
          for row in -ahead..<rows {
            let end = row + ahead
            if end < rows {
              for column in 0..<columns where source[end * columns + column] == kind {
                last[column] = Int32(end)
              }
            }
            guard row >= 0 else { continue }
            let start = Int32(max(row + back, 0))
            for column in 0..<columns { target[row * columns + column] = (last[column] >= start) == kind }
          }
        }
        initialized = source.count
      }
    }
    return with(inside: swept)
  }
}
