import Imaging
import Inspection
import Lattice
import Testing

struct StrainInspectorTests {
  @Test func `the cursor reads components and their σ`() throws {
    let strain = try MapInspectorTests.particle.map.strain(axis: 20)
    let inspector = StrainInspector(strain)
    let reading = inspector.reading(row: 16, column: 15)
    let group = try #require(reading.groups.first)
    #expect(group.status == "ok" && group.reason == nil)
    for component in StrainComponent.allCases {
      let value = try #require(group.values.first { $0.name == component.rawValue })
      #expect(Float(value.value) == strain[component][16, 15])
      #expect(Float(value.sigma) == strain.sigma(component)[16, 15])
      #expect(value.unit == (component == .rotation ? "°" : ""))
    }
    let empty = try #require(inspector.reading(row: 0, column: 0).groups.first)
    #expect(empty.status == "missing" && empty.reason?.contains("fewer than two reflections") == true)
    #expect(inspector.axis == 20 && inspector.planes.count == 11)
    let spectrum = try #require(inspector.spectrum(row: 16, column: 15))
    #expect(spectrum.window == 64 && spectrum.spots.count == 3)
  }

  @Test func `profiles are those of the strain map`() throws {
    let strain = try MapInspectorTests.particle.map.strain()
    let (start, end) = (Point(row: 100, column: 60), Point(row: 150, column: 190))
    let known = try strain.profile(from: start, to: end, width: 20)
    let inspector = StrainInspector(strain)
    let plane = try #require(inspector.plane("eyy", group: 0))
    let profile = try inspector.profile(of: plane, from: start, to: end, width: 20)
    #expect(profile.value.map(\.bitPattern) == known.values[1].map(\.bitPattern))
    #expect(profile.sigma?.map(\.bitPattern) == known.sigmas[1].map(\.bitPattern))
    #expect(profile.distance == known.distance && plane.kind == .signed)
  }
}
