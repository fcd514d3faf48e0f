import ImageFiles
import Imaging
import Lattice
import Simulation

#if canImport(Glibc)
  import Glibc
#endif

/// The images that are timed. All have the reflections of the simulated particle.
enum Micrograph: String, CaseIterable {
  /// Simulated particles of the shared data, or made here when they are not there.
  case particle512, particle1564
  /// `particle1564`, repeated.
  case particle4096
  // 512² pixels that may slow down or stop what is written for a lattice.
  case zero, constant, spike, missing, holes, infinities, huge, tiny

  static let hostile: [Micrograph] = [.zero, .constant, .spike, .missing, .holes, .infinities, .huge, .tiny]

  static let reflections = zip([0.2355, 0.2355, 0.2039], [20.0, 90.53, 145.26]).map {
    Reflection(spacing: $0, angle: $1, unit: .nanometres)
  }

  var summary: String {
    switch self {
    case .particle512, .particle1564, .particle4096: "\(side)²"
    case .zero: "all zero"
    case .constant: "constant"
    case .spike: "one bright pixel"
    case .missing: "all missing"
    case .holes: "missing here and there"
    case .infinities: "infinite here and there"
    case .huge: "times 1e30"
    case .tiny: "times 1e-30"
    }
  }

  var side: Int {
    switch self {
    case .particle1564: 1564
    case .particle4096: 4096
    default: 512
    }
  }

  /// Where the images of the shared data are.
  static var shared: String {
    (getenv("FRINGE_SHARED").map { String(cString: $0) } ?? "../shared") + "/data/synthetic/"
  }

  /// What is made here because the shared data is not there, or nil.
  static var note: String? {
    access(shared + "particle1564_u16.tif", R_OK) == 0
      ? nil : "../shared is not there: all images are simulated or repeat a simulated one of 512²"
  }

  func image() throws -> Image {
    switch self {
    case .particle512: return try Self.load("particle512_u16.tif") ?? ParticleSimulation.benchmark()
    case .particle1564: return try Self.load("particle1564_u16.tif") ?? Self.particle512.image().tiled(1564)
    case .particle4096: return try Self.particle1564.image().tiled(4096)
    default: break
    }
    let image = try Self.particle512.image()
    return image.with(pixels: image.pixels.indices.map { altered(image.pixels[$0], at: $0) })
  }

  /// Writes the image as a file, and returns it.
  @discardableResult
  func save(to path: String) throws -> Image {
    let image = try image()
    try ImageFile.save(image, to: path)
    return image
  }

  private func altered(_ pixel: Float, at index: Int) -> Float {
    switch self {
    case .zero: 0
    case .constant: 1234.5
    case .spike: index == 256 * 512 + 256 ? 1e6 : 0
    case .missing: .nan
    case .holes: index % 40_009 == 0 ? .nan : pixel
    case .infinities: index % 40_009 == 0 ? .infinity : pixel
    case .huge: pixel * 1e30
    case .tiny: pixel * 1e-30
    default: pixel
    }
  }

  private static func load(_ name: String) throws -> Image? {
    guard access(shared + name, R_OK) == 0 else { return nil }
    return try ImageFile.load(path: shared + name).image
  }
}

extension ParticleSimulation {
  fileprivate static func benchmark() throws -> Image {
    var simulation = ParticleSimulation()
    simulation.size = 512
    return try simulation.run().image
  }
}

extension Image {
  /// The image repeated to `side` rows and columns.
  fileprivate func tiled(_ side: Int) -> Image {
    var pixels = [Float]()
    pixels.reserveCapacity(side * side)
    for row in 0..<side {
      let line = row % rows * columns
      for column in 0..<side { pixels.append(self.pixels[line + column % columns]) }
    }
    return Image(rows: side, columns: side, pixels: pixels, calibration: calibration, name: name)
  }
}
