@preconcurrency import Glibc
import ImageFiles

/// The reference program in Python, on few windows.
enum PythonReference {
  static let name = "python"

  static func run(_ report: Report, quick: Bool, sources: String) throws {
    report.head("The reference program in Python, gaussian, window 128, few windows")
    let folder = (getenv("FRINGE_SHARED").map { String(cString: $0) } ?? "../shared") + "/reference"
    guard access(folder + "/reference.py", R_OK) == 0 else {
      return report.line("skipped: \(folder)/reference.py is not there")
    }
    let python = getenv("FRINGE_PYTHON").map { String(cString: $0) } ?? "python3"
    guard Child.run(python, ["-c", "import numpy, scipy, tifffile"], isSilent: true)?.status == 0 else {
      return report.line(
        "skipped: \(python) has no numpy, scipy and tifffile; FRINGE_PYTHON may name another one")
    }
    let scratch = try Scratch()
    let image = try Micrograph.particle512.save(to: scratch.path("image.tif"))
    let step = quick ? 160 : 64
    let outcome = Child.run(
      python,
      [
        sources + "/reference_speed.py", scratch.path("image.tif"), "\(image.calibration.pixelSize)", folder,
        "\(step)",
      ], settings: ["OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"])
    guard let outcome, let time = Double(outcome.output.filter { !$0.isWhitespace }) else {
      return report.line("failed")
    }
    report.line(
      Report.left("every \(step)th pixel", 44) + Report.right("\(Int(time)) µs/window", 21))
    report.record(name, "step \(step)", [("microseconds_per_window", .number(time))])
  }
}
