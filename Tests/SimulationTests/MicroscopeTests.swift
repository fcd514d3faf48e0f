import Numerics
import Simulation
import Testing

struct MicroscopeTests {
  /// pm; every textbook's table.
  @Test(arguments: [(80.0, 4.176), (100, 3.701), (200, 2.508), (300, 1.969), (1000, 0.872)])
  func `wavelengths are those of the tables`(voltage: Double, picometres: Double) {
    var microscope = Microscope()
    microscope.voltage = voltage
    #expect(abs(microscope.wavelength * 1000 / picometres - 1) < 5e-4)
  }

  @Test func `at Scherzer's defocus contrast is negative up to the first zero`() {
    let microscope = Microscope()
    let csLambda = 1.2e6 * microscope.wavelength
    #expect(abs(microscope.appliedDefocus + 1.2 * csLambda.squareRoot()) < 1e-9)
    // sin χ = 0 where C₁ + Cs λ² k² / 2 = 0; the textbook rounds √2.4 to 1.5.
    let unit = Double.pow(1.2e6 * Double.pow(microscope.wavelength, 3), -0.25)
    let zero = 2.4.squareRoot() * unit
    #expect(abs(microscope.aberration(zero)) < 1e-9)
    for k in stride(from: 0.1 * zero, to: 0.999 * zero, by: 0.01) { #expect(microscope.phaseContrast(k) < 0) }
    #expect(microscope.phaseContrast(1.01 * zero) > 0)
    // The first zero of a 300 kV instrument with 1.2 mm: 0.20 nm.
    #expect(abs(1 / zero - 0.2) < 0.01)
  }

  @Test(arguments: [-100.0, -40, 25])
  func `zeros lie where the aberration function is a multiple of π`(defocus: Double) {
    var microscope = Microscope()
    (microscope.defocus, microscope.focusSpread, microscope.convergence) = (defocus, 0, 0)
    for order in 1...4 {
      // π λ k² (C₁ + Cs λ² k² / 2) = ± n π, solved for k².
      let (a, b) = (0.5 * 1.2e6 * Double.pow(microscope.wavelength, 3), defocus * microscope.wavelength)
      for target in [Double(order), -Double(order)] {
        let root = b * b + 4 * a * target
        guard root >= 0 else { continue }
        for square in [(-b + root.squareRoot()) / (2 * a), (-b - root.squareRoot()) / (2 * a)]
        where square > 0 {
          #expect(abs(microscope.phaseContrast(square.squareRoot())) < 1e-8)
        }
      }
    }
  }

  @Test func `envelopes fall to what coherence leaves`() {
    var microscope = Microscope()
    (microscope.focusSpread, microscope.convergence) = (4, 0)
    // Where π λ Δ k² = 1 the temporal envelope is exp(-1/2).
    let k = (1 / (.pi * microscope.wavelength * 4)).squareRoot()
    #expect(abs(microscope.envelope(k) - Double.exp(-0.5)) < 1e-12)
    (microscope.focusSpread, microscope.convergence) = (0, 0.5)
    microscope.sphericalAberration = 0
    microscope.defocus = -200
    // Where π θ C₁ k = 1 / 2 the spatial one is exp(-1/2).
    #expect(abs(microscope.envelope(0.5 / (.pi * 0.5e-3 * 200)) - Double.exp(-0.5)) < 1e-12)
    microscope.aperture = 5
    #expect(microscope.envelope(5.01) == 0 && microscope.envelope(4.99) > 0)
  }
}
