extension Image {
  /// Replaces every pixel by the mean of its block, the image keeping its size.
  ///
  /// The blocks are `n` pixels a side, from the first pixel on; those at the far edges may be partial. NaN and
  /// infinite pixels do not count; a block that holds nothing else is NaN.
  ///
  /// - Throws: ``ImageError/invalid(_:)`` when `n` is not positive.
  public func blockMean(_ n: Int) throws(ImageError) -> Image {
    guard n > 0 else { throw .invalid("the side of a block must be 1 pixel or more, not \(n)") }
    let (side, blocks) = (min(n, max(rows, columns)), (columns - 1) / n + 1)
    let means = pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: count) { target, initialized in
        var sums = BlockSums(blocks: blocks, side: side)
        for top in stride(from: 0, to: rows, by: side) {
          let band = top..<min(top + side, rows)
          sums.reset()
          for row in band { sums.add(source[row * columns..<(row + 1) * columns]) }
          for block in 0..<blocks {
            let mean = sums.mean(block)
            for row in band {
              for column in block * side..<min((block + 1) * side, columns) {
                target[row * columns + column] = mean
              }
            }
          }
        }
        initialized = count
      }
    }
    return derived(rows: rows, columns: columns, pixels: means, calibration: calibration)
  }
}

/// Sums and numbers of the finite pixels in a row of blocks.
struct BlockSums {
  private(set) var sums: [Double]
  private(set) var counts: [Int]
  private let side: Int

  /// - Parameter side: Columns of a block.
  init(blocks: Int, side: Int) {
    sums = [Double](repeating: 0, count: blocks)
    counts = [Int](repeating: 0, count: blocks)
    self.side = side
  }

  mutating func reset() {
    for block in sums.indices { (sums[block], counts[block]) = (0, 0) }
  }

  /// Adds one row of pixels; those beyond the last block are left out.
  mutating func add(_ row: Slice<UnsafeBufferPointer<Float>>) {
    let pixels = UnsafeBufferPointer(rebasing: row)
    for block in sums.indices {
      var (sum, count) = (0.0, 0)
      for column in block * side..<min((block + 1) * side, pixels.count) {
        let value = pixels[column]
        sum += value.isFinite ? Double(value) : 0
        count += value.isFinite ? 1 : 0
      }
      sums[block] += sum
      counts[block] += count
    }
  }

  /// The mean of a block, NaN when nothing is in it.
  func mean(_ block: Int) -> Float { counts[block] == 0 ? .nan : Float(sums[block] / Double(counts[block])) }

  /// The sum of a block, NaN when nothing is in it.
  func sum(_ block: Int) -> Float { counts[block] == 0 ? .nan : Float(sums[block]) }
}
