import ImageFiles
import Imaging
import MapFiles
import Markup
import ScriptAPI
import Scripting

/// One parser that gets bytes of unknown origin: a reader of images, or a part that several readers share.
///
/// Readers join by being listed in `ImageFile.readers`. A target may refuse its input, but must neither trap, hang nor
/// ask for memory beyond ``limits``.
public struct FuzzTarget: Sendable {
  /// What `./dev fuzz` calls it: `tiff`, `xml`.
  public let name: String
  /// Gives bytes to the parser; returns whether they were of its kind at all.
  public let accepts: @Sendable (_ bytes: [UInt8]) -> Bool

  /// Bytes of one page. A reader may hold a page about three times, within 512 MB.
  public static let limits = ReadLimits(maximumByteCount: 128 << 20)

  public static var all: [FuzzTarget] {
    ImageFile.readers.map { reader in
      FuzzTarget(name: shortName(reader)) { readImages($0, with: reader) }
    } + texts
      + DataFile.allCases.map { kind in FuzzTarget(name: kind.rawValue) { readData($0, as: kind) } }
  }

  /// The target of a name.
  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  /// `tiff` for `TIFFReader`, `hdf5` for `HDF5ImageReader`.
  private static func shortName(_ reader: any ImageReader.Type) -> String {
    ["Reader", "Image"].reduce(String(describing: reader)) { name, ending in
      name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
    }.lowercased()
  }

  private static let texts = [
    FuzzTarget(name: "table") { bytes in
      check { () throws(ImageFileError) in _ = try TableFile.read(bytes, path: path) }
      return true
    },
    FuzzTarget(name: "manifest") { bytes in
      check { () throws(ImageFileError) in
        let manifest = try MapManifest(text: String(decoding: bytes, as: UTF8.self), path: path)
        let again = try MapManifest(text: manifest.text, path: path)
        precondition(again.text == manifest.text)
      }
      return true
    },
    FuzzTarget(name: "xml") { bytes in
      guard let root = XMLElement(parsing: bytes) else { return false }
      check(root.metadata)
      return true
    },
    FuzzTarget(name: "json") { bytes in
      guard let value = JSON.parse(bytes) else { return false }
      check(value)
      return true
    },
  ]
}

extension FuzzTarget {
  /// Opens a file and reads what a script could read of it.
  private static func readImages(_ bytes: [UInt8], with reader: any ImageReader.Type) -> Bool {
    let head = FileHead(bytes: Array(bytes.prefix(ImageFile.headByteCount)), fileSize: bytes.count)
    guard reader.recognises(head) else { return false }
    check { () throws(ImageFileError) in
      let opened = try reader.init(InputFile(path: path, bytes: bytes), limits: limits)
      precondition(!opened.datasets.isEmpty, "a file without datasets must be refused")
      for dataset in opened.datasets.prefix(4) { readPages(of: dataset) }
    }
    return true
  }

  private static func readPages(of dataset: any ImageDataset) {
    precondition(dataset.pageCount > 0 && dataset.interval?.isFinite != false)
    for index in Set([0, 1, dataset.pageCount / 2, dataset.pageCount - 1, dataset.pageCount]) {
      check { () throws(ImageFileError) in
        let info = try dataset.info(page: index)
        precondition(index < dataset.pageCount, "there is no such page")
        precondition(info.rows > 0 && info.columns > 0 && info.samplesPerPixel > 0)
        check(.group(info.metadata))
      }
      check { () throws(ImageFileError) in
        let page = try dataset.read(page: index)
        precondition(page.raster.rows == page.info.rows && page.raster.columns == page.info.columns)
        precondition(page.raster.samples.type == page.info.type)
        precondition(
          page.raster.samples.count
            == page.info.rows * page.info.columns * page.raster.samplesPerPixel)
        let image = Image(
          raster: page.raster, calibration: page.info.calibration, name: "fuzz",
          metadata: page.info.metadata)
        precondition(image.pixels.count == image.rows * image.columns)
      }
    }
  }

  /// Reads data written as Lua in a state of its own.
  private static func readData(_ bytes: [UInt8], as kind: DataFile) -> Bool {
    final class Context {}
    guard let state = try? LuaState(context: Context(), onWarning: { _ in }) else { return false }
    do {
      try kind.check(bytes, name: path, in: state)
    } catch ScriptError.failed(let message) {
      precondition(!message.contains(where: \.isNewline), message)
    } catch {
      precondition(error is Mismatch, "\(error)")
    }
    return true
  }

  private static let path = "input"

  /// Whatever is thrown must be one line about this file.
  private static func check(_ body: () throws(ImageFileError) -> Void) {
    do throws(ImageFileError) {
      try body()
    } catch {
      precondition(error.path == path && !error.description.contains(where: \.isNewline), "\(error)")
    }
  }

  /// A metadata tree can be written as `fringe info --json` does.
  private static func check(_ value: MetadataValue) { precondition(!JSON.text(of: value).isEmpty) }
}
