import CTIFF
import Imaging

/// The fields of one directory that decide how its samples are laid out.
struct TIFFDirectory {
  let rows: Int
  let columns: Int
  let samplesPerPixel: Int
  let bitsPerSample: Int
  let sampleFormat: Int
  let compression: Int
  /// nil when the tag is missing.
  let photometric: Int?
  /// Whether each sample of the pixels has strips or tiles of its own.
  let isPlanar: Bool
  let isTiled: Bool
  /// Rows of a strip (the last one may have fewer) or of a tile.
  let chunkRows: Int
  /// Columns of a tile, or the image's.
  let chunkColumns: Int
  /// 1 when the first row is on top and the first column on the left.
  let orientation: Int

  /// Reads the handle's current directory.
  init(_ handle: TIFFHandle) throws(ImageFileError) {
    rows = handle.long(TIFFTAG_IMAGELENGTH) ?? 0
    columns = handle.long(TIFFTAG_IMAGEWIDTH) ?? 0
    samplesPerPixel = handle.short(TIFFTAG_SAMPLESPERPIXEL) ?? 1
    bitsPerSample = handle.short(TIFFTAG_BITSPERSAMPLE) ?? 1
    sampleFormat = handle.short(TIFFTAG_SAMPLEFORMAT) ?? Int(SAMPLEFORMAT_UINT)
    compression = handle.short(TIFFTAG_COMPRESSION) ?? Int(COMPRESSION_NONE)
    photometric = handle.short(TIFFTAG_PHOTOMETRIC)
    isPlanar = samplesPerPixel > 1 && handle.short(TIFFTAG_PLANARCONFIG) == Int(PLANARCONFIG_SEPARATE)
    isTiled = TIFFIsTiled(handle.tiff) != 0
    orientation = handle.short(TIFFTAG_ORIENTATION) ?? 1
    if isTiled {
      chunkRows = handle.long(TIFFTAG_TILELENGTH) ?? 0
      chunkColumns = handle.long(TIFFTAG_TILEWIDTH) ?? 0
    } else {
      chunkRows = min(handle.long(TIFFTAG_ROWSPERSTRIP) ?? rows, rows)
      chunkColumns = columns
    }
    guard rows > 0, columns > 0, samplesPerPixel > 0, chunkRows > 0, chunkColumns > 0 else {
      throw handle.damaged("its size is \(rows)×\(columns) pixels")
    }
  }

  /// Whether libtiff has to convert YCbCr itself, because it is stored in a form of its own and not as samples.
  var isSubsampledColour: Bool {
    photometric == Int(PHOTOMETRIC_YCBCR) && compression != Int(COMPRESSION_JPEG)
  }

  /// Whether the JPEG decoder should give RGB for the YCbCr that is stored.
  var isJPEGColour: Bool {
    photometric == Int(PHOTOMETRIC_YCBCR) && compression == Int(COMPRESSION_JPEG)
  }

  /// How many of the samples of a pixel are read: 1 of a grey or palette image, 3 or 4 of a colour image.
  func keptSamples(_ handle: TIFFHandle) throws(ImageFileError) -> Int {
    guard let photometric else { return samplesPerPixel < 3 ? 1 : min(samplesPerPixel, 4) }
    switch Int32(photometric) {
    case PHOTOMETRIC_MINISWHITE, PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_PALETTE, PHOTOMETRIC_MASK,
      PHOTOMETRIC_CFA:
      return 1
    case 34892:  // LinearRaw
      return samplesPerPixel < 3 ? 1 : 3
    case PHOTOMETRIC_RGB, PHOTOMETRIC_YCBCR:
      guard samplesPerPixel >= 3 else {
        throw handle.damaged("it is a colour image of \(samplesPerPixel) samples per pixel")
      }
      guard !(isJPEGColour && isPlanar) else { throw handle.unsupported("YCbCr in separate JPEG planes") }
      return photometric == Int(PHOTOMETRIC_YCBCR) ? 3 : min(samplesPerPixel, 4)
    case PHOTOMETRIC_SEPARATED:
      throw handle.unsupported("CMYK inks are no intensities; convert the image to grey")
    case PHOTOMETRIC_CIELAB, PHOTOMETRIC_ICCLAB, PHOTOMETRIC_ITULAB:
      throw handle.unsupported("L*a*b* colours are no intensities; convert the image to grey")
    case PHOTOMETRIC_LOGL, PHOTOMETRIC_LOGLUV:
      throw handle.unsupported("SGI LogLuv samples; convert the image to 32-bit float")
    default:
      throw handle.unsupported("photometric interpretation \(photometric)")
    }
  }

  /// The type that holds a stored sample whole: 12 bits as uint16, 24-bit floats as float32.
  func sampleType(_ handle: TIFFHandle) throws(ImageFileError) -> SampleType {
    switch (Int32(sampleFormat), bitsPerSample) {
    case (SAMPLEFORMAT_UINT, let bits), (SAMPLEFORMAT_VOID, let bits):
      switch bits {
      case 1...8: return .uint8
      case 9...16: return .uint16
      case 17...32: return .uint32
      case 64: return .uint64
      default: break
      }
    case (SAMPLEFORMAT_INT, let bits):
      switch bits {
      case 1...8: return .int8
      case 9...16: return .int16
      case 17...32: return .int32
      case 64: return .int64
      default: break
      }
    case (SAMPLEFORMAT_IEEEFP, 16): return .float16
    case (SAMPLEFORMAT_IEEEFP, 24), (SAMPLEFORMAT_IEEEFP, 32): return .float32
    case (SAMPLEFORMAT_IEEEFP, 64): return .float64
    case (SAMPLEFORMAT_COMPLEXINT, _), (SAMPLEFORMAT_COMPLEXIEEEFP, _):
      throw handle.unsupported("complex samples; save the real part or the modulus")
    default: break
    }
    throw handle.unsupported("samples of \(bitsPerSample) bits in format \(sampleFormat)")
  }

  /// How many bytes of samples a byte of the file can make at most; nil when there is no bound worth checking.
  var expansion: Double? {
    switch Int32(compression) {
    case COMPRESSION_NONE: 1
    case COMPRESSION_PACKBITS: 64
    case COMPRESSION_LZW: 4096
    case COMPRESSION_DEFLATE, COMPRESSION_ADOBE_DEFLATE: 1040
    default: nil
    }
  }
}
