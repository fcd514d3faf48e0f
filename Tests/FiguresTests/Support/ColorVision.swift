import Figures
import Foundation

/// How colours look to those without one kind of cone (F. Viénot, H. Brettel and J. D. Mollon, Color Res. Appl. 24, 243
/// (1999): matrices of linear sRGB for the first two).
enum ColorVision: CaseIterable {
  case protanopia, deuteranopia

  private var matrix: [[Double]] {
    switch self {
    case .protanopia: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
    case .deuteranopia: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
    }
  }

  func seen(_ color: RGB) -> RGB {
    let linear = [color.red, color.green, color.blue].map { pow(Double($0) / 255, 2.2) }
    let channels = matrix.map { row in
      let value = zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }
      return UInt8((255 * pow(min(max(value, 0), 1), 1 / 2.2)).rounded())
    }
    return RGB(red: channels[0], green: channels[1], blue: channels[2])
  }
}
