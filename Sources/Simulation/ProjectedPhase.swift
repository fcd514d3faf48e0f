import Crystallography
import Lattice
import Numerics

/// The phase that a wave takes from atoms, as the half spectrum of a square frame.
///
/// Each atom adds γ λ f(k) exp(-2πi k · r) exp(-2π² u² k²): the projected potential of its scattering factor f, smoothed
/// by its thermal vibration. Positions need not lie on pixels: atoms are laid on a grid twice as fine as Gaussians,
/// whose transform is divided out again (A. Dutt and V. Rokhlin, SIAM J. Sci. Comput. 14, 1368, 1993; L. Greengard and
/// J.-Y. Lee, SIAM Rev. 46, 443, 2004), which is exact to seven digits.
package struct ProjectedPhase {
  /// Rows and columns.
  package let side: Int
  /// nm.
  package let pixelSize: Double
  /// `side` rows of `side / 2 + 1` frequencies, zero first; that of ∫ φ exp(-2πi k · r) over pixels (a sum, not divided).
  package private(set) var half: [Complex<Double>]

  /// Reach and width of the Gaussians on the fine grid, pixels.
  private static let reach = 9
  private static let sigma = 1.4

  package init(side: Int, pixelSize: Double) {
    (self.side, self.pixelSize) = (side, pixelSize)
    half = [Complex<Double>](repeating: .zero, count: side * (side / 2 + 1))
  }

  /// Adds atoms.
  ///
  /// - Parameters:
  ///   - columns: Those of all elements; places outside the frame wrap around.
  ///   - vibration: Root mean square displacement u along one direction, nm.
  ///   - strength: γ λ, nm.
  ///   - goOn: Is called every thousand atoms and at every row, and throws when cancelled: then the phase means nothing.
  package mutating func add(
    _ columns: [AtomColumn], vibration: Double, strength: Double, goOn: () throws -> Void
  ) rethrows {
    let elements = Set(columns.map(\.element)).sorted { $0.atomicNumber < $1.atomicNumber }
    let transform = FourierTransform(rows: 2 * side, columns: 2 * side)
    for element in elements {
      let own = columns.filter { $0.element == element }
      try transform.forward { grid in
        grid.update(repeating: 0)
        for (index, column) in own.enumerated() {
          if index % 1000 == 0 { try goOn() }
          spread(column, on: grid)
        }
      } read: { spectrum in
        try add(spectrum, element: element, vibration: vibration, strength: strength, goOn)
      }
    }
  }

  private func spread(_ column: AtomColumn, on grid: UnsafeMutableBufferPointer<Double>) {
    let fine = 2 * side
    // The centre of the frame lies at ((side - 1) / 2, (side - 1) / 2) of the coarse pixels.
    let middle = Double(side - 1)
    let x = middle + 2 * column.x / pixelSize
    let y = middle - 2 * column.y / pixelSize
    guard abs(x) < 1e9, abs(y) < 1e9 else { return }
    func weights(_ position: Double) -> (start: Int, values: [Double]) {
      let start = Int(position.rounded(.down)) - Self.reach
      return (
        start,
        (0...2 * Self.reach + 1).map { index in
          let distance = Double(start + index) - position
          return Double.exp(-distance * distance / (2 * Self.sigma * Self.sigma))
        }
      )
    }
    let (across, down) = (weights(x), weights(y))
    for (i, v) in down.values.enumerated() {
      let row = (down.start + i) % fine
      let line = (row < 0 ? row + fine : row) * fine
      let factor = v * column.count
      for (j, w) in across.values.enumerated() {
        let place = (across.start + j) % fine
        grid[line + (place < 0 ? place + fine : place)] += factor * w
      }
    }
  }

  private mutating func add(
    _ spectrum: UnsafeBufferPointer<Complex<Double>>, element: Element, vibration: Double, strength: Double,
    _ goOn: () throws -> Void
  ) rethrows {
    let fine = 2 * side
    let step = 1 / (Double(side) * pixelSize)
    let columns = side / 2 + 1
    // The Gaussian's own transform, per axis.
    let norm = Self.sigma * (2 * Double.pi).squareRoot()
    let deconvolution = (0...side / 2).map { frequency in
      let f = Double(frequency) / Double(fine)
      return Double.exp(2 * .pi * .pi * Self.sigma * Self.sigma * f * f) / norm
    }
    // From per area to a sum over pixels.
    let perPixel = strength / (pixelSize * pixelSize)
    for row in 0..<side {
      try goOn()
      let v = row <= side / 2 ? row : row - side
      let source = (v < 0 ? v + fine : v) * (fine / 2 + 1)
      for u in 0..<columns {
        let k = Double(u * u + v * v).squareRoot() * step
        let thermal = Double.exp(-2 * .pi * .pi * vibration * vibration * k * k)
        let factor =
          perPixel * element.scatteringFactor(k) * thermal * deconvolution[u] * deconvolution[abs(v)]
        half[row * columns + u] += spectrum[source + u].multiplied(by: factor)
      }
    }
  }
}
