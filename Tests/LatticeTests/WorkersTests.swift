import Lattice
import Synchronization
import Testing

struct WorkersTests {
  @Test(arguments: [1, 2, 3, 16])
  func `every piece is done once, whatever the number of threads`(threads: Int) {
    // Every piece has a place of its own: two threads at one piece are a race.
    nonisolated(unsafe) let counts = UnsafeMutableBufferPointer<Int>.allocate(capacity: 1000)
    counts.initialize(repeating: 0)
    defer { counts.deallocate() }
    var reports = [Int]()
    let finished = Workers.run(
      count: 1000, threads: threads, isCancelled: { false }, progress: { reports.append($0) }
    ) {
      queue in queue.forEach { piece in counts[piece] += 1 }
    }
    #expect(finished)
    #expect(counts.allSatisfy { $0 == 1 })
    #expect(reports.last == 1000 && reports == reports.sorted())
  }

  @Test func `no pieces are done at once`() {
    #expect(
      Workers.run(count: 0, threads: 2, isCancelled: { false }, progress: { _ in }) { $0.forEach { _ in } })
  }

  @Test func `cancellation stops before the next piece`() {
    let done = Atomic(0)
    let finished = Workers.run(
      count: 1000, threads: 1, isCancelled: { done.load(ordering: .relaxed) >= 10 }, progress: { _ in }
    ) { queue in queue.forEach { _ in done.add(1, ordering: .relaxed) } }
    #expect(!finished)
    #expect(done.load(ordering: .relaxed) == 10)
  }
}
