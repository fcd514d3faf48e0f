public enum ColorScheme: String, Sendable, CaseIterable { case light, dark }

public enum Medium: String, Sendable {
  /// The screen, and paper for what is printed.
  case own = ""
  /// The screen, but as on paper.
  case print
}

extension Browser {
  /// Shows pages as for a reader who prefers these colours, on this medium.
  public func setAppearance(_ scheme: ColorScheme, _ medium: Medium = .own) async throws {
    try await command(
      "Emulation.setEmulatedMedia",
      [
        "media": .string(medium.rawValue),
        "features": [["name": "prefers-color-scheme", "value": .string(scheme.rawValue)]],
      ])
  }
}
