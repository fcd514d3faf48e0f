import Simulation
import Testing

struct Xoshiro256Tests {
  @Test func `the published generator gives its published numbers`() {
    var random = Xoshiro256(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
      16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777,
      2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test func `streams of one seed differ`() {
    var (a, b, c) = (Xoshiro256(seed: 1), Xoshiro256(seed: 1, stream: 1), Xoshiro256(seed: 2))
    let (x, y, z) = (a.next(), b.next(), c.next())
    #expect(x != y && x != z && y != z)
  }
}
