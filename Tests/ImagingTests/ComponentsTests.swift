import Imaging
import Testing

struct ComponentsTests {
  @Test func `pixels that share a corner are not connected`() {
    #expect(
      Mask("##...", "..##.", ".###.", "#....").largest().picture == [".....", "..##.", ".###.", "....."])
  }

  @Test func `the arms of a fork are one part`() {
    let fork = Mask("#.#.#.###", "#.#.#.###", "#####.###", ".........")
    #expect(fork.largest().picture == ["#.#.#....", "#.#.#....", "#####....", "........."])
    let spiral = Mask("#######", "#.....#", "#.###.#", "#.#...#", "#.#####", "#......", ".######")
    #expect(spiral.largest().count == 24)
  }

  @Test func `the first of two equals wins and nothing stays nothing`() {
    #expect(Mask(".##", "...", "##.").largest().picture == [".##", "...", "..."])
    #expect(Mask("...", "...").largest().count == 0)
  }

  @Test func `a hole that only leaks through a corner is filled`() {
    #expect(
      Mask(".####", ".#..#", ".#.#.", ".###.").fillingHoles().picture == [".####", ".####", ".###.", ".###."])
  }

  @Test func `a bay at the border is no hole`() {
    let bay = Mask("####", "#..#", "#..#")
    #expect(bay.fillingHoles() == bay)
    #expect(Mask("...", "...").fillingHoles().count == 0)
  }

  @Test func `an island in a hole is kept`() {
    let ring = Mask("#####", "#...#", "#.#.#", "#...#", "#####")
    #expect(ring.fillingHoles().count == 25)
    #expect(ring.largest().count == 16)
  }
}
