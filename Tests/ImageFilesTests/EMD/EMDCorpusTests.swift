import ImageFiles
import Imaging
import TestSupport
import Testing

/// 31 signals in 19 files of Velox, Prismatic, HyperSpy and py4DSTEM, held against what RosettaSciIO found in them.
struct EMDCorpusTests {
  static let folder = "data/corpora/emd"

  @Test(.enabled(if: SharedData.exists(folder), SharedData.skip))
  func `every signal of the corpus is read right or refused with the reason`() throws {
    let manifest = try Manifest(Self.folder)
    #expect(manifest.rows.count == 31)
    var refused: [String] = []
    var compared = 0
    for row in manifest.rows {
      let path = "\(manifest.folder)/\(row.path)"
      let label = "\(row.path.split(separator: "/").last ?? ""): \(row["title"])"
      do throws(ImageFileError) {
        let reader = try ImageFile.open(path: path)
        // Prismatic's slices of one stack are datasets of their own here: "…_depth0000", "…_depth0001".
        let datasets = reader.datasets.filter { dataset in
          dataset.name == row["title"] || dataset.name.hasPrefix(row["title"] + "_depth")
        }
        guard !datasets.isEmpty else {
          refused.append("\(label): \(try reader.datasets[0].info(page: 0).notes)")
          continue
        }
        var pages: [Page] = []
        for dataset in datasets {
          for page in 0..<dataset.pageCount { pages.append(try dataset.read(page: page)) }
        }
        check(pages, datasets[0], row)
        compared += 1
      } catch {
        refused.append("\(label): \(error.problem)")
        #expect(error.path == path && !error.description.contains("\n"))
      }
    }
    print("\(compared) compared, \(refused.count) refused:")
    for line in refused { print("  " + line) }
    #expect(compared == 24)
    for (name, reason) in [
      ("FFTComplexEven.emd: Half FFT", "complex"), ("FFTComplexOdd.emd: Half FFT", "complex"),
      ("fei_example_complex_fft.emd: Half FFT", "complex"), ("fei_example_dpc_titles.emd: DPC", "complex"),
      ("example_bytes_string_metadata.emd: data_group", "a single axis"),
      ("example_object_dtype_data.emd: data_group", "text"),
      ("example_spectrum.emd: __unnamed__", "a single axis"),
    ] {
      #expect(refused.contains { $0.hasPrefix(name + ": ") && $0.contains(reason) }, "\(name)")
    }
  }

  private func check(_ pages: [Page], _ dataset: any ImageDataset, _ row: Manifest.Row) {
    let name: Comment = "\(row.path) \(row["title"])"
    let shape = row["shape"].split(separator: "x").compactMap { Int($0) }
    let info = pages[0].info
    #expect([info.rows, info.columns] == Array(shape.suffix(2)), name)
    #expect(pages.count == shape.dropLast(2).reduce(1, *), name)
    #expect(info.type.rawValue == row["dtype"], name)
    guard let facts = Samples.joined(pages.map(\.raster.samples))?.facts else {
      Issue.record(name)
      return
    }
    #expect(facts.digest == row["sha256_le"], name)
    #expect(Float(facts.minimum) == Float(row["min"]) && Float(facts.maximum) == Float(row["max"]), name)
    #expect(abs(facts.mean - (Double(row["mean"]) ?? .nan)) <= 1e-9 * max(1, abs(facts.mean)), name)

    let axes = row["axes"].split(separator: "; ").map { ManifestAxis($0) }
    let (y, x) = (axes[axes.count - 2], axes[axes.count - 1])
    if let width = x.nanometres, let height = y.nanometres {
      #expect(info.calibration.unit == .nanometres, name)
      #expect(abs(info.calibration.pixelSizeX / width - 1) < 2e-6, "\(name) \(info.calibration)")
      #expect(abs(info.calibration.pixelSizeY / height - 1) < 2e-6, name)
    } else if let width = x.perNanometre {
      #expect(info.calibration.unit == .perNanometre, name)
      #expect(abs(info.calibration.pixelSizeX / width - 1) < 2e-6, name)
    } else {
      #expect(info.calibration == .none && info.calibrationNote != nil, name)
    }
    if axes.count == 3, axes[0].name == "Time" { #expect(dataset.interval == axes[0].size, name) }
  }

  /// `name:extent:size unit@offset`. Sizes have six digits.
  private struct ManifestAxis {
    let name: Substring
    let size: Double
    let unit: Substring

    init(_ text: Substring) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      name = parts[0]
      let scale = parts[2].prefix { $0 != "@" }
      let digits = scale.prefix { $0.isNumber || "+-.".contains($0) }
      // "0.1841621 / nm" is 0.184162 1/nm.
      if scale.hasSuffix("1 / nm") {
        (size, unit) = (Double(scale.dropLast(6)) ?? .nan, "1/nm")
      } else {
        (size, unit) = (Double(digits) ?? .nan, scale.dropFirst(digits.count))
      }
    }

    var nanometres: Double? {
      ["nm": 1, "pm": 1e-3, "\u{B5}m": 1e3, "\u{3BC}m": 1e3, "Å": 0.1][unit].map { $0 * size }
    }
    var perNanometre: Double? { unit == "1/nm" ? size : nil }
  }
}
