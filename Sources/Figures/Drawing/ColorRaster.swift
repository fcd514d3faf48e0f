import Imaging

/// An image in colours, at the size at which it is painted.
///
/// Where it is smaller than the image, each of its pixels is the mean of the values below it, weighted by area, before
/// these become colours: a lattice does not turn into a moiré. A pixel of which half or more is missing is missing.
package struct ColorRaster: Sendable {
  package let rows: Int
  package let columns: Int
  /// Row after row, 0xRRGGBB; with an opacity 0xAARRGGBB, multiplied by alpha, and 0 where values are missing.
  package let pixels: [UInt32]

  /// Whether pixels have an alpha.
  package let isTransparent: Bool

  /// - Parameters:
  ///   - rows, columns: Size of the result, 1 or more.
  ///   - range: The values of the map's two ends; not empty.
  ///   - opacity: 0...1; nil: opaque, missing pixels in the map's colour for them.
  package init(
    _ image: Image, rows: Int, columns: Int, map: ColorMap, range: ClosedRange<Double>, opacity: Double? = nil
  ) {
    self.rows = rows
    self.columns = columns
    isTransparent = opacity != nil
    let palette = map.table.map { color in opacity.map { color.hex(opacity: $0) } ?? color.hex }
    let low = range.lowerBound
    let scale = 1 / (range.upperBound - range.lowerBound)
    // Angles and classes cannot be averaged: 1° and 179° do not make 90°.
    let averages = !map.hasNoMeans && (rows < 4 * image.rows || columns < 4 * image.columns)
    let across = Overlap.all(from: image.columns, to: columns, averages: averages)
    let down = Overlap.all(from: image.rows, to: rows, averages: averages)

    var result = [UInt32](repeating: opacity == nil ? map.missing.hex : 0, count: rows * columns)
    var sums = [Float](repeating: 0, count: image.columns)
    var weights = [Float](repeating: 0, count: image.columns)
    image.pixels.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for index in sums.indices {
          sums[index] = 0
          weights[index] = 0
        }
        let span = down[row]
        for sourceRow in span.first...span.last {
          Self.accumulate(
            UnsafeBufferPointer(
              rebasing: values[sourceRow * image.columns..<(sourceRow + 1) * image.columns]),
            weight: span.weight(of: sourceRow), low: low, scale: scale, sums: &sums, weights: &weights)
        }
        for column in 0..<columns {
          let span = across[column]
          var sum: Float = 0
          var weight: Float = 0
          for sourceColumn in span.first...span.last {
            let share = span.weight(of: sourceColumn)
            sum += share * sums[sourceColumn]
            weight += share * weights[sourceColumn]
          }
          if weight > 0.5 {
            result[row * columns + column] = palette[Int(sum / weight * Float(ColorMap.steps) + 0.5)]
          }
        }
      }
    }
    pixels = result
  }

  /// Adds a row's places on the map, 0...1, where there are values.
  private static func accumulate(
    _ values: UnsafeBufferPointer<Float>, weight: Float, low: Double, scale: Double, sums: inout [Float],
    weights: inout [Float]
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      weights.withUnsafeMutableBufferPointer { weights in
        for index in values.indices {
          let value = values[index]
          // In double: the range may be narrower than the smallest float.
          let place = min(max((Double(value) - low) * scale, 0), 1)
          let isFinite = value.magnitude < .infinity
          sums[index] += isFinite ? weight * Float(place) : 0
          weights[index] += isFinite ? weight : 0
        }
      }
    }
  }
}

/// The samples that one sample of a coarser or finer grid covers, and how much of it each takes up.
struct Overlap: Sendable {
  let first: Int
  let last: Int
  private let firstWeight: Float
  private let lastWeight: Float
  private let innerWeight: Float

  func weight(of index: Int) -> Float {
    index == first ? firstWeight : index == last ? lastWeight : innerWeight
  }

  /// For each of `target` equal parts of `source` samples; only the sample at the middle where `averages` is false.
  static func all(from source: Int, to target: Int, averages: Bool) -> [Overlap] {
    let ratio = Double(source) / Double(target)
    return (0..<target).map { index in
      if !averages {
        let middle = min(Int((Double(index) + 0.5) * ratio), source - 1)
        return Overlap(first: middle, last: middle, firstWeight: 1, lastWeight: 0, innerWeight: 0)
      }
      // In units of 1 / target samples, so that borders that coincide do so exactly.
      let (start, end) = (index * source, (index + 1) * source)
      let (first, last) = (start / target, (end - 1) / target)
      let unit = 1 / Double(source)
      if first == last {
        return Overlap(first: first, last: last, firstWeight: 1, lastWeight: 0, innerWeight: 0)
      }
      return Overlap(
        first: first, last: last, firstWeight: Float(Double((first + 1) * target - start) * unit),
        lastWeight: Float(Double(end - last * target) * unit), innerWeight: Float(Double(target) * unit))
    }
  }
}
