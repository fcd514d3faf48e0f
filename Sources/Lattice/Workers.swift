import Glibc
import Synchronization

/// Shares numbered pieces of work among threads, in no particular order.
///
/// A piece may depend on nothing but its number, so that the outcome does not depend on the number of threads.
package enum Workers {
  /// The processors that are online.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Runs pieces 0 ..< count on `threads` threads, and returns when all have ended.
  ///
  /// The calling thread waits; if no thread can be started it does the work itself.
  ///
  /// - Parameters:
  ///   - isCancelled: Is asked before every piece, on the thread that would do it.
  ///   - progress: Is told on the calling thread, every 50 ms and at the end, how many pieces are done.
  ///   - work: Is called once on each thread, and takes pieces from the queue until there are no more.
  /// - Returns: Whether all pieces were done; false when cancelled.
  package static func run(
    count: Int, threads: Int, isCancelled: @escaping @Sendable () -> Bool, progress: (Int) -> Void,
    work: @escaping @Sendable (WorkQueue) -> Void
  ) -> Bool {
    let queue = WorkQueue(count: count, isCancelled: isCancelled)
    let crew = Crew()
    let size = min(max(1, threads), max(1, count))
    for _ in 0..<size where !crew.start({ work(queue) }) { break }
    if crew.isEmpty { work(queue) }
    while !crew.hasEnded(within: 50) { progress(queue.doneCount) }
    crew.join()
    let done = queue.doneCount
    progress(done)
    return done == count
  }
}

/// Numbers 0 ..< count, each handed out once.
package final class WorkQueue: Sendable {
  private let count: Int
  private let isCancelled: @Sendable () -> Bool
  private let next = Atomic(0)
  private let done = Atomic(0)

  init(count: Int, isCancelled: @escaping @Sendable () -> Bool) {
    self.count = count
    self.isCancelled = isCancelled
  }

  var doneCount: Int { done.load(ordering: .acquiring) }

  /// Does piece after piece until none is left or the work is cancelled.
  package func forEach(_ body: (Int) -> Void) {
    while !isCancelled() {
      let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < count else { return }
      body(piece)
      // A piece that was cancelled meanwhile may have been left half done.
      guard !isCancelled() else { return }
      done.wrappingAdd(1, ordering: .releasing)
    }
  }
}

/// POSIX threads that are waited for together.
private final class Crew {
  private var threads = [pthread_t]()
  private let roster = Roster()

  /// What the threads share with the one that waits: how many of them are still at work.
  private final class Roster: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var atWork = 0

    init() {
      lock.initialize(to: pthread_mutex_t())
      changed.initialize(to: pthread_cond_t())
      pthread_mutex_init(lock, nil)
      pthread_cond_init(changed, nil)
    }

    deinit {
      pthread_cond_destroy(changed)
      pthread_mutex_destroy(lock)
      changed.deallocate()
      lock.deallocate()
    }

    func add(_ number: Int) {
      pthread_mutex_lock(lock)
      atWork += number
      if atWork == 0 { pthread_cond_broadcast(changed) }
      pthread_mutex_unlock(lock)
    }

    /// Waits until nobody is at work; false when the time is over before.
    func isEmpty(within milliseconds: Int) -> Bool {
      var deadline = timespec()
      clock_gettime(CLOCK_REALTIME, &deadline)
      deadline.tv_nsec += milliseconds * 1_000_000
      deadline.tv_sec += deadline.tv_nsec / 1_000_000_000
      deadline.tv_nsec %= 1_000_000_000
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while atWork > 0 {
        if pthread_cond_timedwait(changed, lock, &deadline) != 0 { return atWork == 0 }
      }
      return true
    }
  }

  /// What a thread is to do, carried over as one pointer.
  private final class Errand: Sendable {
    let roster: Roster
    let body: @Sendable () -> Void

    init(_ roster: Roster, _ body: @escaping @Sendable () -> Void) {
      self.roster = roster
      self.body = body
    }
  }

  var isEmpty: Bool { threads.isEmpty }

  /// Starts a thread; false when the system has none to give.
  func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let errand = Unmanaged.passRetained(Errand(roster, body))
    var thread = pthread_t()
    roster.add(1)
    let status = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        let errand = Unmanaged<Errand>.fromOpaque(raw).takeRetainedValue()
        errand.body()
        errand.roster.add(-1)
        return nil
      }, errand.toOpaque())
    guard status == 0 else {
      errand.release()
      roster.add(-1)
      return false
    }
    threads.append(thread)
    return true
  }

  /// Whether all threads have ended, after waiting for it.
  func hasEnded(within milliseconds: Int) -> Bool { roster.isEmpty(within: milliseconds) }

  func join() {
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }
}
