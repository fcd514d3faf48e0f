import Imaging
import Lattice
import Scripting

extension Spectrum: ScriptObject {
  public static let className = "Spectrum"
  public var scriptDescription: String { "Spectrum \(rows)×\(columns), \(calibration.unit.rawValue)" }
  public var hostBytes: Int { byteCount }
}

extension Kind where Value == Spectrum {
  static var spectrum: Kind { .object(sample: "\(Kind<Image>.image.sample):fft()") }
}

/// `spectrum`: the Fourier transform of an image, zero frequency in the middle.
enum SpectrumClass {
  static let declaration = ClassDeclaration(
    Spectrum.self, "The Fourier transform of an image, zero frequency at row N//2 + 1, column N//2 + 1.",
    sample: Kind<Spectrum>.spectrum.sample,
    properties: [
      Property("rows", of: .spectrum, "integer", "number of rows") { $1.rows },
      Property("columns", of: .spectrum, "integer", "number of columns") { $1.columns },
      Property("unit", of: .spectrum, "string", "unit of its axes: 1/nm or 1/px") {
        $1.calibration.unit.rawValue
      },
    ],
    operators: [multiplication],
    methods: [
      method("amplitude", of: .spectrum, "The modulus.", returns: "Image") { $1.amplitude() },
      method("log_amplitude", of: .spectrum, "The natural logarithm of the modulus.", returns: "Image") {
        $1.logAmplitude()
      },
      method("power", of: .spectrum, "The square of the modulus.", returns: "Image") { $1.power() },
      method("phase", of: .spectrum, "The phase, radians in (-π, π].", returns: "Image") { $1.phase() },
      method("inverse", of: .spectrum, "The image that has this spectrum.", returns: "Image") {
        $1.inverse()
      },
      method(
        "position", of: .spectrum, "Where a reflection lies.", argument("reflection", .reflection, "which"),
        returns: "number row, number column"
      ) { _, spectrum, reflection in
        let point = try spectrum.position(of: reflection)
        return Several(point.row + 1, point.column + 1)
      },
      method(
        "reflection", of: .spectrum, "The reflection at a place.", argument("row", .number, "row, from 1"),
        argument("column", .number, "column, from 1"), returns: "Reflection"
      ) { _, spectrum, row, column in try spectrum.reflection(at: Point(row: row - 1, column: column - 1)) },
      method(
        "around", of: .spectrum, "Discs around reflections and their ± partners, to filter with.",
        argument("reflections", .reflections, "which"), argument("radius", .nonNegative, "of the discs, px"),
        returns: "Mask"
      ) { _, spectrum, reflections, radius in try spectrum.around(reflections, radius: radius) },
    ] + SpectrumFigure.methods)

  /// spectrum * image, spectrum * number, either way round.
  private static let multiplication = Operator(
    "__mul", operand: "Image|number", returns: "Spectrum", run: multiply)

  @Sendable static func multiply(_ call: CallFrame) throws -> any ScriptValue {
    let spectrumFirst = call.argument(1).object(Spectrum.self) != nil
    let spectrum = try Kind<Spectrum>.spectrum.value(of: call.argument(spectrumFirst ? 1 : 2))
    switch try Kind<ImageOrNumber>.imageOrNumber.value(of: call.argument(spectrumFirst ? 2 : 1)) {
    case .image(let filter): return try spectrum.filtered(by: filter)
    case .number(let factor): return spectrum.scaled(by: factor)
    }
  }
}
