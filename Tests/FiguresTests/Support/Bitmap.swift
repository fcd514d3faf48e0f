import CCairo
import Figures
import Testing

/// A PNG file read back with cairo.
struct Bitmap {
  let rows: Int
  let columns: Int
  private let pixels: [UInt32]

  init(png: [UInt8]) throws {
    final class Source {
      var rest: ArraySlice<UInt8>
      init(_ bytes: [UInt8]) { rest = bytes[...] }
    }
    let source = Source(png)
    let surface = withExtendedLifetime(source) {
      cairo_image_surface_create_from_png_stream(
        { closure, buffer, count in
          let source = Unmanaged<Source>.fromOpaque(closure!).takeUnretainedValue()
          guard source.rest.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
          for index in 0..<Int(count) { buffer![index] = source.rest.removeFirst() }
          return CAIRO_STATUS_SUCCESS
        }, Unmanaged.passUnretained(source).toOpaque())
    }
    defer { cairo_surface_destroy(surface) }
    try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    rows = Int(cairo_image_surface_get_height(surface))
    columns = Int(cairo_image_surface_get_width(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    let data = try #require(cairo_image_surface_get_data(surface))
    var pixels: [UInt32] = []
    for row in 0..<rows {
      let line = UnsafeRawPointer(data + row * stride)
      for column in 0..<columns {
        pixels.append(line.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFFFFFF)
      }
    }
    self.pixels = pixels
  }

  subscript(row: Int, column: Int) -> RGB { RGB(pixels[row * columns + column]) }

  /// The pixel at a place on the page, in points, at 300 to the inch.
  func pixel(x: Double, y: Double) -> RGB { self[Int(y * 300 / 72), Int(x * 300 / 72)] }

  func count(of color: RGB) -> Int { pixels.reduce(0) { $0 + ($1 == color.hex ? 1 : 0) } }

  /// For each pixel the largest difference of a channel from another bitmap of the same size.
  func distances(to other: Bitmap) -> [Double] {
    zip(pixels, other.pixels).map { a, b in
      let (a, b) = (RGB(a), RGB(b))
      return Double(
        max(
          abs(Int(a.red) - Int(b.red)), abs(Int(a.green) - Int(b.green)), abs(Int(a.blue) - Int(b.blue))))
    }
  }
}
