import Imaging

/// An image of a DigitalMicrograph file: its first axis runs along the rows, its second down the columns, and all others
/// count pages.
struct DMImage {
  /// What the user called it.
  var name: String
  var type: DMImageType
  /// Pixels along each axis, 1 or more axes.
  var axes: [Int]
  /// Where the pixels are.
  var data: DMBlock
  var calibrations: [DMCalibration]
  /// ImageTags: what is known of the microscope and the camera.
  var tags: DMGroup

  /// An entry of ImageList; nil when it holds no pixels.
  init?(_ entry: DMGroup) {
    guard let imageData = entry.group("ImageData"), case .block(let data)? = imageData["Data"],
      let code = imageData.number("DataType").flatMap({ Int(exactly: $0) }),
      let group = imageData.group("Dimensions")
    else { return nil }
    axes = group.numbers.map { Int(exactly: $0) ?? 0 }
    guard !axes.isEmpty, axes.count <= 16 else { return nil }
    name = entry.text("Name") ?? ""
    type = DMImageType(code: code)
    self.data = data
    tags = entry.group("ImageTags") ?? DMGroup()
    calibrations = (imageData.group("Calibrations", "Dimension")?.groups ?? []).map { DMCalibration($0) }
  }

  var columns: Int { axes[0] }
  var rows: Int { axes.count > 1 ? axes[1] : 1 }

  /// The calibration of an axis; none when the file gives none.
  func calibration(axis: Int) -> DMCalibration? {
    calibrations.indices.contains(axis) ? calibrations[axis] : nil
  }

  /// Whether the columns are the channels of a spectrum rather than places on the specimen.
  ///
  /// A spectrum image of three axes has its channels along the last and is a pile of ordinary maps, unless its order is
  /// swapped.
  var hasSpectralColumns: Bool {
    guard let format = tags.text("Meta Data", "Format") else { return false }
    switch format {
    case "Spectrum": return true
    case "Spectrum image":
      return axes.count == 2 || tags["Meta Data"]?.group?["Data Order Swapped"]?.isTrue == true
    default: return false
    }
  }

  /// Seconds from page to page, when the third axis counts them in units of time.
  var interval: Double? {
    guard axes.count == 3, axes[2] > 1, let calibration = calibration(axis: 2),
      let unit = TimeUnit.seconds(calibration.unit)
    else { return nil }
    let seconds = abs(calibration.scale) * unit
    return seconds > 0 && seconds.isFinite ? seconds : nil
  }
}

/// What one axis of an image counts.
struct DMCalibration {
  /// Units from one pixel to the next.
  var scale: Double
  /// The pixel, which may lie between two or outside, at which the axis is zero.
  var origin: Double
  /// As the file writes it, without spaces: `"nm"`, `"1/nm"`, `"eV"`.
  var unit: String

  init(_ tags: DMGroup) {
    scale = tags.number("Scale") ?? 1
    origin = tags.number("Origin") ?? 0
    unit = (tags.text("Units") ?? "").filter { !$0.isWhitespace && $0 != "\0" }
  }
}
