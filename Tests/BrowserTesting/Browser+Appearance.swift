public enum ColorScheme: String, Sendable, CaseIterable { case light, dark }

public enum Medium: String, Sendable { case screen, print }

extension Browser {
  /// Shows pages as for a reader who prefers these colours, on this medium.
  public func setAppearance(_ scheme: ColorScheme, _ medium: Medium = .screen) async throws {
    try await command(
      "Emulation.setEmulatedMedia",
      [
        "media": .string(medium.rawValue),
        "features": [["name": "prefers-color-scheme", "value": .string(scheme.rawValue)]],
      ])
  }
}
