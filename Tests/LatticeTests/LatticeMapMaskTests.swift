import Imaging
import Lattice
import Testing

struct LatticeMapMaskTests {
  @Test func `the mask is where the lattice is`() throws {
    // The left part shows two waves, the middle one of them, the right none.
    let waves = [
      Reflection(spacing: 7, angle: 10, unit: .pixels), Reflection(spacing: 6, angle: 80, unit: .pixels),
    ]
    let both = Lattices.image(rows: 128, columns: 384, waves.map { ($0, 60) }, noise: 60)
    let one = Lattices.image(rows: 128, columns: 384, [(waves[0], 60)], noise: 60)
    let none = Lattices.image(rows: 128, columns: 384, [], noise: 60)
    let image = Image(rows: 128, columns: 384) { row, column in
      column < 128 ? both[row, column] : column < 256 ? one[row, column] : none[row, column]
    }
    var options = RollingWindow()
    (options.window, options.step, options.estimator, options.patch, options.edge) = (48, 5, .phase, 7, .mark)
    let map = try image.roll(options, reflections: waves, threads: 2)
    let (all, any) = (try map.mask(snr: 8), try map.mask(snr: 8, all: false))
    #expect(all.size == image.size && any.size == image.size)
    func share(_ mask: Mask, _ columns: Range<Int>) -> Double {
      let count = (30..<98).reduce(0) { sum, row in sum + columns.count { mask[row, $0] } }
      return Double(count) / Double(68 * columns.count)
    }
    #expect(share(all, 30..<100) > 0.99 && share(all, 160..<224) < 0.01 && share(all, 290..<350) < 0.01)
    #expect(share(any, 30..<100) > 0.99 && share(any, 160..<224) > 0.99 && share(any, 290..<350) < 0.01)
  }
}
