extension Image {
  /// The grey image of a file's samples, as 32-bit floats.
  ///
  /// One or two samples a pixel (grey, grey and alpha): the first. Three or more (RGB, RGBA): the mean of the first
  /// three, formed in double precision. Each value is rounded once, to nearest, from the sample's own type; integers
  /// beyond 2²⁴ and doubles lose the digits that a 32-bit float has no room for.
  public init(
    raster: Raster, calibration: Calibration = .none, name: String? = nil, metadata: Metadata = [:]
  ) {
    self.init(
      rows: raster.rows, columns: raster.columns, pixels: raster.grey(), calibration: calibration, name: name,
      metadata: metadata)
  }
}

extension Raster {
  /// The first sample of each pixel, or the mean of its first three when it has three or more.
  fileprivate func grey() -> [Float] {
    switch samples {
    case .uint8(let values): convert(values, { Float($0) }, { Double($0) })
    case .int8(let values): convert(values, { Float($0) }, { Double($0) })
    case .uint16(let values): convert(values, { Float($0) }, { Double($0) })
    case .int16(let values): convert(values, { Float($0) }, { Double($0) })
    case .uint32(let values): convert(values, { Float($0) }, { Double($0) })
    case .int32(let values): convert(values, { Float($0) }, { Double($0) })
    case .uint64(let values): convert(values, { Float($0) }, { Double($0) })
    case .int64(let values): convert(values, { Float($0) }, { Double($0) })
    case .float16(let values): convert(values, { Float($0) }, { Double($0) })
    case .float32(let values): samplesPerPixel == 1 ? values : convert(values, { $0 }, { Double($0) })
    case .float64(let values): convert(values, { Float($0) }, { $0 })
    }
  }

  /// The conversions are given as closures so that each is the one of the concrete type, inlined in the loop.
  @inline(__always)
  private func convert<Sample>(
    _ samples: [Sample], _ single: (Sample) -> Float, _ double: (Sample) -> Double
  ) -> [Float] {
    let count = rows * columns
    let stride = samplesPerPixel
    return samples.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: count) { target, initialized in
        if stride == 1 {
          for i in 0..<count { target[i] = single(source[i]) }
        } else if stride == 2 {
          for i in 0..<count { target[i] = single(source[2 * i]) }
        } else {
          for i in 0..<count {
            let first = stride * i
            let sum = double(source[first]) + double(source[first + 1]) + double(source[first + 2])
            target[i] = Float(sum / 3)
          }
        }
        initialized = count
      }
    }
  }
}
