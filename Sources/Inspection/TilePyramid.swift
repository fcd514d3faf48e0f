import Imaging

/// An image as a page shows it: square tiles at levels of half the size each, of 16-bit numbers.
///
/// Level 0 has the image's own pixels; a pixel of level n is the mean of those of 2ⁿ × 2ⁿ pixels that are not missing.
/// 0 stands for a missing pixel; 1 … 65535 span ``range``, linearly, and what lies outside takes the nearer end. The page
/// makes colours of them, so that contrast and colours change without a request.
public struct TilePyramid: Sendable {
  /// Pixels of a tile along a side; those at the right and lower edge may have fewer.
  public static let side = 256

  /// The image's size.
  public let rows, columns: Int
  /// What 1 and 65535 stand for: the least and greatest value, save for values far from the bulk (5th to 95th percentile;
  /// further than eight times its width), which would take all resolution away.
  public let range: ClosedRange<Double>
  /// The contrast to begin with: that of a figure.
  public let display: ClosedRange<Double>

  private let image: Image
  private let scale: LevelScale
  /// Levels from 1 on.
  private let coarse: [Level]

  private struct Level: Sendable {
    let rows, columns: Int
    let pixels: [UInt16]
  }

  public init(_ image: Image) {
    let spread = ValueSpread(of: image)
    let scale = LevelScale(spread.wide)
    (rows, columns, range, display) = (image.rows, image.columns, spread.wide, spread.display)
    var levels: [Level] = []
    while max(levels.last?.rows ?? rows, levels.last?.columns ?? columns) > Self.side {
      levels.append(levels.last.map { Self.halved($0) } ?? Self.halved(image, scale))
    }
    self.image = image
    self.scale = scale
    coarse = levels
  }

  /// Number of levels; the last one is a single tile.
  public var levels: Int { coarse.count + 1 }

  /// The pixels of a tile, row after row, two bytes each, the lower one first; nil when there is no such tile.
  public func tile(level: Int, row: Int, column: Int) -> [UInt8]? {
    guard level >= 0, level < levels, row >= 0, column >= 0 else { return nil }
    let (height, width) = level == 0 ? (rows, columns) : (coarse[level - 1].rows, coarse[level - 1].columns)
    guard row < (height + Self.side - 1) / Self.side, column < (width + Self.side - 1) / Self.side else {
      return nil
    }
    let lines = row * Self.side..<min((row + 1) * Self.side, height)
    let places = column * Self.side..<min((column + 1) * Self.side, width)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * lines.count * places.count)
    func append(_ value: UInt16) {
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    if level == 0 {
      image.pixels.withUnsafeBufferPointer { pixels in
        for r in lines { for c in places { append(scale.level(of: pixels[r * columns + c])) } }
      }
    } else {
      coarse[level - 1].pixels.withUnsafeBufferPointer { pixels in
        for r in lines { for c in places { append(pixels[r * width + c]) } }
      }
    }
    return bytes
  }

  private static func halved(_ image: Image, _ scale: LevelScale) -> Level {
    image.pixels.withUnsafeBufferPointer { pixels in
      level(rows: image.rows, columns: image.columns) { r, c, height, width in
        var (sum, count) = (Float(0), Float(0))
        for i in r..<r + height {
          for j in c..<c + width {
            let value = pixels[i * image.columns + j]
            sum += value.isFinite ? value : 0
            count += value.isFinite ? 1 : 0
          }
        }
        return scale.level(of: sum / count)
      }
    }
  }

  private static func halved(_ finer: Level) -> Level {
    finer.pixels.withUnsafeBufferPointer { pixels in
      level(rows: finer.rows, columns: finer.columns) { r, c, height, width in
        var (sum, count) = (UInt32(0), UInt32(0))
        for i in r..<r + height {
          for j in c..<c + width {
            let value = UInt32(pixels[i * finer.columns + j])
            sum += value
            count += value == 0 ? 0 : 1
          }
        }
        return count == 0 ? 0 : UInt16((sum + count / 2) / count)
      }
    }
  }

  /// Half the size, each pixel from a block of at most 2 × 2.
  @inline(__always)
  private static func level(
    rows: Int, columns: Int, _ pixel: (_ row: Int, _ column: Int, _ height: Int, _ width: Int) -> UInt16
  ) -> Level {
    let (height, width) = ((rows + 1) / 2, (columns + 1) / 2)
    let pixels = [UInt16](unsafeUninitializedCapacity: height * width) { target, count in
      for r in 0..<height {
        let lines = min(2, rows - 2 * r)
        for c in 0..<width {
          target[r * width + c] = pixel(2 * r, 2 * c, lines, min(2, columns - 2 * c))
        }
      }
      count = height * width
    }
    return Level(rows: height, columns: width, pixels: pixels)
  }
}

/// How values become 1 … 65535, and what is missing 0.
struct LevelScale: Sendable {
  private let low, factor: Float

  init(_ range: ClosedRange<Double>) {
    low = Float(range.lowerBound)
    factor = Float(65534 / (range.upperBound - range.lowerBound))
  }

  @inline(__always)
  func level(of value: Float) -> UInt16 {
    guard value.isFinite else { return 0 }
    return UInt16(min(max((value - low) * factor + 1.5, 1), 65535))
  }
}
