import CFFTW
import Numerics
import Synchronization

/// A one-dimensional discrete Fourier transform in place, through FFTW in single precision.
///
/// As ``FourierTransform``: `FFTW_ESTIMATE`, aligned buffers, no normalisation; one thread at a time uses an instance.
final class SingleTransform {
  enum Direction { case realForward, forward, backward }

  let length: Int
  /// What is transformed, and its transform: `length` numbers, or `length / 2 + 1` of a real line.
  let line: UnsafeMutablePointer<Complex<Float>>
  /// The real samples of ``Direction/realForward``, in the same memory.
  let samples: UnsafeMutablePointer<Float>
  private let plan: fftwf_plan

  /// FFTW's planner keeps state that is shared by the whole process.
  private static let planner = Mutex(())

  /// - Precondition: `length` is positive and below 2³¹.
  init(length: Int, _ direction: Direction) {
    precondition(length > 0)
    self.length = length
    guard let raw = fftwf_alloc_complex(length + 1) else {
      preconditionFailure("out of memory for a Fourier transform of \(length)")
    }
    line = UnsafeMutableRawPointer(raw).bindMemory(to: Complex<Float>.self, capacity: length + 1)
    line.initialize(repeating: 0, count: length + 1)
    samples = UnsafeMutableRawPointer(raw).assumingMemoryBound(to: Float.self)
    // The planner runs on this thread while the lock is held; nothing is shared with another.
    nonisolated(unsafe) let (numbers, reals) = (raw, samples)
    nonisolated(unsafe) var made: fftwf_plan?
    let count = Int32(length)
    Self.planner.withLock { _ in
      switch direction {
      case .realForward: made = fftwf_plan_dft_r2c_1d(count, reals, numbers, FFTW_ESTIMATE)
      case .forward: made = fftwf_plan_dft_1d(count, numbers, numbers, FFTW_FORWARD, FFTW_ESTIMATE)
      case .backward: made = fftwf_plan_dft_1d(count, numbers, numbers, FFTW_BACKWARD, FFTW_ESTIMATE)
      }
    }
    guard let made else { preconditionFailure("FFTW makes no plan for a transform of \(length)") }
    plan = made
  }

  deinit {
    nonisolated(unsafe) let plan = plan
    Self.planner.withLock { _ in fftwf_destroy_plan(plan) }
    fftwf_free(line)
  }

  func run() { fftwf_execute(plan) }

  func clear() { line.update(repeating: 0, count: length) }

  /// The next length with no prime factor above 5.
  static func convenientLength(_ least: Int) -> Int {
    (max(1, least)...).first { length in
      var rest = length
      for factor in [2, 3, 5] { while rest % factor == 0 { rest /= factor } }
      return rest == 1
    } ?? least
  }
}
