/// The lines `key=value` that ImageJ writes into a TIFF's ImageDescription.
struct ImageJDescription {
  /// All lines, with `\uXXXX` decoded.
  let fields: [String: String]

  /// Fails where the text was not written by ImageJ, or in its manner.
  init?(_ text: String) {
    guard text.hasPrefix("ImageJ=") else { return nil }
    var fields: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let equals = line.firstIndex(of: "=") else { continue }
      fields[String(line[..<equals])] = Self.unescaped(line[line.index(after: equals)...])
    }
    self.fields = fields
  }

  /// Number of images; 1 when it is not given.
  var images: Int { fields["images"].flatMap { Int($0) } ?? 1 }

  /// Seconds from one image to the next: the frame interval, or the rate at which the stack is to be played. Images
  /// that differ in channel or depth as well are not equally far apart.
  var interval: Double? {
    func number(_ name: String) -> Double? {
      fields[name].flatMap { Double($0) }.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }
    if let frames = number("frames"), frames != Double(images) { return nil }
    if let interval = number("finterval") {
      return TimeUnit.seconds(fields["tunit"] ?? "s").map { $0 * interval }
    }
    return number("fps").map { 1 / $0 }
  }

  /// Replaces `\u00B5` by the character of that number, as Java's properties do.
  static func unescaped(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let slash = rest.firstIndex(of: "\\") {
      result += rest[..<slash]
      let code = rest[slash...].dropFirst(2).prefix(4)
      guard rest[slash...].dropFirst().first == "u", code.count == 4, let number = UInt32(code, radix: 16),
        let scalar = Unicode.Scalar(number)
      else {
        result.append("\\")
        rest = rest[slash...].dropFirst()
        continue
      }
      result.unicodeScalars.append(scalar)
      rest = rest[code.endIndex...]
    }
    return result + rest
  }
}
