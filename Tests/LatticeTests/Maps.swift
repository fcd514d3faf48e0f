import Imaging
import Lattice

/// Maps of 2 × 3 pixels with step 10, made by hand.
enum Maps {
  static func map(
    radii: [[Float]], angles: [Float]? = nil, statuses: [WindowStatus]? = nil, window: Int = 64,
    reflections: [Reflection] = Waves.pair, sigmas: (radius: [Float], angle: [Float])? = nil
  ) -> LatticeMap {
    let source = Image(rows: 15, columns: 25, value: 1, calibration: Waves.calibration)
    var options = RollingWindow()
    (options.window, options.step) = (window, 10)
    let planes = radii.enumerated().map { index, radii in
      func plane(_ pixels: [Float]) -> Image {
        Image(rows: 2, columns: 3, pixels: pixels, calibration: Waves.calibration.scaled(by: 10))
      }
      let angle = Float(reflections[index].angle)
      return ReflectionMap(
        reflection: reflections[index], window: window, sourceCalibration: source.calibration,
        radius: plane(radii), angle: plane(angles ?? radii.map { $0.isNaN ? .nan : angle }),
        amplitude: plane(radii.map { $0.isNaN ? .nan : 1000 }),
        statuses: statuses ?? radii.map { $0.isNaN ? .notConverged : .ok },
        uncertainty: sigmas.map {
          .init(radius: plane($0.radius), angle: plane($0.angle), snr: plane($0.radius.map { 1 / $0 }))
        })
    }
    return LatticeMap(source: source, options: options, reflectionMaps: planes)
  }
}
