import Imaging
import Lattice
import Numerics

/// Images of plane waves, whose reflections are known.
enum Waves {
  static let calibration = Calibration(pixelSize: 0.03, unit: .nanometres, source: .script)

  /// 1000 plus a cosine of amplitude 300 for each reflection.
  static func image(
    rows: Int, columns: Int, _ reflections: [Reflection], calibration: Calibration = calibration
  ) -> Image {
    Image(rows: rows, columns: columns, calibration: calibration) { r, c in
      reflections.reduce(Float(1000)) { sum, reflection in
        let x = reflection.gx * Double(c) * calibration.pixelSizeX
        let y = -reflection.gy * Double(r) * calibration.pixelSizeY
        return sum + Float(300 * Double.cos(2 * .pi * (x + y)))
      }
    }
  }

  static let pair = [
    Reflection(spacing: 0.13, angle: 35, unit: .nanometres),
    Reflection(spacing: 0.12, angle: 112, unit: .nanometres),
  ]
}

extension Image {
  /// The pixels' bits: NaN equals NaN, and -0 is not 0.
  var bits: [UInt32] { pixels.map(\.bitPattern) }
}
