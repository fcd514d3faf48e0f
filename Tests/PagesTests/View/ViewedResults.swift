import Foundation
import Imaging
import Inspection
import Lattice
import Pages
import Simulation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A session with a result of each kind, and what a page asks of it.
struct ViewedResults {
  static let map: LatticeMap = {
    var simulation = ParticleSimulation()
    (simulation.size, simulation.seed) = (256, 1)
    var options = RollingWindow()
    (options.window, options.step, options.estimator) = (64, 8, .phase)
    do {
      let particle = try simulation.run()
      let rolled = try particle.image.roll(options, reflections: particle.truth.reflections)
      return try rolled.clean(radius: 0.1, angle: 2).where(particle.truth.particle)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  static let strain: StrainMap = {
    do { return try map.strain() } catch { preconditionFailure("\(error)") }
  }()

  static let table = Table([
    .init("time", unit: "s", values: [2, 1, .nan]),
    .init("name", cells: [.text("b"), .text("a"), .text("c")]),
  ])

  static let picture: [UInt8] = Array(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"20\"><rect width=\"20\" height=\"20\"/></svg>"
      .utf8)

  /// How often each result was read.
  final class Readings: Sendable {
    let counts = Mutex<[String: Int]>([:])
  }

  let session: ViewSession
  let readings = Readings()

  init() throws {
    let readings = readings
    func entry(
      _ name: String, _ kind: ResultEntry.Kind, _ state: ResultEntry.State,
      _ open: @escaping @Sendable () throws(ResultEntry.Unreadable) -> ResultContent
    ) -> ResultEntry {
      ResultEntry(name, kind, state: { state }) { () throws(ResultEntry.Unreadable) in
        readings.counts.withLock { $0[name, default: 0] += 1 }
        return try open()
      }
    }
    session = try ViewSession(
      title: "a <run>", notes: ["run of today"],
      [
        entry("map", .map, .unchanged) { () throws(ResultEntry.Unreadable) in
          do { return .inspected(try MapInspector(Self.map), notes: ["a note"]) } catch {
            throw ResultEntry.Unreadable("\(error)")
          }
        },
        entry("strain", .strain, .changed(["strain/exx.tif"])) { () throws(ResultEntry.Unreadable) in
          .inspected(StrainInspector(Self.strain), notes: [])
        },
        entry("image.tif", .image, .unrecorded) { () throws(ResultEntry.Unreadable) in
          .inspected(ImageInspector(Self.map.source), notes: [])
        },
        entry("figure.svg", .figure, .unchanged) { () throws(ResultEntry.Unreadable) in
          .figure(bytes: Self.picture, type: .svg)
        },
        entry("table.csv", .table, .unchanged) { () throws(ResultEntry.Unreadable) in .table(Self.table) },
        entry("gone", .map, .missing(["gone/map.txt"])) { () throws(ResultEntry.Unreadable) in
          throw ResultEntry.Unreadable("gone/map.txt: no such file")
        },
      ])
  }

  func get(_ path: String) async throws -> (status: Int, type: String, data: Data) {
    // No cookies, no cache.
    let address = session.server.address(of: path)
    guard let url = URL(string: address) else { throw URLError(.badURL) }
    let (data, response) = try await URLSession.shared.data(for: URLRequest(url: url))
    let answer = response as? HTTPURLResponse
    return (answer?.statusCode ?? 0, answer?.value(forHTTPHeaderField: "Content-Type") ?? "", data)
  }

  func json(_ path: String) async throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: await get(path).data) as? [String: Any] ?? [:]
  }
}
