import CLatticeKernels
import Glibc

/// The processor instructions that a rolling window is computed with.
package enum InstructionSet: String, CaseIterable, Sendable {
  /// What every processor of the architecture has: SSE2, or NEON.
  case portable
  /// AVX2 and FMA: vectors of 32 bytes.
  case avx2
  /// AVX-512 F, DQ, VL and BW: vectors of 64 bytes.
  case avx512

  /// Those that this machine has, the slowest first.
  package static var available: [InstructionSet] {
    allCases.filter { $0.kernel(doublePrecision: false) != nil }
  }

  /// The one that `FRINGE_ISA` names, or else the fastest that this machine has.
  package static func selected() -> Result<InstructionSet, RollingWindowError> {
    selected(getenv("FRINGE_ISA").map { String(cString: $0) })
  }

  /// The one of that name, or the fastest for nil and an empty name.
  package static func selected(_ name: String?) -> Result<InstructionSet, RollingWindowError> {
    let available = available
    guard let name, !name.isEmpty else { return .success(available.last ?? .portable) }
    guard let set = InstructionSet(rawValue: name), available.contains(set) else {
      return .failure(.instructionSet(name, available: available.map(\.rawValue)))
    }
    return .success(set)
  }

  func kernel(doublePrecision: Bool) -> UnsafePointer<lattice_kernel>? {
    let set =
      switch self {
      case .portable: LATTICE_PORTABLE
      case .avx2: LATTICE_AVX2
      case .avx512: LATTICE_AVX512
      }
    return lattice_kernel_for(set, doublePrecision)
  }
}
