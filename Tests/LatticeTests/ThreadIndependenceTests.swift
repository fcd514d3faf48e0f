import Imaging
import Lattice
import Testing

/// The number of threads changes no bit of a map.
struct ThreadIndependenceTests {
  @Test(arguments: RollingWindow.Estimator.allCases, [1, 2, 5, 16])
  func `one, two, three and five threads give the same bytes`(
    estimator: RollingWindow.Estimator, step: Int
  ) throws {
    let lattice = Lattices.image(
      rows: 180, columns: 211, Waves.pair.map { (reflection: $0, amplitude: 150.0) }, noise: 200,
      calibration: Waves.calibration)
    var image = lattice
    image[170, 205] = .nan
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (48, step, estimator)
    if !estimator.isDense && step < 5 {
      image = try image.cropped(row: 120, column: 140, rows: 60, columns: 71)
    }
    let one = try image.roll(options, reflections: Waves.pair, threads: 1)
    for threads in [2, 3, 5] {
      let other = try image.roll(options, reflections: Waves.pair, threads: threads)
      for index in 0..<2 {
        #expect(one[index].statuses == other[index].statuses)
        for plane in [\ReflectionMap.radius, \.angle, \.amplitude, \.radiusSigma, \.angleSigma, \.snr] {
          #expect(one[index][keyPath: plane].bits == other[index][keyPath: plane].bits)
        }
      }
    }
  }
}

extension RollingWindow.Estimator {
  /// Whether a map with a value at every pixel is a matter of seconds.
  fileprivate var isDense: Bool { self == .gaussian || self == .phase }
}
