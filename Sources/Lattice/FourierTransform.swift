import CFFTW
import Numerics
import Synchronization

/// The two-dimensional discrete Fourier transform of real images of one size, through FFTW in double precision.
///
/// Plans are made with `FFTW_ESTIMATE` and buffers aligned by FFTW itself, so that the same input gives the same
/// bits in every run. No normalisation is applied in either direction. An instance owns its buffers and is used by
/// one thread at a time; making one is safe from any thread.
public final class FourierTransform {
  /// Number of rows; 1 or more.
  public let rows: Int
  /// Number of columns; 1 or more.
  public let columns: Int
  /// Columns of the half spectrum that FFTW stores: columns / 2 + 1.
  public let halfColumns: Int

  private let real: UnsafeMutablePointer<Double>
  private let half: UnsafeMutablePointer<Complex<Double>>
  private let forwardPlan: fftw_plan
  private let inversePlan: fftw_plan

  /// FFTW's planner keeps state that is shared by the whole process.
  private static let planner = Mutex(())

  /// - Precondition: `rows` and `columns` are positive and below 2³¹.
  public init(rows: Int, columns: Int) {
    precondition(rows > 0 && columns > 0)
    self.rows = rows
    self.columns = columns
    halfColumns = columns / 2 + 1
    guard let real = fftw_alloc_real(rows * columns), let raw = fftw_alloc_complex(rows * halfColumns) else {
      preconditionFailure("out of memory for a \(rows)×\(columns) Fourier transform")
    }
    let half = UnsafeMutableRawPointer(raw).bindMemory(to: Complex<Double>.self, capacity: rows * halfColumns)
    self.real = real
    self.half = half
    real.initialize(repeating: 0, count: rows * columns)
    half.initialize(repeating: 0, count: rows * halfColumns)
    // The planner runs on this thread while the lock is held; nothing is shared with another.
    nonisolated(unsafe) let (samples, coefficients) = (real, raw)
    nonisolated(unsafe) var plans: (forward: fftw_plan?, inverse: fftw_plan?) = (nil, nil)
    Self.planner.withLock { _ in
      plans.forward = fftw_plan_dft_r2c_2d(
        Int32(rows), Int32(columns), samples, coefficients, FFTW_ESTIMATE | FFTW_DESTROY_INPUT)
      plans.inverse = fftw_plan_dft_c2r_2d(
        Int32(rows), Int32(columns), coefficients, samples, FFTW_ESTIMATE | FFTW_DESTROY_INPUT)
    }
    guard let forward = plans.forward, let inverse = plans.inverse else {
      preconditionFailure("FFTW makes no plan for a \(rows)×\(columns) Fourier transform")
    }
    forwardPlan = forward
    inversePlan = inverse
  }

  deinit {
    nonisolated(unsafe) let (forward, inverse) = (forwardPlan, inversePlan)
    Self.planner.withLock { _ in
      fftw_destroy_plan(forward)
      fftw_destroy_plan(inverse)
    }
    fftw_free(real)
    fftw_free(half)
  }

  /// Transforms real samples to their half spectrum.
  ///
  /// - Parameters:
  ///   - fill: Writes the `rows * columns` samples, row after row; the buffer's previous contents are undefined. What it
  ///     or `read` throws is passed on.
  ///   - read: Is lent the half spectrum: `rows` × ``halfColumns`` coefficients, not shifted: zero frequency at (0, 0).
  ///     The coefficient at (r, c) with c beyond the half is the conjugate of that at (-r, -c).
  public func forward<R, E: Error>(
    fill: (UnsafeMutableBufferPointer<Double>) throws(E) -> Void,
    read: (UnsafeBufferPointer<Complex<Double>>) throws(E) -> R
  ) throws(E) -> R {
    try fill(UnsafeMutableBufferPointer(start: real, count: rows * columns))
    fftw_execute(forwardPlan)
    return try read(UnsafeBufferPointer(start: half, count: rows * halfColumns))
  }

  /// Transforms a half spectrum back to `rows * columns` times the real samples.
  public func inverse<R>(
    fill: (UnsafeMutableBufferPointer<Complex<Double>>) -> Void, read: (UnsafeBufferPointer<Double>) -> R
  ) -> R {
    fill(UnsafeMutableBufferPointer(start: half, count: rows * halfColumns))
    fftw_execute(inversePlan)
    return read(UnsafeBufferPointer(start: real, count: rows * columns))
  }
}
