extension Figure {
  /// The files that a figure can become.
  public enum Format: Hashable, Sendable {
    /// Pixels, `resolution` to the inch.
    case png(resolution: Double = 300)
    case pdf
    case svg

    /// The format of a file name's extension, `"png"`, `"pdf"` or `"svg"` in either case, with or without the dot.
    public init?(fileExtension: String) {
      switch fileExtension.lowercased() {
      case "png", ".png": self = .png()
      case "pdf", ".pdf": self = .pdf
      case "svg", ".svg": self = .svg
      default: return nil
      }
    }
  }
}
