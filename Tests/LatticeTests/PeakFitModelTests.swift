import Lattice
import Numerics
import Testing

struct PeakFitModelTests {
  @Test func `the derivatives are those of the cost`() {
    let values = (0..<81).map { 8 + Double.sin(Double($0) * 1.7) + Double($0 % 9) * 0.1 }
    let place: InlineArray<7, Double> = [1.4, 3.8, 4.3, 1.6, 2.3, 0.4, 8.1]
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let model = PeakFitModel(side: 9, values: base)
      let here = model.normalEquations(at: place)
      for k in 0..<7 {
        let (above, below) = (
          model.normalEquations(at: moved(place, k, 1e-5)), model.normalEquations(at: moved(place, k, -1e-5))
        )
        #expect(abs((above.cost - below.cost) / 2e-5 - here.gradient[k]) < 1e-6, "parameter \(k)")
        for l in k..<7 {
          let slope = (above.gradient[l] - below.gradient[l]) / 2e-5
          #expect(abs(slope - here.hessian[7 * l + k]) < 1e-6, "parameters \(k), \(l)")
        }
      }
    }
  }

  @Test func `without residuals the Hessian is the matrix of Gauss and Newton`() {
    let place: InlineArray<7, Double> = [1.4, 3.8, 4.3, 1.6, 2.3, 0.4, 8.1]
    let values = (0..<81).map { index in
      let (du, dv) = (Double(index / 9) - 3.8, Double(index % 9) - 4.3)
      let (x, y) = (du * Double.cos(0.4) - dv * Double.sin(0.4), du * Double.sin(0.4) + dv * Double.cos(0.4))
      return 8.1 + 1.4 * Double.exp(-x * x / (2 * 1.6 * 1.6) - y * y / (2 * 2.3 * 2.3))
    }
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let here = PeakFitModel(side: 9, values: base).normalEquations(at: place)
      #expect(here.cost < 1e-28)
      for k in 0..<7 {
        for l in 0...k {
          #expect(abs(here.hessian[7 * k + l] - here.matrix[7 * k + l]) < 1e-12)
        }
        #expect(here.matrix[8 * k] > 0.1)
      }
    }
  }

  private func moved(_ place: InlineArray<7, Double>, _ k: Int, _ by: Double) -> InlineArray<7, Double> {
    var other = place
    other[k] += by
    return other
  }
}
