import Imaging

extension ReflectionMap {
  /// Pixels of a band, about.
  package static let bandPixelCount = 1 << 16

  /// The map in bands of whole rows, from the top on: a plane that is computed, written or counted band by band takes
  /// little memory.
  package var bands: some Sequence<ReflectionMap> {
    let height = Swift.max(1, Self.bandPixelCount / columns)
    return stride(from: 0, to: rows, by: height).lazy.map { first in
      band(first..<Swift.min(first + height, rows))
    }
  }

  private func band(_ range: Range<Int>) -> ReflectionMap {
    let places = range.lowerBound * columns..<range.upperBound * columns
    func cut(_ image: Image) -> Image {
      Image(
        rows: range.count, columns: columns, pixels: Array(image.pixels[places]),
        calibration: image.calibration)
    }
    return ReflectionMap(
      reflection: reflection, window: window, sourceCalibration: sourceCalibration,
      radius: cut(radius), angle: cut(angle), amplitude: cut(amplitude), statuses: Array(statuses[places]),
      uncertainty: uncertainty.map { .init(radius: cut($0.radius), angle: cut($0.angle), snr: cut($0.snr)) },
      blockSide: blockSide)
  }
}
