import CTIFF
import Imaging

/// What the tags of a directory say beside the pixels, by their names in the TIFF specification.
enum TIFFMetadata {
  private static let texts: [(tag: Int32, name: String)] = [
    (TIFFTAG_IMAGEDESCRIPTION, "ImageDescription"), (TIFFTAG_DOCUMENTNAME, "DocumentName"),
    (TIFFTAG_PAGENAME, "PageName"), (TIFFTAG_MAKE, "Make"), (TIFFTAG_MODEL, "Model"),
    (TIFFTAG_SOFTWARE, "Software"), (TIFFTAG_DATETIME, "DateTime"), (TIFFTAG_ARTIST, "Artist"),
    (TIFFTAG_HOSTCOMPUTER, "HostComputer"), (TIFFTAG_COPYRIGHT, "Copyright"),
  ]

  /// The common names, and under `raw` the tags and a tree for each vendor.
  static func read(
    _ handle: TIFFHandle, _ directory: TIFFDirectory, _ resolution: TIFFCalibration.Resolution,
    vendors: [TIFFVendorRecord]
  ) -> Metadata {
    var raw = tags(handle, directory, resolution)
    for vendor in vendors where vendor.raw != .group([:]) {
      raw[vendor.name] = vendor.raw
      // A document is in the tree already.
      if vendor.name == "OME" || vendor.name == "JEOL" { raw["ImageDescription"] = nil }
    }
    var acquisition = vendors.first?.acquisition ?? Acquisition()
    for vendor in vendors.dropFirst() { acquisition.complete(with: vendor.acquisition) }
    var tags = Acquisition()
    tags.instrument = handle.string(TIFFTAG_MODEL) ?? handle.string(TIFFTAG_MAKE)
    tags.date = handle.string(TIFFTAG_DATETIME).flatMap { DateText.iso(yearFirst: $0) }
    tags.title = handle.string(TIFFTAG_DOCUMENTNAME)
    acquisition.complete(with: tags)
    return acquisition.metadata(raw: raw)
  }

  private static func tags(
    _ handle: TIFFHandle, _ directory: TIFFDirectory, _ resolution: TIFFCalibration.Resolution
  ) -> Metadata {
    var metadata: Metadata = [
      "BitsPerSample": .number(Double(directory.bitsPerSample)),
      "SamplesPerPixel": .number(Double(directory.samplesPerPixel)),
      "Compression": .string(compressionName(directory.compression)),
      "Orientation": .number(Double(directory.orientation)),
      "ResolutionUnit": .string([1: "none", 2: "inch", 3: "cm"][resolution.unit] ?? "\(resolution.unit)"),
    ]
    if let photometric = directory.photometric {
      metadata["PhotometricInterpretation"] = .string(photometricName(photometric))
    }
    if let x = resolution.x { metadata["XResolution"] = .number(x) }
    if let y = resolution.y { metadata["YResolution"] = .number(y) }
    for (tag, name) in texts {
      if let text = handle.string(tag) { metadata[name] = .string(text) }
    }
    if case .string(let text)? = metadata["ImageDescription"], let description = ImageJDescription(text) {
      metadata["ImageJ"] = .group(description.fields.mapValues { .string($0) })
    }
    return metadata
  }

  static func compressionName(_ compression: Int) -> String {
    switch Int32(truncatingIfNeeded: compression) {
    case COMPRESSION_NONE: "none"
    case COMPRESSION_CCITTRLE: "CCITT RLE"
    case COMPRESSION_CCITTFAX3: "CCITT Group 3"
    case COMPRESSION_CCITTFAX4: "CCITT Group 4"
    case COMPRESSION_LZW: "LZW"
    case COMPRESSION_OJPEG: "old-style JPEG"
    case COMPRESSION_JPEG: "JPEG"
    case COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE: "Deflate"
    case COMPRESSION_PACKBITS: "PackBits"
    case COMPRESSION_LZMA: "LZMA"
    case COMPRESSION_ZSTD: "Zstandard"
    case COMPRESSION_WEBP: "WebP"
    case COMPRESSION_LERC: "LERC"
    case COMPRESSION_JBIG: "JBIG"
    case COMPRESSION_JP2000: "JPEG 2000"
    case COMPRESSION_SGILOG, COMPRESSION_SGILOG24: "SGI LogLuv"
    case COMPRESSION_PIXARLOG: "Pixar log"
    default: "scheme \(compression)"
    }
  }

  private static func photometricName(_ photometric: Int) -> String {
    switch Int32(truncatingIfNeeded: photometric) {
    case PHOTOMETRIC_MINISWHITE: "MinIsWhite"
    case PHOTOMETRIC_MINISBLACK: "MinIsBlack"
    case PHOTOMETRIC_RGB: "RGB"
    case PHOTOMETRIC_PALETTE: "palette"
    case PHOTOMETRIC_MASK: "mask"
    case PHOTOMETRIC_SEPARATED: "CMYK"
    case PHOTOMETRIC_YCBCR: "YCbCr"
    case PHOTOMETRIC_CFA: "colour filter array"
    default: "\(photometric)"
    }
  }
}

extension Acquisition {
  /// Takes from another what is not known yet.
  fileprivate mutating func complete(with other: Acquisition) {
    for path in [\Acquisition.instrument, \.detector, \.mode, \.title, \.date]
    where (self[keyPath: path] ?? "").isEmpty {
      self[keyPath: path] = other[keyPath: path]
    }
    for path in [
      \Acquisition.voltage, \.magnification, \.cameraLength, \.exposure, \.dwellTime, \.dose, \.defocus,
      \.tiltAlpha,
      \.tiltBeta,
    ] where self[keyPath: path] == nil {
      self[keyPath: path] = other[keyPath: path]
    }
  }
}

extension TIFFDirectory {
  /// What is read otherwise than a viewer would show it, a line each.
  func notes(_ handle: TIFFHandle, kept: Int) -> [String] {
    var notes: [String] = []
    if orientation != 1 {
      notes.append("its Orientation tag (\(orientation)) is not applied: pixels are as stored")
    }
    if photometric == Int(PHOTOMETRIC_MINISWHITE), bitsPerSample > 1 {
      notes.append("0 is white in this file; the stored numbers are kept, not inverted")
    }
    if photometric == Int(PHOTOMETRIC_PALETTE), !hasGreyPalette(handle) {
      notes.append("its colour table is not applied: pixels are the stored numbers")
    }
    if kept == 1, samplesPerPixel > 1 {
      notes.append("\(samplesPerPixel) samples per pixel, of which the first is read")
    }
    return notes
  }

  /// Whether the palette shows larger numbers as brighter greys, as that of a grey image does.
  private func hasGreyPalette(_ handle: TIFFHandle) -> Bool {
    var red: UnsafePointer<UInt16>?
    var green: UnsafePointer<UInt16>?
    var blue: UnsafePointer<UInt16>?
    guard (1...16).contains(bitsPerSample), fringe_tiff_get_colour_map(handle.tiff, &red, &green, &blue) == 1,
      let red, let green, let blue
    else { return false }
    let indices = 0..<(1 << bitsPerSample)
    return indices.allSatisfy { red[$0] == green[$0] && green[$0] == blue[$0] }
      && indices.dropFirst().allSatisfy { red[$0 - 1] <= red[$0] }
  }
}
