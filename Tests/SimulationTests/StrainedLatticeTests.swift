import Lattice
import Simulation
import Testing

struct StrainedLatticeTests {
  @Test(arguments: [0.0, 0.002, -0.05])
  func `the local reciprocal vector is the gradient of the phase`(gradient: Double) {
    let lattice = StrainedLattice(gradient: gradient)
    let nominal = Reflection(spacing: 0.2355, angle: 20, unit: .nanometres)
    let h = 1e-4
    for x in [-4.0, -1, 0, 0.5, 4] {
      let y = 1.3 * x
      let alongX = (lattice.turns(nominal, x: x + h, y: y) - lattice.turns(nominal, x: x - h, y: y)) / (2 * h)
      let alongY = (lattice.turns(nominal, x: x, y: y + h) - lattice.turns(nominal, x: x, y: y - h)) / (2 * h)
      let local = lattice.local(nominal, x: x)
      #expect(abs(local.gx - alongX) < 1e-7 && abs(local.gy - alongY) < 1e-7)
    }
  }

  @Test func `an expanded lattice has the larger spacing`() {
    let planes = Reflection(spacing: 0.2, angle: 0, unit: .nanometres)
    let lattice = StrainedLattice(gradient: 0.01)
    #expect(abs(lattice.local(planes, x: 2).spacing - 0.2 * 1.02) < 1e-12)
  }
}
