import Crystallography
import Testing

struct CrystalTests {
  static func crystal(_ name: String) throws -> Crystal {
    try #require(try Crystal.named(name), "\(name)")
  }

  @Test func `every crystal of the catalogue can be made, and says where its numbers are from`() throws {
    #expect(Crystal.names.count >= 25 && Set(Crystal.names).count == Crystal.names.count)
    for name in Crystal.names {
      let crystal = try Self.crystal(name)
      #expect(!crystal.atoms.isEmpty && crystal.spaceGroup != nil && (crystal.source ?? "").count > 20)
    }
  }

  /// Å, as powder patterns are published: PDF 4-784, 4-787, 27-1402, 4-836, 5-628, 21-1276, 21-1272, 34-394, 36-1451,
  /// 4-806, 45-946.
  @Test(arguments: [
    ("Au", "111", 2.355, 8), ("Au", "200", 2.039, 6), ("Au", "220", 1.442, 12), ("Au", "311", 1.230, 24),
    ("Al", "111", 2.338, 8), ("Si", "111", 3.1355, 8), ("Si", "220", 1.9201, 12), ("Si", "311", 1.6375, 24),
    ("Si", "400", 1.3577, 6), ("Cu", "111", 2.088, 8), ("NaCl", "200", 2.821, 6), ("NaCl", "220", 1.994, 12),
    ("rutile", "110", 3.247, 4), ("rutile", "101", 2.487, 8), ("rutile", "211", 1.6874, 16),
    ("anatase", "101", 3.520, 8), ("anatase", "004", 2.378, 2), ("anatase", "200", 1.892, 4),
    ("CeO2", "111", 3.1234, 8), ("ZnO", "100", 2.8143, 6), ("ZnO", "002", 2.6033, 2),
    ("ZnO", "101", 2.4759, 12),
    ("W", "110", 2.238, 12), ("MgO", "200", 2.1056, 6),
  ])
  func `spacings and multiplicities are the published ones`(
    name: String, hkl: String, spacing: Double, multiplicity: Int
  ) throws {
    let plane = try #require(MillerIndices(hkl))
    let forms = try Self.crystal(name).forms(from: 0.1)
    let form = try #require(forms.first { $0.members.contains(plane) }, "\(name) \(hkl) is extinct")
    #expect(form.indices == plane)
    #expect(abs(form.spacing * 10 / spacing - 1) < 1e-3)
    #expect(form.multiplicity == multiplicity)
  }

  @Test(arguments: [
    ("Si", ["111", "220", "311", "400", "331", "422"]), ("Ge", ["111", "220", "311", "400", "331", "422"]),
    ("GaAs", ["111", "200", "220", "311", "222", "400"]), ("Au", ["111", "200", "220", "311", "222", "400"]),
    ("Fe", ["110", "200", "211", "220", "310", "222"]),
    ("rutile", ["110", "101", "200", "111", "210", "211"]),
    ("anatase", ["101", "103", "004", "112", "200", "105"]),
    ("ZnO", ["100", "002", "101", "102", "110", "103"]),
    ("graphene", ["100", "110", "200", "210", "300", "220"]),
  ])
  func `the first lines of the powder patterns are there, and nothing between`(name: String, hkl: [String])
    throws
  {
    let forms = try Self.crystal(name).forms(from: name == "graphene" ? 0.05 : 0.08)
    #expect(forms.prefix(6).map { "\($0.indices)" } == hkl)
  }

  @Test(arguments: [
    ("Si", "200"), ("Si", "222"), ("Si", "420"), ("Si", "442"), ("Au", "110"), ("Au", "210"), ("W", "111"),
    ("rutile", "100"), ("rutile", "001"), ("rutile", "300"), ("rutile", "021"), ("anatase", "002"),
    ("anatase", "110"), ("anatase", "006"), ("ZnO", "001"), ("ZnO", "003"), ("ZnO", "113"),
    ("graphene", "001"),
    ("graphite", "001"), ("MoS2", "001"), ("DyScO3", "010"), ("DyScO3", "100"), ("DyScO3", "001"),
    ("DyScO3", "012"), ("DyScO3", "102"),
  ])
  func `what a centring, a glide plane or a screw axis extinguishes is extinct`(name: String, hkl: String)
    throws
  {
    let crystal = try Self.crystal(name)
    let plane = try #require(MillerIndices(hkl))
    #expect(crystal.allows(plane) == false)
  }

  @Test(arguments: [
    ("Si", 8), ("Au", 4), ("Fe", 2), ("CeO2", 12), ("SrTiO3", 5), ("DyScO3", 20), ("MoS2", 6),
  ])
  func `a cell holds its atoms`(name: String, count: Int) throws {
    #expect(try Self.crystal(name).atoms.count == count)
  }

  @Test func `weak reflections of like atoms are weak`() throws {
    let gallium = try Self.crystal("GaAs")
    let ratio =
      try gallium.intensity(#require(MillerIndices("200")))
      / gallium.intensity(#require(MillerIndices("220")))
    #expect(ratio > 0 && ratio < 0.01)
  }

  /// f(0) in Å after Doyle and Turner, Acta Crystallographica A 24, 390 (1968), table 4.
  @Test(arguments: [("C", 2.509), ("O", 1.983), ("Si", 5.828), ("Cu", 5.600), ("Ag", 8.671), ("Au", 10.573)])
  func `scattering factors are those of Hartree-Fock atoms`(symbol: String, expected: Double) throws {
    let element = try #require(Element(symbol: symbol))
    #expect(abs(element.scatteringFactor(0) * 10 / expected - 1) < 0.01)
    // Far out that of the bare nucleus: Z / (8π² a₀ s²), which Mott's formula gives without any electron.
    let g = 30.0
    let bare = Double(element.atomicNumber) / (2 * Double.pi * Double.pi * 0.0529177 * g * g)
    #expect(element.scatteringFactor(g) < bare && element.scatteringFactor(g) > 0.4 * bare)
  }

  @Test func `wrong crystals are refused with the reason`() throws {
    #expect(throws: CrystalError.length("a", 5431)) { try UnitCell(a: 5431, b: 1, c: 1) }
    #expect(throws: CrystalError.angle("beta", 0)) { try UnitCell(a: 1, b: 1, c: 1, beta: 0) }
    #expect(throws: CrystalError.impossibleAngles(120, 120, 120)) {
      try UnitCell(a: 1, b: 1, c: 1, alpha: 120, beta: 120, gamma: 120)
    }
    let silicon = try #require(Element(symbol: "Si"))
    let cell = try UnitCell(a: 0.5, b: 0.5, c: 0.5)
    #expect(throws: CrystalError.coincidentAtoms(0, 1)) {
      try Crystal(
        cell: cell, centring: .faceCentred, atoms: [.init(silicon, 0, 0, 0), .init(silicon, 0.5, 0.5, 1)])
    }
    #expect(Element(symbol: "au") == nil)
    #expect(throws: CrystalError.spacing(0.001, smallest: 0.0256)) {
      try Self.crystal("Si").forms(from: 0.001)
    }
  }
}
