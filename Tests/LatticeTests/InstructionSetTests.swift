import Lattice
import Testing

struct InstructionSetTests {
  @Test func `every machine has the portable instructions, and the last available ones are chosen`() throws {
    #expect(InstructionSet.available.first == .portable)
    let (unset, empty) = try (InstructionSet.selected(nil).get(), InstructionSet.selected("").get())
    #expect(unset == InstructionSet.available.last && empty == unset)
  }

  @Test(arguments: InstructionSet.available)
  func `a name chooses its instructions`(set: InstructionSet) throws {
    let chosen = try InstructionSet.selected(set.rawValue).get()
    #expect(chosen == set)
  }

  @Test(arguments: ["sse9", "AVX2", "avx2 "])
  func `an unknown name is an error that says what there is`(name: String) {
    let error = #expect(throws: RollingWindowError.self) { try InstructionSet.selected(name).get() }
    #expect(error == .instructionSet(name, available: InstructionSet.available.map(\.rawValue)))
    #expect(error?.description.contains("\"\(name)\"") == true)
    #expect(error?.description.contains("set it to portable") == true)
  }
}
