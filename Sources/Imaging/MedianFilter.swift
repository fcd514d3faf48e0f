extension Image {
  /// The largest side of the window of a median filter, pixels.
  public static let maximumMedianWindow = 255

  /// This image with every pixel replaced by the median of a square window of `n` pixels a side around it.
  ///
  /// An even window reaches one pixel further up and left. NaN, infinite pixels and those outside the image do not
  /// count; where nothing is left the result is NaN. Of an even number of pixels the median is the mean of the
  /// middle two.
  ///
  /// - Parameter isCancelled: Is asked every few thousand pixels.
  /// - Throws: ``ImageError/invalid(_:)`` when `n` is not in 1...``maximumMedianWindow``; ``ImageError/cancelled``.
  public func medianFiltered(
    _ n: Int, isCancelled: () -> Bool = { false }
  ) throws(ImageError) -> Image {
    guard (1...Image.maximumMedianWindow).contains(n) else {
      throw .invalid("the window must be 1 to \(Image.maximumMedianWindow) pixels a side, not \(n)")
    }
    // The image is filtered in tiles, so that the ranks of a tile's pixels are few.
    let side = max(n, 48)
    var filtered = [Float](repeating: .nan, count: count)
    for top in stride(from: 0, to: rows, by: side) {
      for left in stride(from: 0, to: columns, by: side) {
        let tile = MedianTile(
          self, rows: top..<min(top + side, rows), columns: left..<min(left + side, columns),
          before: n / 2, after: n - 1 - n / 2)
        guard !isCancelled() else { throw .cancelled }
        tile.filter(into: &filtered)
      }
    }
    return derived(rows: rows, columns: columns, pixels: filtered, calibration: calibration)
  }
}

/// A part of an image, of which each pixel is known by its rank among the part's and its surroundings' values.
///
/// (Median filtering after Suomela, "Median filtering is equivalent to sorting", 2014: after one sort, a window is a
/// set of ranks, kept as a bit per rank.)
private struct MedianTile {
  /// The pixels to be filtered.
  private let rows: Range<Int>
  private let columns: Range<Int>
  private let before: Int
  private let after: Int
  private let imageColumns: Int
  /// These and the pixels that their windows reach, as far as they are in the image.
  private let nearRows: Range<Int>
  private let nearColumns: Range<Int>
  /// The values that count, sorted.
  private let sorted: [Float]
  /// The rank of each near pixel; -1 for those that do not count.
  private let ranks: [Int32]

  init(_ image: Image, rows: Range<Int>, columns: Range<Int>, before: Int, after: Int) {
    (self.rows, self.columns, self.before, self.after) = (rows, columns, before, after)
    imageColumns = image.columns
    nearRows = max(rows.lowerBound - before, 0)..<min(rows.upperBound + after, image.rows)
    nearColumns = max(columns.lowerBound - before, 0)..<min(columns.upperBound + after, image.columns)
    var keys: [UInt64] = []
    keys.reserveCapacity(nearRows.count * nearColumns.count)
    var place: UInt64 = 0
    for row in nearRows {
      for column in nearColumns {
        let value = image.pixels[row * image.columns + column]
        if value.isFinite { keys.append(UInt64(OrderStatistics.key(value)) << 32 | place) }
        place += 1
      }
    }
    Self.sort(&keys)
    sorted = keys.map { OrderStatistics.value(UInt32($0 >> 32)) }
    var ranks = [Int32](repeating: -1, count: Int(place))
    for (rank, key) in keys.enumerated() { ranks[Int(key & 0xffff_ffff)] = Int32(rank) }
    self.ranks = ranks
  }

  func filter(into target: inout [Float]) {
    for row in rows {
      let window = max(row - before, nearRows.lowerBound)..<min(row + after + 1, nearRows.upperBound)
      var set = RankSet(capacity: sorted.count)
      for column in nearColumns.lowerBound..<min(columns.lowerBound + after, nearColumns.upperBound) {
        toggle(column, in: window, of: &set, adding: true)
      }
      for column in columns {
        if nearColumns.contains(column + after) { toggle(column + after, in: window, of: &set, adding: true) }
        let leaving = column - before - 1
        if nearColumns.contains(leaving) { toggle(leaving, in: window, of: &set, adding: false) }
        guard set.count > 0 else { continue }
        let low = sorted[set.rank(at: (set.count - 1) / 2)]
        let high = set.count.isMultiple(of: 2) ? sorted[set.rank(at: set.count / 2)] : low
        target[row * imageColumns + column] = Float((Double(low) + Double(high)) / 2)
      }
    }
  }

  /// Adds a column of the window to the set, or takes it away.
  @inline(__always)
  private func toggle(_ column: Int, in rows: Range<Int>, of set: inout RankSet, adding: Bool) {
    let width = nearColumns.count
    var place = (rows.lowerBound - nearRows.lowerBound) * width + column - nearColumns.lowerBound
    for _ in rows {
      let rank = Int(ranks[place])
      if rank >= 0 { set.toggle(rank, adding: adding) }
      place += width
    }
  }

  /// Sorts by the upper 32 bits, eight at a time.
  private static func sort(_ keys: inout [UInt64]) {
    var other = keys
    for shift: UInt64 in [32, 40, 48, 56] {
      var starts = [Int](repeating: 0, count: 257)
      for key in keys { starts[Int(key >> shift & 0xff) + 1] += 1 }
      for digit in 1..<257 { starts[digit] += starts[digit - 1] }
      for key in keys {
        let digit = Int(key >> shift & 0xff)
        other[starts[digit]] = key
        starts[digit] += 1
      }
      swap(&keys, &other)
    }
  }
}

/// A set of ranks that finds its k-th member from where it found the last one.
private struct RankSet {
  private(set) var count = 0
  private var words: [UInt64]
  /// The word where the last member was found, and the number of members before that word.
  private var current = 0
  private var below = 0

  init(capacity: Int) { words = [UInt64](repeating: 0, count: capacity / 64 + 1) }

  @inline(__always)
  mutating func toggle(_ rank: Int, adding: Bool) {
    let step = adding ? 1 : -1
    words[rank >> 6] ^= 1 << UInt64(rank & 63)
    count += step
    below += rank >> 6 < current ? step : 0
  }

  /// The member with `k` members below it.
  mutating func rank(at k: Int) -> Int {
    while below > k {
      current -= 1
      below -= words[current].nonzeroBitCount
    }
    while below + words[current].nonzeroBitCount <= k {
      below += words[current].nonzeroBitCount
      current += 1
    }
    var word = words[current]
    for _ in below..<k { word &= word - 1 }
    return (current << 6) + word.trailingZeroBitCount
  }
}
