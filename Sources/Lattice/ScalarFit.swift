import CLatticeKernels
import Numerics

/// The fit of the windows that the lanes could not, one at a time.
final class ScalarFit {
  private let fit: PeakFit
  private let patch: UnsafeMutableBufferPointer<Double>

  init(_ fit: PeakFit) {
    self.fit = fit
    patch = .allocate(capacity: fit.side * fit.side)
    patch.initialize(repeating: 0)
  }

  deinit { patch.deallocate() }

  static let callback: lattice_fallback = { context, powers, peak in
    guard let context, let powers, let peak else { return Int32(LATTICE_NOT_CONVERGED) }
    return Unmanaged<ScalarFit>.fromOpaque(context).takeUnretainedValue().run(powers, &peak.pointee)
  }

  private func run(_ powers: UnsafePointer<Double>, _ peak: inout lattice_peak) -> Int32 {
    for k in patch.indices { patch[k] = 0.5 * .log(powers[k]) }
    let result = fit(patch)
    (peak.row, peak.column) = (result.row, result.column)
    if result.converged && result.amplitude > 0 {
      let (iu, iv) = (
        0.5 / (result.widthRow * result.widthRow), 0.5 / (result.widthColumn * result.widthColumn)
      )
      let (cosine, sine) = (Double.cos(result.theta), Double.sin(result.theta))
      peak.height = .log(result.amplitude)
      peak.a = cosine * cosine * iu + sine * sine * iv
      peak.b = cosine * sine * (iv - iu)
      peak.c = sine * sine * iu + cosine * cosine * iv
      peak.offset = result.offset
    }
    switch result.status {
    case .converged: return Int32(LATTICE_OK)
    case .atBound: return Int32(LATTICE_AT_BOUND)
    case .weak: return Int32(LATTICE_WEAK)
    case .notConverged, .missing: return Int32(LATTICE_NOT_CONVERGED)
    }
  }
}
