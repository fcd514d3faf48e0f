import ImageFiles
import Imaging
import Lattice
import TestSupport

extension Agreement.Subject {
  /// The images of the agreement that issue and method ask for; those whose data are there.
  enum Name: String, CaseIterable {
    case particle256, particle512, particle1564, si110, dysco3

    private var file: String {
      switch self {
      case .particle256, .particle512, .particle1564: "data/synthetic/\(rawValue)_u16.tif"
      case .si110, .dysco3: "data/images/\(rawValue).tif"
      }
    }

    static let available = allCases.filter { SharedData.exists($0.file) }

    /// Share of all windows.
    var share: Double {
      switch self {
      case .particle256: 0.1
      case .particle512: 0.25
      case .particle1564: 0.35
      case .si110, .dysco3: 0.15
      }
    }

    func subject() throws -> Agreement.Subject {
      var image = try ImageFile.load(path: SharedData.path(file)).image
      switch self {
      case .particle256, .particle512:
        let particle = try ImageFile.load(
          path: SharedData.path("data/synthetic/\(rawValue)_truth_particle.npy")
        ).image
        return .init(
          name: rawValue, image: image, reflections: Self.gold, particle: Mask(particle))
      case .particle1564:
        // Its truth is not there: where it is darker than the support, smoothed.
        let smooth = try image.gaussianFiltered(sigma: 12)
        let level = 0.6 * Double(smooth.pixels.max() ?? 1)
        return .init(name: rawValue, image: image, reflections: Self.gold, particle: smooth.below(level))
      case .si110:
        // At 5.6 pixels of 256, its spots need a larger window and a smaller patch.
        image.calibration = Calibration(pixelSize: 5.0 / 512, unit: .nanometres, source: .script)
        return .init(
          name: rawValue, image: image,
          reflections: Self.spots(
            [(5.651, 4.761), (-2.534, 6.786), (3.114, 11.55)], window: 256, image.calibration),
          window: 384, patch: 13)
      case .dysco3:
        image.calibration = Calibration(pixelSize: 8.0 / 1024, unit: .nanometres, source: .script)
        // In a window of 128 binned by 4 lie the same waves as in one of 512.
        return .init(
          name: rawValue, image: try image.binned(by: 4),
          reflections: Self.spots(
            [(5.214, 0.067), (0.027, 5.119), (5.241, 5.181), (-5.191, 5.05)], window: 256, image.calibration))
      }
    }

    private static let gold = zip([0.2355, 0.2355, 0.2039], [20.0, 90.53, 145.26]).map {
      Reflection(spacing: $0, angle: $1, unit: .nanometres)
    }

    private static func spots(
      _ positions: [(dx: Double, dy: Double)], window: Int, _ calibration: Calibration
    ) -> [Reflection] {
      positions.map { Reflection(dx: $0.dx, dy: $0.dy, window: window, calibration: calibration) }
    }
  }
}
