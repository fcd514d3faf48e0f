import Numerics

/// exp(-2πi f n) for n = 0, 1, 2, …, by rotation, restarted every 32 steps from the exact value.
struct Rotor {
  var phasor = Complex<Double>.one
  private let cyclesPerSample: Double
  private let turn: Complex<Double>
  private var index = 0

  init(cyclesPerSample: Double) {
    self.cyclesPerSample = cyclesPerSample
    turn = Complex(length: 1, phase: -2 * .pi * cyclesPerSample)
  }

  mutating func advance() {
    index += 1
    phasor =
      index % 32 == 0 ? Complex(length: 1, phase: -2 * .pi * cyclesPerSample * Double(index)) : phasor * turn
  }
}
