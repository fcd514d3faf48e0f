/// Planes of pixels that several threads fill, each its own pixels.
struct PixelPlanes: @unchecked Sendable {
  private let start: UnsafeMutablePointer<Float>
  private let pixels: Int

  /// Writes a pixel; no other thread writes the same.
  func set(_ plane: Int, _ index: Int, _ value: Float) { start[plane * pixels + index] = value }

  /// Planes in which `body` has set every pixel.
  static func fill(count: Int, pixels: Int, _ body: (PixelPlanes) -> Void) -> [[Float]] {
    let start = UnsafeMutablePointer<Float>.allocate(capacity: count * pixels)
    defer { start.deallocate() }
    body(PixelPlanes(start: start, pixels: pixels))
    return (0..<count).map { Array(UnsafeBufferPointer(start: start + $0 * pixels, count: pixels)) }
  }
}
