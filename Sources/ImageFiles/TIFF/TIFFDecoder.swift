import CTIFF
import Imaging

/// Decodes the strips or tiles of the current directory into samples, pixel by pixel, row by row.
struct TIFFDecoder {
  let handle: TIFFHandle
  let directory: TIFFDirectory
  let type: SampleType
  /// Samples of a pixel that are kept, from the first on.
  let kept: Int

  /// Reads all samples in the file's own type.
  func samples() throws(ImageFileError) -> Samples {
    let bits = directory.bitsPerSample
    switch type {
    case .uint8: return .uint8(try decode(bits == 8 ? nil : PackedBits.unpackUnsigned(bits)))
    case .uint16: return .uint16(try decode(bits == 16 ? nil : PackedBits.unpackUnsigned(bits)))
    case .uint32: return .uint32(try decode(bits == 32 ? nil : PackedBits.unpackUnsigned(bits)))
    case .uint64: return .uint64(try decode(nil))
    case .int8: return .int8(try decode(bits == 8 ? nil : PackedBits.unpackSigned(bits)))
    case .int16: return .int16(try decode(bits == 16 ? nil : PackedBits.unpackSigned(bits)))
    case .int32: return .int32(try decode(bits == 32 ? nil : PackedBits.unpackSigned(bits)))
    case .int64: return .int64(try decode(nil))
    case .float16: return .float16(try decode(nil))
    case .float32: return .float32(try decode(bits == 32 ? nil : PackedBits.unpackFloat24))
    case .float64: return .float64(try decode(nil))
    }
  }

  /// Reads all samples; `unpack` turns the bytes of a row into samples where they are not stored as a `T` each.
  private func decode<T: BitwiseCopyable & Numeric>(_ unpack: PackedBits.Unpack<T>?) throws(ImageFileError)
    -> [T]
  {
    var failure: ImageFileError?
    let count = directory.rows * directory.columns * kept
    // Memory that is not written to is not used: a file that claims much and holds nothing costs nothing.
    let samples = [T](unsafeUninitializedCapacity: count) { pixels, initialized in
      do throws(ImageFileError) {
        try fill(pixels, unpack)
        initialized = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return samples
  }

  private func fill<T: BitwiseCopyable & Numeric>(
    _ pixels: UnsafeMutableBufferPointer<T>, _ unpack: PackedBits.Unpack<T>?
  ) throws(ImageFileError) {
    let perPixel = directory.isPlanar ? 1 : directory.samplesPerPixel
    let rowSamples = directory.chunkColumns * perPixel
    let rowBytes = (rowSamples * directory.bitsPerSample + 7) / 8
    let stored = Int(
      directory.isTiled ? TIFFTileRowSize64(handle.tiff) : TIFFScanlineSize64(handle.tiff))
    guard stored == rowBytes else {
      throw handle.damaged("a row of its \(directory.isTiled ? "tiles" : "strips") has an unexpected length")
    }
    // Whole rows that hold nothing else go where they belong at once.
    let isDirect = unpack == nil && !directory.isTiled && perPixel == kept

    let chunkBytes = rowBytes * directory.chunkRows
    let imageBytes = rowBytes * directory.rows * ((directory.columns - 1) / directory.chunkColumns + 1)
    guard isDirect || chunkBytes <= max(4 * imageBytes, 1 << 24) else {
      throw handle.damaged("its tiles or strips are much larger than the image")
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: isDirect ? 0 : chunkBytes, alignment: 16)
    defer { buffer.deallocate() }
    let scratch = UnsafeMutableBufferPointer<T>.allocate(capacity: unpack == nil ? 0 : rowSamples)
    defer { scratch.deallocate() }

    for plane in 0..<(directory.isPlanar ? kept : 1) {
      for row in stride(from: 0, to: directory.rows, by: directory.chunkRows) {
        let rows = min(directory.chunkRows, directory.rows - row)
        if isDirect {
          let part = pixels[row * rowSamples..<(row + rows) * rowSamples]
          try readStrip(row, plane, UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: part)))
          continue
        }
        for column in stride(from: 0, to: directory.columns, by: directory.chunkColumns) {
          if directory.isTiled {
            try readTile(row, column, plane, buffer)
          } else {
            try readStrip(row, plane, UnsafeMutableRawBufferPointer(rebasing: buffer[..<(rows * rowBytes)]))
          }
          for line in 0..<rows {
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[line * rowBytes..<(line + 1) * rowBytes])
            let source: UnsafeBufferPointer<T>
            if let unpack {
              unpack(bytes, scratch)
              source = UnsafeBufferPointer(scratch)
            } else {
              source = bytes.assumingMemoryBound(to: T.self)
            }
            place(source, row: row + line, column: column, plane: plane, perPixel: perPixel, in: pixels)
          }
        }
      }
    }
  }

  /// Copies the kept samples of a chunk's row to their place in the image.
  private func place<T>(
    _ source: UnsafeBufferPointer<T>, row: Int, column: Int, plane: Int, perPixel: Int,
    in pixels: UnsafeMutableBufferPointer<T>
  ) {
    let count = min(directory.chunkColumns, directory.columns - column)
    var target = (row * directory.columns + column) * kept + plane
    if perPixel == kept {
      _ = UnsafeMutableBufferPointer(rebasing: pixels[target..<target + count * kept])
        .update(fromContentsOf: UnsafeBufferPointer(rebasing: source[..<(count * kept)]))
      return
    }
    let taken = directory.isPlanar ? 1 : kept
    for pixel in 0..<count {
      for sample in 0..<taken { pixels[target + sample] = source[pixel * perPixel + sample] }
      target += kept
    }
  }

  private func readStrip(
    _ row: Int, _ plane: Int, _ buffer: UnsafeMutableRawBufferPointer
  ) throws(ImageFileError) {
    let strip = TIFFComputeStrip(handle.tiff, UInt32(row), UInt16(plane))
    let count = TIFFReadEncodedStrip(handle.tiff, strip, buffer.baseAddress, tmsize_t(buffer.count))
    guard count == buffer.count else {
      throw handle.damaged("strip \(strip) holds \(max(count, 0)) of \(buffer.count) bytes")
    }
  }

  private func readTile(
    _ row: Int, _ column: Int, _ plane: Int, _ buffer: UnsafeMutableRawBufferPointer
  ) throws(ImageFileError) {
    let tile = TIFFComputeTile(handle.tiff, UInt32(column), UInt32(row), 0, UInt16(plane))
    let count = TIFFReadEncodedTile(handle.tiff, tile, buffer.baseAddress, tmsize_t(buffer.count))
    guard count == buffer.count else {
      throw handle.damaged("tile \(tile) holds \(max(count, 0)) of \(buffer.count) bytes")
    }
  }

  /// Reads an image that only libtiff's own conversion to RGB can read, such as old-style JPEG.
  func convertedColour() throws(ImageFileError) -> Samples {
    var reason = [CChar](repeating: 0, count: 1024)
    guard TIFFRGBAImageOK(handle.tiff, &reason) == 1 else {
      let text = reason.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      throw handle.unsupported(text.isEmpty ? "this kind of colour image" : text)
    }
    let count = directory.rows * directory.columns
    var packed = [UInt32](repeating: 0, count: count)
    // The file's own orientation is asked for, so that nothing is turned.
    let done = TIFFReadRGBAImageOriented(
      handle.tiff, UInt32(directory.columns), UInt32(directory.rows), &packed, Int32(directory.orientation), 1
    )
    guard done == 1 else { throw handle.damaged("its colours cannot be decoded") }
    return .uint8(
      [UInt8](unsafeUninitializedCapacity: 3 * count) { bytes, initialized in
        for (index, pixel) in packed.enumerated() {
          bytes[3 * index] = UInt8(truncatingIfNeeded: pixel)
          bytes[3 * index + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
          bytes[3 * index + 2] = UInt8(truncatingIfNeeded: pixel >> 16)
        }
        initialized = 3 * count
      })
  }
}
