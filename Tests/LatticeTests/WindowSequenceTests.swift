import Imaging
import Lattice
import Testing

struct WindowSequenceTests {
  private let image = Image(rows: 40, columns: 50, calibration: Waves.calibration) { r, c in
    Float(100 * r + c + 1)
  }

  @Test(arguments: [16, 17])
  func `windows come row by row, hold the image around their pixel, and zeros outside`(side: Int) throws {
    let windows = Array(try image.windows(window: side, step: 12))
    #expect(windows.count == 4 * 5)
    for (index, window) in windows.enumerated() {
      #expect(window.mapRow == index / 5 && window.mapColumn == index % 5)
      #expect(window.row == 12 * window.mapRow && window.column == 12 * window.mapColumn)
      #expect(window.image.rows == side && window.image.columns == side)
      #expect(window.image.calibration == image.calibration)
      for r in 0..<side {
        for c in 0..<side {
          let (row, column) = (window.row - side / 2 + r, window.column - side / 2 + c)
          let inside = row >= 0 && row < 40 && column >= 0 && column < 50
          #expect(window.image[r, c] == (inside ? image[row, column] : 0))
        }
      }
    }
  }

  @Test func `a window or step out of range is refused`() {
    #expect(throws: RollingWindowError.window(8)) { try image.windows(window: 8, step: 1) }
    #expect(throws: RollingWindowError.step(-1)) { try image.windows(window: 16, step: -1) }
  }
}
