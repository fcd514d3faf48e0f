import Imaging
import Lattice
import Numerics
import Testing

struct StrainTests {
  static let turn = 3.0 * .pi / 180
  /// F of a lattice stretched by 2 % along x, by -1 % along y, sheared and turned.
  static let deformations: [Deformation] = [
    Deformation(xx: 1.02, xy: 0, yx: 0, yy: 1), Deformation(xx: 1, xy: 0, yx: 0, yy: 0.98),
    Deformation(xx: 1, xy: 0.01, yx: 0.01, yy: 1),
    Deformation(xx: Double.cos(turn), xy: -Double.sin(turn), yx: Double.sin(turn), yy: Double.cos(turn)),
    Deformation(xx: 1.013, xy: 0.004, yx: -0.021, yy: 0.991),
  ]

  @Test(arguments: deformations)
  func `every definition gives its own formula's values`(deformation: Deformation) throws {
    let map = Deformed.map(deformation)
    let F = deformation
    let M = (
      xx: F.yy / F.determinant, xy: -F.yx / F.determinant, yx: -F.xy / F.determinant, yy: F.xx / F.determinant
    )
    let angle = Double.atan2(y: F.yx - F.xy, x: F.xx + F.yy)
    let (c, s) = (Double.cos(angle), Double.sin(angle))
    let expected: [StrainDefinition: [Double]] = [
      .spacing: [F.xx - 1, F.yy - 1, (F.xy + F.yx) / 2],
      .reciprocal: [1 - M.xx, 1 - M.yy, -(M.xy + M.yx) / 2],
      .green: [
        (F.xx * F.xx + F.yx * F.yx - 1) / 2, (F.xy * F.xy + F.yy * F.yy - 1) / 2,
        (F.xx * F.xy + F.yx * F.yy) / 2,
      ],
      .polar: [c * F.xx + s * F.yx - 1, -s * F.xy + c * F.yy - 1, c * F.xy + s * F.yy],
    ]
    for definition in StrainDefinition.allCases {
      let strain = try map.strain(reference: .reflections(Deformed.reference), definition: definition)
      let values = try #require(expected[definition]) + [angle * 180 / .pi]
      for (component, value) in zip([StrainComponent.exx, .eyy, .exy, .rotation], values) {
        #expect(abs(Double(strain[component][1, 1]) - value) < 2e-6, "\(definition) \(component)")
      }
      #expect(abs(Double(strain[.dilatation][0, 0]) - values[0] - values[1]) < 4e-6)
      #expect(strain.residual[0, 0] < 1e-6)
    }
  }

  @Test func `two per cent in the spacing read 2.000 % or 1.961 %`() throws {
    let map = Deformed.map(Deformation(xx: 1.02, xy: 0, yx: 0, yy: 1.02))
    func exx(_ definition: StrainDefinition) throws -> Double {
      Double(try map.strain(reference: .reflections(Deformed.reference), definition: definition)[.exx][0, 0])
    }
    #expect(try abs(exx(.spacing) - 0.02) < 1e-6 && abs(exx(.reciprocal) - 0.02 / 1.02) < 1e-6)
    #expect(try abs(exx(.green) - 0.0202) < 1e-6 && abs(exx(.polar) - 0.02) < 1e-6)
  }

  @Test func `in turned axes the tensor turns`() throws {
    let map = Deformed.map(Deformation(xx: 1.02, xy: 0, yx: 0, yy: 1))
    let quarter = try map.strain(reference: .reflections(Deformed.reference), axis: 90)
    #expect(abs(quarter[.exx][0, 0]) < 1e-6 && abs(quarter[.eyy][0, 0] - 0.02) < 1e-6)
    let eighth = try map.strain(reference: .reflections(Deformed.reference), axis: 45)
    #expect(abs(eighth[.exx][0, 0] - 0.01) < 1e-6 && abs(eighth[.exy][0, 0] + 0.01) < 1e-6)
  }

  @Test func `a region as the reference reads zero, and the rest relative to it`() throws {
    let map = Deformed.map { row, _ in Deformation(xx: row < 2 ? 1.01 : 1.03, xy: 0, yx: 0, yy: 1) }
    let region = Mask(rows: 4, columns: 4, inside: (0..<16).map { $0 < 8 })
    let strain = try map.strain(reference: .region(region))
    #expect(abs(strain[.exx][0, 0]) < 1e-6 && abs(Double(strain[.exx][3, 3]) - (1.03 / 1.01 - 1)) < 1e-6)
    #expect(try abs(map.strain().mean().values[0]) < 0.02)
  }

  @Test func `a missing reflection leaves the others, two missing leave nothing`() throws {
    var local = Deformed.vectors(Deformation(xx: 1.02, xy: 0, yx: 0, yy: 1))
    local[0] = nil
    let two = try Deformed.map(sigma: 0.01) { _, _ in local }
      .strain(reference: .reflections(Deformed.reference))
    #expect(abs(two[.exx][0, 0] - 0.02) < 1e-6 && two.residual[0, 0].isNaN)
    #expect(StrainComponent.allCases.allSatisfy { two.sigma($0)[0, 0] > 0 })
    local[1] = nil
    let one = try Deformed.map { _, _ in local }.strain(reference: .reflections(Deformed.reference))
    #expect(one[.exx][0, 0].isNaN && one.sigma(.exx)[0, 0].isNaN && one[.rotation][0, 0].isNaN)
    #expect(try one.mean().count == 0 && one.mean().values[0].isNaN)
  }

  @Test func `reflections that have followed the same spot give no value`() throws {
    var local = Deformed.vectors(.identity)
    local[1] = local[0].map { (x: $0.x * 1.0001, y: $0.y) }
    local[2] = nil
    let strain = try Deformed.map { _, _ in local }.strain(reference: .reflections(Deformed.reference))
    #expect(strain[.exx][0, 0].isNaN && strain.sigma(.exx)[0, 0].isNaN)
  }

  @Test func `what cannot be a strain is refused with the reason`() throws {
    let map = Deformed.map(.identity)
    func problem(_ body: () throws -> Void) -> StrainError? {
      do { try body() } catch { return error as? StrainError }
      return nil
    }
    #expect(problem { _ = try map.select([0]).strain() } == .tooFewReflections(1))
    guard case .collinear? = problem({ _ = try map.select([0, 0]).strain() }) else {
      return #expect(Bool(false), "parallel reflections were taken")
    }
    #expect(
      problem { _ = try map.strain(reference: .reflections([Deformed.reference[0]])) }
        == .referenceCount(found: 1, needed: 3))
    let swapped = [Deformed.reference[1], Deformed.reference[0], Deformed.reference[2]]
    guard case .foreignReference(0, _, _)? = problem({ _ = try map.strain(reference: .reflections(swapped)) })
    else {
      return #expect(Bool(false), "reflections in another order were taken")
    }
    let nowhere = Mask(rows: 4, columns: 4, inside: [Bool](repeating: false, count: 16))
    #expect(problem { _ = try map.strain(reference: .region(nowhere)) } == .emptyReference(0))
  }

  @Test func `the condition is that of the reflections' directions`() throws {
    #expect(try abs(Deformed.map(.identity, [0, 60, 120]).strain().condition - 1) < 1e-6)
    // Two reflections at an angle φ: cot(φ/2).
    let condition = try Deformed.map(.identity, [0, 20]).strain().condition
    #expect(abs(condition * Double.tan(10 * .pi / 180) - 1) < 1e-5)
  }

  @Test(arguments: StrainDefinition.allCases)
  func `σ is the spread of the strain under errors of the reflections`(definition: StrainDefinition) throws {
    let sigma = 0.01
    var random = TestNoise(seed: 7)
    let exact = Deformed.vectors(deformationsLast)
    let map = Deformed.map(rows: 200, columns: 200, sigma: sigma) { _, _ in
      exact.map { vector in
        vector.map {
          (
            x: $0.x + sigma * random.normal() / Deformed.scale,
            y: $0.y + sigma * random.normal() / Deformed.scale
          )
        }
      }
    }
    let strain = try map.strain(reference: .reflections(Deformed.reference), definition: definition, axis: 30)
    for component in StrainComponent.allCases {
      let ratio = strain[component].standardDeviation() / Double(strain.sigma(component)[3, 3])
      #expect(abs(ratio - 1) < 0.02, "\(component): \(ratio)")
    }
  }

  private var deformationsLast: Deformation { Self.deformations[4] }

  @Test func `threads do not change a bit`() throws {
    let map = Deformed.map(rows: 300, columns: 70, sigma: 0.01) { row, column in
      Deformed.vectors(Deformation(xx: 1 + Double(row) * 1e-5, xy: Double(column) * 1e-5, yx: 0, yy: 1))
    }
    let (one, three) = (try map.strain(threads: 1), try map.strain(threads: 3))
    for component in StrainComponent.allCases {
      #expect(one[component].pixels == three[component].pixels)
      #expect(one.sigma(component).pixels == three.sigma(component).pixels)
    }
  }
}
