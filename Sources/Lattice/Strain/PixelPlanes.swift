/// Planes of pixels that several threads fill, each its own pixels.
struct PixelPlanes: @unchecked Sendable {
  private let starts: UnsafeMutablePointer<UnsafeMutablePointer<Float>>

  /// Writes a pixel; no other thread writes the same.
  func set(_ plane: Int, _ index: Int, _ value: Float) { starts[plane][index] = value }

  /// Planes in which `body` has set every pixel.
  static func fill(count: Int, pixels: Int, _ body: (PixelPlanes) -> Void) -> [[Float]] {
    let starts = UnsafeMutablePointer<UnsafeMutablePointer<Float>>.allocate(capacity: count)
    defer { starts.deallocate() }
    /// Makes the planes from `first` on; the innermost call, when all are there, has them filled.
    func make(_ first: Int) -> [[Float]] {
      guard first < count else {
        body(PixelPlanes(starts: starts))
        return []
      }
      var others: [[Float]] = []
      // An array has no elements until it is made: the threads, not this one, are the first to touch its memory.
      let own = [Float](unsafeUninitializedCapacity: max(1, pixels)) { buffer, initialized in
        guard let start = buffer.baseAddress else { return }
        starts.advanced(by: first).initialize(to: start)
        others = make(first + 1)
        initialized = pixels
      }
      return [own] + others
    }
    return make(0)
  }
}
