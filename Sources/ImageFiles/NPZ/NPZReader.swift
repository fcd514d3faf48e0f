import Imaging

/// Reads NumPy's archives of arrays: every array of real numbers in a ZIP file, by its name.
///
/// An array stands as in an NPY file of its own. A page is unpacked without those after it. An array `pixel_size_nm`, as
/// ``NPZWriter`` writes it, is the pixel size of all images.
public final class NPZReader: ImageReader {
  public static let format = "NPZ"

  /// A ZIP file whose first member is an array.
  public static func recognises(_ head: FileHead) -> Bool {
    let bytes = head.bytes
    guard head.starts(with: [0x50, 0x4B, 3, 4]), bytes.count >= 30 else { return false }
    let length = Int(bytes[26]) | Int(bytes[27]) << 8
    return bytes.dropFirst(30).prefix(length).suffix(4).elementsEqual(".npy".utf8)
  }

  public let datasets: [any ImageDataset]

  /// Members that are looked at: an archive of very many small ones is not made of images.
  private static let mostMembers = 4096

  public init(_ file: InputFile, limits: ReadLimits) throws(ImageFileError) {
    let archive = try ZIPArchive(file)
    var arrays: [(name: String, member: ZIPArchive.Member, array: NPYArray)] = []
    var refused: [String] = []
    var pixelSize: PixelSizeClaim?
    for member in archive.members.prefix(Self.mostMembers) {
      let name = member.name.hasSuffix(".npy") ? String(member.name.dropLast(4)) : member.name
      do throws(ImageFileError) {
        let header = try NPZDataset.header(of: member, in: archive)
        if let unit = NPZCalibration.unitName(name) {
          pixelSize = try NPZCalibration.claim(name, unit, header, member, archive) ?? pixelSize
          continue
        }
        let array = try NPYArray(header, file: file, byteCount: member.byteCount, limits: limits)
        arrays.append((name, member, array))
      } catch { refused.append("\(name.oneLine(limit: 60)) (\(error.problem))") }
    }
    let shown = refused.prefix(3).joined(separator: ", ")
    let rest = refused.count > 3 ? "\(shown) and \(refused.count - 3) more" : shown
    guard !arrays.isEmpty else {
      throw ImageFileError(
        path: file.path,
        problem: .unsupported("there is no image in it" + (rest.isEmpty ? "" : ": " + rest)))
    }
    let calibration = PixelSizeClaim.calibration(
      [pixelSize], otherwise: "there is no pixel_size_nm in it")
    datasets = arrays.map { name, member, array in
      NPZDataset(
        name: name, member: member, array: array, archive: archive, limits: limits, calibration: calibration,
        note: rest.isEmpty ? nil : "not read: " + rest)
    }
  }
}

/// The pages of one array in an archive.
final class NPZDataset: ImageDataset {
  let name: String
  var pageCount: Int { array.pageCount }

  private let member: ZIPArchive.Member
  private let array: NPYArray
  private let archive: ZIPArchive
  private let limits: ReadLimits
  private let calibration: (calibration: Calibration, note: String?)
  private let note: String?
  /// Where reading has come to: pages that are read one after the other are unpacked once.
  private var stream: ZIPMemberStream?

  init(
    name: String, member: ZIPArchive.Member, array: NPYArray, archive: ZIPArchive, limits: ReadLimits,
    calibration: (calibration: Calibration, note: String?), note: String?
  ) {
    self.name = name
    self.member = member
    self.array = array
    self.archive = archive
    self.limits = limits
    self.calibration = calibration
    self.note = note
  }

  func info(page: Int) throws(ImageFileError) -> PageInfo {
    var info = try array.info(page: page, path: archive.file.path)
    (info.calibration, info.calibrationNote) = calibration
    if let note { info.notes.append(note) }
    return info
  }

  func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let path = archive.file.path
    let range = array.byteRange(page: page)
    if stream == nil || (stream?.position ?? 0) > range.lowerBound { stream = try archive.open(member) }
    guard let stream else { throw ImageFileError(path: path, problem: .damaged("it cannot be unpacked")) }
    try stream.skip(to: range.lowerBound)
    let bytes = try stream.read(range.count)
    let unpacked = InputFile(path: path, bytes: bytes)
    return Page(info: info, raster: try array.raster(page: page, from: unpacked, at: 0))
  }

  /// Reads the header of an array; refuses a member that cannot hold what it claims.
  static func header(
    of member: ZIPArchive.Member, in archive: ZIPArchive
  ) throws(ImageFileError) -> NPYHeader {
    let path = archive.file.path
    guard member.name.hasSuffix(".npy") else {
      throw ImageFileError(path: path, problem: .unsupported("no array"))
    }
    guard !member.isEncrypted else { throw ImageFileError(path: path, problem: .unsupported("encrypted")) }
    // Deflate makes at most 1032 bytes of one.
    guard member.packedByteCount <= archive.file.size,
      Double(member.byteCount) <= Double(member.packedByteCount) * 1032 + 64
    else {
      throw ImageFileError(
        path: path,
        problem: .damaged("\(member.packedByteCount) bytes cannot unpack to \(member.byteCount)"))
    }
    let stream = try archive.open(member)
    var bytes = try stream.read(256)
    // Headers that are longer than that say so in their first bytes.
    if let length = NPYHeader.byteCount(bytes), length > bytes.count {
      bytes += try stream.read(length - bytes.count)
    }
    return try NPYHeader(InputFile(path: path, bytes: bytes))
  }
}

/// The pixel size that ``NPZWriter`` puts beside an image: an array of height and width, its unit in the name.
enum NPZCalibration {
  private static let names = [
    "pixel_size_nm": "nm", "pixel_size_per_nm": "1/nm", "pixel_size_per_px": "1/px",
  ]

  /// The unit of an array that is a pixel size by its name.
  static func unitName(_ name: String) -> String? { names[name] }

  /// The name for a calibration; nil for pixels.
  static func name(_ unit: Calibration.Unit) -> String? { names.first { $0.value == unit.rawValue }?.key }

  static func claim(
    _ name: String, _ unit: String, _ header: NPYHeader, _ member: ZIPArchive.Member, _ archive: ZIPArchive
  ) throws(ImageFileError) -> PixelSizeClaim? {
    guard header.type == .float64, header.shape == [2] else { return nil }
    let stream = try archive.open(member)
    try stream.skip(to: header.dataOffset)
    let file = InputFile(path: archive.file.path, bytes: try stream.read(16))
    guard case .float64(let values) = try file.samples(.float64, at: 0, count: 2, order: header.order) else {
      return nil
    }
    return PixelSizeClaim(tag: name, x: values[1], y: values[0], unitName: unit)
  }
}
