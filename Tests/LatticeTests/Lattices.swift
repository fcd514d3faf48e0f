import Imaging
import Lattice
import Numerics

/// Images of plane waves, for tests.
enum Lattices {
  /// 1000 + Σ amplitude cos 2π(gx x + gy y), with x to the right, y up and g in 1/unit of the calibration.
  static func image(
    rows: Int, columns: Int, _ waves: [(reflection: Reflection, amplitude: Double)], noise: Double = 0,
    seed: UInt64 = 1, calibration: Calibration = .none
  ) -> Image {
    var generator = SplitMix64(state: seed)
    return Image(rows: rows, columns: columns, calibration: calibration) { row, column in
      var value = 1000.0
      for wave in waves {
        let turns =
          wave.reflection.gx * Double(column) * calibration.pixelSizeX
          - wave.reflection.gy * Double(row) * calibration.pixelSizeY
        value += wave.amplitude * Double.cos(2 * .pi * turns + 0.3)
      }
      if noise > 0 { value += Double.random(in: -noise...noise, using: &generator) }
      return Float(value)
    }
  }
}

/// SplitMix64: the same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
