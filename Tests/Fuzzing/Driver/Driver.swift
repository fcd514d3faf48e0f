import FuzzTargets

#if canImport(Glibc)
  import Glibc
#endif

// What libFuzzer calls: its own main function comes with `--sanitize=fuzzer`. See ./dev fuzz.

private func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// The parser that `$FRINGE_FUZZ_TARGET` names; without it, lists their names and ends.
private let target: FuzzTarget = {
  let name = variable("FRINGE_FUZZ_TARGET") ?? ""
  if let target = FuzzTarget.named(name) { return target }
  for target in FuzzTarget.all { print(target.name) }
  exit(name.isEmpty ? 0 : 64)
}()

@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _: UnsafeMutablePointer<CInt>, _: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
  _ = target
  if let folder = variable("FRINGE_FUZZ_SEEDS") {
    do {
      try FuzzTarget.writeSeeds(into: folder)
      exit(0)
    } catch {
      print(error)
      exit(1)
    }
  }
  return 0
}

/// Runs one input. -1 keeps an input that is not of the target's kind out of the corpus.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.accepts(Array(UnsafeBufferPointer(start: bytes, count: count))) ? 0 : -1
}
