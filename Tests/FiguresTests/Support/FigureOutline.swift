import Figures

/// What a figure consists of, in words that do not depend on the version of the drawing library: texts and where they
/// stand, and the shapes of its SVG with the boxes around them, in points.
struct FigureOutline {
  let lines: [String]

  init(_ figure: Figure) throws {
    let texts = try figure.writtenTexts().map { text in
      "text \(Int(text.x.rounded())) \(Int(text.y.rounded())) \(text.text)"
    }
    let svg = String(decoding: try figure.render(.svg), as: UTF8.self)
    // Definitions, of glyphs among them, are the drawing library's affair.
    let body = svg.replacing(#/(?s)<defs>.*?</defs>/#, with: "")
    let shapes = body.matches(of: #/<(path|image)\s[^>]*>/#).flatMap { match -> [String] in
      if match.1 == "image" { return ["image"] }
      let path = match.0.firstMatch(of: #/\sd="([^"]*)"/#).map { String($0.1) } ?? ""
      let parts = path.split(separator: "M").map(String.init)
      return (parts.count > 60 ? [path] : parts).compactMap(Self.shape)
    }
    lines = texts + shapes
  }

  /// `path 4-20 5-60 12`: the box in x and y and the number of corners.
  private static func shape(_ path: String) -> String? {
    let numbers = path.split(separator: " ").compactMap { Double($0) }
    guard numbers.count >= 2 else { return nil }
    let xs = stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] }
    let ys = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    func span(_ values: [Double]) -> String {
      "\(Int((values.min() ?? 0).rounded()))-\(Int((values.max() ?? 0).rounded()))"
    }
    return "path \(span(xs)) \(span(ys)) \(xs.count)"
  }

  /// Whether another one has the same parts in the same order, each within a point and a half.
  func differences(from other: [String]) -> [String] {
    guard lines.count == other.count else { return ["\(lines.count) parts, not \(other.count)"] }
    return zip(lines, other).filter { !Self.areAlike($0, $1) }.map { "\($0), not \($1)" }
  }

  private static func areAlike(_ a: String, _ b: String) -> Bool {
    let separators: (Character) -> Bool = { $0 == " " || $0 == "-" }
    let (first, second) = (a.split(whereSeparator: separators), b.split(whereSeparator: separators))
    guard first.count == second.count else { return false }
    return zip(first, second).allSatisfy { a, b in
      if a == b { return true }
      guard let a = Double(a), let b = Double(b) else { return false }
      return abs(a - b) <= 1.5
    }
  }
}
