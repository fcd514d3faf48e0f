import COnDemand
import Glibc

/// What the last bits of a result rest on, beside the program itself.
package enum EngineIdentity {
  /// The instructions used and available, and the versions of the libraries that compute; nil when `FRINGE_ISA` asks
  /// for instructions that this machine lacks.
  package static var text: String? {
    guard let selected = try? InstructionSet.selected().get() else { return nil }
    let available = InstructionSet.available.map(\.rawValue).joined(separator: " ")
    return "\(selected.rawValue) of \(available); \(fourierLibrary); \(systemLibrary)"
  }

  /// Name and version of FFTW: a variable that Swift does not import, because it is an array without a length.
  private static var fourierLibrary: String {
    guard fringe_library_problem(FRINGE_FFTW) == nil,
      let name = fringe_library_symbol(FRINGE_FFTW, "fftw_version")
    else { return "" }
    return String(cString: name.assumingMemoryBound(to: CChar.self))
  }

  /// Name and version of the C library.
  private static var systemLibrary: String {
    String(unsafeUninitializedCapacity: 64) { buffer in
      let size = buffer.withMemoryRebound(to: CChar.self) {
        confstr(Int32(_CS_GNU_LIBC_VERSION), $0.baseAddress, 64)
      }
      return min(max(size, 1), 64) - 1
    }
  }
}
