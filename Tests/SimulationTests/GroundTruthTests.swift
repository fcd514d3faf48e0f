import Foundation
import Imaging
import Simulation
import TestSupport
import Testing

struct GroundTruthTests {
  /// The samples of a version 1 NPY file.
  static func samples<T: BitwiseCopyable>(_ name: String, as type: T.Type) throws -> [T] {
    let data = try Data(contentsOf: URL(filePath: SharedData.path("data/synthetic/\(name).npy")))
    let header = 10 + Int(data[8]) + 256 * Int(data[9])
    return data.withUnsafeBytes { bytes in
      (0..<(data.count - header) / MemoryLayout<T>.size).map {
        bytes.loadUnaligned(fromByteOffset: header + $0 * MemoryLayout<T>.size, as: type)
      }
    }
  }

  @Test(
    .enabled(if: SharedData.exists("data/synthetic/particle512_truth_grain.npy"), SharedData.skip),
    arguments: [256, 512])
  func `the defaults have the truth of the reference images`(size: Int) throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.dose) = (size, .infinity)
    let truth = try simulation.run().truth
    let spacing = try Self.samples("particle\(size)_truth_spacing_nm", as: Float.self)
    let angle = try Self.samples("particle\(size)_truth_angle_deg", as: Float.self)
    let particle = try Self.samples("particle\(size)_truth_particle", as: UInt8.self)
    let grain = try Self.samples("particle\(size)_truth_grain", as: UInt8.self)
    let pixels = size * size
    #expect(truth.particle.inside == particle.map { $0 != 0 })
    #expect(truth.grain.inside == zip(particle, grain).map { $0 != 0 && $1 == 2 })
    var worst: (spacing: Float, angle: Float) = (0, 0)
    for index in 0..<3 {
      for pixel in 0..<pixels where particle[pixel] != 0 {
        let k = index * pixels + pixel
        worst.spacing = max(worst.spacing, abs(truth.spacing[index].pixels[pixel] - spacing[k]))
        worst.angle = max(worst.angle, abs(truth.angle[index].pixels[pixel] - angle[k]))
      }
      #expect(zip(truth.spacing[index].pixels, particle).allSatisfy { $0.isNaN == ($1 == 0) })
    }
    #expect(worst.spacing < 1e-7 && worst.angle < 1e-4)
  }

  @Test func `a grain that is not turned is no grain`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.grainRotation) = (64, 0)
    let truth = try simulation.run().truth
    #expect(truth.grain.count == 0 && truth.particle.count > 1000)
  }

  @Test func `a full frame is particle everywhere`() throws {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.isFullFrame) = (32, true)
    let truth = try simulation.run().truth
    #expect(truth.particle.count == 32 * 32 && truth.grain.count > 0)
    #expect(truth.reflections.map(\.unit) == [.nanometres, .nanometres, .nanometres])
  }
}
